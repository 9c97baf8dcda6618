import { civilDateOf } from './civil-date.ts';
import type { ServiceEvent } from './event.ts';
import type { LicenceTypeCode, SealId } from './ids.ts';

/** Which licences are counted together: of a department's type and seal, in a month of Asia/Shanghai, `YYYY-MM`. */
export interface CountedLicences {
  readonly month: string;
  readonly licenceType: LicenceTypeCode;
  readonly sealId: SealId;
}

/** How often each act happened to them: `issued`, or the state that was entered. */
export interface ActCount extends CountedLicences {
  readonly acts: Readonly<Record<string, number>>;
}

/** What an event is counted as; undefined for one that is no act on a licence. */
export function toCounted(event: ServiceEvent) {
  const { licenceType, sealId, state } = event.data;
  if (!event.type.startsWith('licence.') || typeof sealId !== 'string') return undefined;
  const acts = { 'licence.issued': 'issued', 'licence.superseded': 'superseded' };
  const act =
    event.type === 'licence.state-changed' ? state : acts[event.type as keyof typeof acts];
  if (typeof act !== 'string') return undefined;
  const month = civilDateOf(event.at).slice(0, 7);
  const type = licenceType as LicenceTypeCode;
  return { month, licenceType: type, sealId: sealId as SealId, act };
}
