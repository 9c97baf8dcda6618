import type { DirectoryChange } from '../../shared/domain/proposal-change.ts';
import type { Clock } from '../../shared/ports/clock.ts';
import type { Directory } from '../../shared/ports/directory.ts';

/** What a change is worked out against. */
export interface DraftingPorts {
  readonly directory: Pick<
    Directory,
    | 'findDepartment'
    | 'findLicenceType'
    | 'listEntitlements'
    | 'findDuty'
    | 'findClient'
    | 'findCertificates'
    | 'findProvince'
    | 'listProvinces'
    | 'findAgreement'
  >;
  readonly clock: Clock;
}

/** Works out a change against the directory as it stands; refuses what can never be confirmed. */
export type Draft = (ports: DraftingPorts) => Promise<DirectoryChange>;
