import { toIdentifier, toLicenceId } from '../../shared/domain/identifier.ts';
import type { CivilDate, Moment, StatusListId } from '../../shared/domain/ids.ts';
import { toSerial } from '../../shared/domain/serial.ts';
import type { LicenceHead } from '../../shared/ports/register.ts';
import { sampleDepartment } from './sample-holders.ts';
import { sealId } from './sample-seal.ts';
import { sampleType } from './sample-types.ts';

/** The head of a food permit; `serial` tells several apart. */
export function toSampleHead(parts: Partial<LicenceHead> = {}, serial = 1): LicenceHead {
  const type = sampleType('foodPermit').code;
  const department = sampleDepartment().code;
  const bytes = Uint8Array.from({ length: 32 }, (_, at) => (at === 0 ? serial / 36 : serial % 36));
  const licenceId = toLicenceId(type, department, toSerial(bytes));
  return {
    ...{ licenceId, identifier: toIdentifier(licenceId, 1), version: 1, type, department },
    ...{ number: 'JY12101000000017', seal: sealId, seq: 2, state: 'valid', status: 0 },
    ...{ issued: '2026-11-22' as CivilDate, validFrom: '2026-11-22' as CivilDate },
    ...{ statusList: 'north-000001' as StatusListId, statusIndex: 1, changedAt: 0 as Moment },
    ...parts,
  };
}
