import { createHash } from 'node:crypto';
import type { CheckedApplication } from '../../functions/issuing/issue-licence/check-application.ts';
import { makePrepareReservation } from '../../functions/issuing/issue-licence/prepare-reservation.ts';
import { systemRandom } from '../../shared/adapters/system/random.ts';
import type { CivilDate, ClientId, Moment, StatusListId } from '../../shared/domain/ids.ts';
import { sampleDepartment, sampleOrganisation, samplePerson } from './sample-holders.ts';
import { sampleCertificate, toSampleSeal } from './sample-seal.ts';
import { type SampleTypeName, sampleItems, sampleType } from './sample-types.ts';

/** When sample applications are checked. */
export const at = Date.UTC(2026, 10, 22, 8) as Moment;
/** Who asks. */
export const by = 'shenyang-licensing' as ClientId;

/** An application of a sample type that was checked and found good. */
export function toChecked(name: SampleTypeName, parts: Partial<CheckedApplication> = {}) {
  const type = sampleType(name);
  const holders = [type.holder === 'person' ? samplePerson() : sampleOrganisation()];
  return {
    ...{ at, department: sampleDepartment(), type, seal: toSampleSeal('enabled', at), holders },
    items: sampleItems(type),
    ...{ issued: '2026-11-22' as CivilDate, validFrom: '2026-11-22' as CivilDate },
    ...parts,
  } as CheckedApplication;
}

const digests = {
  digest: async (label: string, value: string) =>
    `mac-${createHash('sha256').update(`${label}${value}`).digest('hex')}`,
};
/** Prepares reservations for `https://liaoning.example` over ports of a few lines. */
export const prepare = makePrepareReservation({
  provinceUrl: 'https://liaoning.example',
  directory: { findCertificates: async () => ({ sealingCa: sampleCertificate }) } as never,
  places: {
    take: async () => ({ statusList: 'north-000001' as StatusListId, statusIndex: 4711 }),
  },
  sequences: { next: async () => 1 },
  digests,
  random: systemRandom,
});
