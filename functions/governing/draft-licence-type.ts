import { readLicenceType } from '../../shared/domain/licence-type-reading.ts';
import { gather, invalid, readObject } from '../../shared/domain/reading.ts';
import { Problem } from '../../shared/problem/problem.ts';
import type { Draft } from './drafting.ts';

/** Which version of which type a path names. */
export interface NamedVersion {
  readonly code: string;
  readonly version: string;
}

/** The definition may leave out what the path says, and may not say otherwise. */
function withPath(given: unknown, { code, version }: NamedVersion): object {
  const source = readObject(given, '');
  const named = { code, version: /^[1-9][0-9]{0,2}$/.test(version) ? Number(version) : version };
  const definition = { ...named, ...source };
  gather<{ code: true; version: true }>({
    code: () => sameAsPath(definition.code === named.code, '/code'),
    version: () => sameAsPath(definition.version === named.version, '/version'),
  });
  return definition;
}

function sameAsPath(same: boolean, pointer: string): true {
  if (!same) throw invalid(pointer, 'path');
  return true;
}

/**
 * The next version of a licence type 证照类型, or the first. Versions that are there never change.
 * @param named as the path says it; the definition itself where it is left out
 * @throws Problem `request-invalid` naming each fault at its pointer, `state-conflict` for any version but the next
 */
export function draftLicenceType(given: unknown, named?: NamedVersion): Draft {
  return async ({ directory }) => {
    const after = readLicenceType(named === undefined ? given : withPath(given, named));
    const before = await directory.findLicenceType(after.code);
    const next = (before?.version ?? 0) + 1;
    if (after.version < next) throw new Problem('state-conflict', { reason: 'version-written' });
    if (after.version > next) throw new Problem('state-conflict', { reason: 'version-not-next' });
    const change = { kind: 'licence-type', act: 'define-licence-type', after } as const;
    return before === undefined ? change : { ...change, before };
  };
}
