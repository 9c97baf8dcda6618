import type { AuthorisationId, AuthorisedLicence, Purpose } from './authorisation.ts';
import type { ClientId, DepartmentCode, Moment } from './ids.ts';

/** The verifier as it is registered, not as it calls itself. */
export interface NamedVerifier {
  readonly client: ClientId;
  readonly name: string;
  readonly department?: DepartmentCode;
  readonly departmentName?: string;
}

/** What was done: retrieved by leave, looked up by duty 依职能用证, or what the verifier was told compared. */
export const useKinds = ['retrieval', 'duty-check', 'field-check'] as const;
export type UseKind = (typeof useKinds)[number];

/** How long what was retrieved may be fetched again by whoever retrieved it. */
export const refetchMilliseconds = 10 * 60_000;

/** One use of a holder's licences 用证记录, as the holder sees it. */
export interface UseRecord {
  readonly id: string;
  readonly kind: UseKind;
  readonly at: Moment;
  readonly verifier: NamedVerifier;
  readonly licences: readonly AuthorisedLicence[];
  /** In the verifier's words. */
  readonly purpose: Purpose;
  /** The leave it rests on. */
  readonly authorisation?: AuthorisationId;
  /** Who gave that leave, by name. */
  readonly authorisedBy?: string;
  /** Of a field check: whether what was told was right. */
  readonly matched?: boolean;
  /** Of a check by duty: the case 案号. */
  readonly caseNumber?: string;
}
