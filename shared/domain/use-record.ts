import type { AuthorisationId, AuthorisedLicence, Purpose } from './authorisation.ts';
import type { ClientId, DepartmentCode, HolderDigest, LicenceId, Moment } from './ids.ts';

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

/** Somebody whom some of the used licences belong to as well 共有人. */
export interface CoHolder {
  readonly digest: HolderDigest;
  readonly licences: readonly LicenceId[];
}

/** In whose list a use stands: whole, or as a co-holder sees it. */
export interface ConcernedHolders {
  readonly whole: readonly HolderDigest[];
  readonly partly?: readonly CoHolder[];
}

/** A licence and the digests of whom it belongs to. */
export interface HeldLicence {
  readonly licenceId: LicenceId;
  readonly holders: readonly HolderDigest[];
}

/** Who beside `own` holds any of these licences, each with those that are theirs. */
export function coHoldersOf(
  held: readonly HeldLicence[],
  own: readonly HolderDigest[],
): readonly CoHolder[] {
  const licencesBy = new Map<HolderDigest, LicenceId[]>();
  for (const { licenceId, holders } of held) {
    for (const digest of new Set(holders)) {
      if (own.includes(digest)) continue;
      licencesBy.set(digest, [...(licencesBy.get(digest) ?? []), licenceId]);
    }
  }
  return [...licencesBy].map(([digest, licences]) => ({ digest, licences }));
}

/** A use as a co-holder sees it: of the licences their own, and not the leave, which is another's to look at. */
export function toUseOf({ licences }: CoHolder, use: UseRecord): UseRecord {
  const { authorisation: _, ...told } = use;
  return { ...told, licences: use.licences.filter((one) => licences.includes(one.licenceId)) };
}
