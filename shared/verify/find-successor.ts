import type { LicenceIdentifier } from '../domain/ids.ts';
import type { PublishedState } from '../domain/licence-state.ts';
import { unlessRefused } from '../problem/unless-refused.ts';
import type { MaybePromise } from './primitives.ts';

/** The identifier of the version that supersedes a licence. The rules for it are loaded when first asked for. */
export function findSuccessor(
  identifier: string,
  state: PublishedState | undefined,
): MaybePromise<string | undefined> {
  return state === 'superseded' ? compute(identifier) : undefined;
}

/** An identifier that is not one of ours has no successor that we could compute. */
async function compute(identifier: string): Promise<string | undefined> {
  const { successorOf } = await import('../domain/identifier.ts');
  return unlessRefused(() => successorOf(identifier as LicenceIdentifier));
}
