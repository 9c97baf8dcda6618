import type { EventData, EventType, ServiceEvent } from '../../../shared/domain/event.ts';
import {
  partsOfLicenceId,
  readLicenceId,
  toIdentifier,
} from '../../../shared/domain/identifier.ts';
import type { LicenceId } from '../../../shared/domain/ids.ts';
import type { LicenceFact } from '../../../shared/ports/facts.ts';
import { toEvent } from '../to-event.ts';

/** What every event of a licence says: which licence, which version, which type. */
export function toLicenceData(id: LicenceId, version: number): EventData {
  const { type, issuer } = partsOfLicenceId(id);
  return {
    licenceId: id,
    identifier: toIdentifier(id, version),
    version,
    licenceType: type,
    department: issuer,
  };
}

/** A version comes into force with the second entry of its licence, or as the version that it is. */
const isIssue = ({ version, state, seq, kind }: LicenceFact) =>
  state === 'valid' && (version === 1 ? seq === 2 : kind !== undefined);
/** A reservation that came to nothing: nobody knew of it. */
const isGivenUp = ({ version, state, seq }: LicenceFact) =>
  state === 'void' && version === 1 && seq === 2;

function toTold(id: LicenceId, fact: LicenceFact): readonly [EventType, EventData] {
  const { version, state } = fact;
  if (isIssue(fact)) return ['licence.issued', {}];
  if (state === 'superseded')
    return ['licence.superseded', { supersededBy: toIdentifier(id, version + 1) }];
  return ['licence.state-changed', { state }];
}

/** What an entry of a licence is told as; undefined where nobody is to know. */
export function toLicenceEvent(
  entry: { readonly id: string; readonly entry: string },
  fact: LicenceFact,
): ServiceEvent | undefined {
  if (isGivenUp(fact) || fact.state === 'reserved') return undefined;
  const id = readLicenceId(entry.id);
  const [type, more] = toTold(id, fact);
  return toEvent(['licence', id, entry.entry], {
    type,
    at: fact.at,
    subject: id,
    department: partsOfLicenceId(id).issuer,
    data: {
      ...toLicenceData(id, fact.version),
      ...(fact.sealId === undefined ? {} : { sealId: fact.sealId }),
      ...more,
    },
  });
}

/** Is it an event of a licence that has just come into force? */
export const isIssued = ({ type }: ServiceEvent) => type === 'licence.issued';
