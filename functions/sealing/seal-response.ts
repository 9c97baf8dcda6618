import type { SealBody } from '../../shared/api/seals.ts';
import type { Moment, SealId } from '../../shared/domain/ids.ts';
import { toRfc3339 } from '../../shared/domain/moment.ts';
import type { Seal, SealEntry, SealHead } from '../../shared/domain/seal.ts';
import { compromisedFromOf, standingOf } from '../../shared/domain/seal-state.ts';

/** What a request did to a seal, or had done before. */
export interface SealOutcome {
  readonly seal: Seal;
  readonly replayed: boolean;
}

function toMakingBody(seal: SealHead) {
  if (!('making' in seal)) return {};
  const { certificate, validFrom, validUntil } = seal.making;
  return { certificate, validFrom: toRfc3339(validFrom), validUntil: toRfc3339(validUntil) };
}

const toCompromise = (from: Moment | undefined) =>
  from === undefined ? {} : { compromisedFrom: toRfc3339(from) };

const toEntryBody = ({ seq: _, at, compromisedFrom, ...entry }: SealEntry) => ({
  ...entry,
  at: toRfc3339(at),
  ...toCompromise(compromisedFrom),
});

/** The seal without its image, as it stands at a moment. */
export function toSealBody(seal: SealHead, at: Moment, replacedBy: readonly SealId[] = []) {
  const { id, department, name, kind, entries } = seal;
  return {
    ...{ id, department, name, kind, state: standingOf(seal, at) },
    ...toMakingBody(seal),
    ...toCompromise(compromisedFromOf(entries)),
    ...(seal.replaces === undefined ? {} : { replaces: { ...seal.replaces } }),
    ...(replacedBy.length === 0 ? {} : { replacedBy: [...replacedBy] }),
    entries: entries.map(toEntryBody),
  } satisfies SealBody;
}

/**
 * The answer to a request that writes a seal: as it stood right after, so that the same words come
 * again when it is repeated.
 */
export function toSealResponse(status: number, { seal, replayed }: SealOutcome) {
  return {
    status,
    headers: {
      Location: `/v1/seals/${seal.id}`,
      ...(replayed ? { 'Idempotent-Replayed': 'true' } : {}),
    } as Readonly<Record<string, string>>,
    body: toSealBody(seal, seal.entries.at(-1)?.at ?? (0 as Moment)),
  };
}
