import type { SealBody } from '../../shared/api/seals.ts';
import { toRfc3339 } from '../../shared/domain/moment.ts';
import type { Seal } from '../../shared/domain/seal.ts';

/** What a request did to a seal, or had done before. */
export interface SealOutcome {
  readonly seal: Seal;
  readonly replayed: boolean;
}

function toMakingBody(seal: Seal) {
  if (!('making' in seal)) return {};
  const { certificate, validFrom, validUntil } = seal.making;
  return { certificate, validFrom: toRfc3339(validFrom), validUntil: toRfc3339(validUntil) };
}

/** The seal without its image. */
export function toSealBody(seal: Seal) {
  const { id, department, name, kind, state } = seal;
  return {
    id,
    department,
    name,
    kind,
    state,
    ...toMakingBody(seal),
    entries: seal.entries.map(({ seq: _, at, ...entry }) => ({ ...entry, at: toRfc3339(at) })),
  } satisfies SealBody;
}

/** The answer to a request that writes a seal: the same words again when it is repeated. */
export function toSealResponse(status: number, { seal, replayed }: SealOutcome) {
  return {
    status,
    headers: {
      Location: `/v1/seals/${seal.id}`,
      ...(replayed ? { 'Idempotent-Replayed': 'true' } : {}),
    } as Readonly<Record<string, string>>,
    body: toSealBody(seal),
  };
}
