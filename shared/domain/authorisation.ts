import type { NamedHolder } from './holder-caller.ts';
import type { Branded, ClientId, DepartmentCode, HolderDigest, LicenceId, Moment } from './ids.ts';
import type { CoHolder } from './use-record.ts';

export type AuthorisationId = Branded<string, 'AuthorisationId'>;
export type DelegationId = Branded<string, 'DelegationId'>;

/** `type` of an authorisation. @see RFC 9396 section 2 */
export const authorisationType = 'yinzheng-licence-use';

/** Who may retrieve: a named client, any client of a department, or whoever redeems the code. */
export type AuthorisedVerifier =
  | { readonly client: ClientId }
  | { readonly department: DepartmentCode }
  | { readonly anyone: true };

/** One licence and what of it may be seen beside what stands in the clear. */
export interface AuthorisedLicence {
  readonly licenceId: LicenceId;
  /** Names of disclosures: `holders`, a personal `number`, items by code. */
  readonly items: readonly string[];
}

/** What a retrieval is for: the service item 政务服务事项 by its code, and in words. */
export interface Purpose {
  readonly itemCode: string;
  readonly words: string;
}

/** A holder's leave to retrieve 用证授权. */
export interface Authorisation {
  readonly id: AuthorisationId;
  readonly holder: NamedHolder;
  /** Who gave it: the holder, who acts for the holder, or a delegate. */
  readonly madeBy: NamedHolder;
  readonly delegation?: DelegationId;
  readonly licences: readonly AuthorisedLicence[];
  /** Who else held them when it was given: they see the uses as well. */
  readonly coHolders: readonly CoHolder[];
  readonly verifier: AuthorisedVerifier;
  readonly purpose: Purpose;
  readonly from: Moment;
  /** First moment at which it no longer holds. */
  readonly until: Moment;
  readonly maxUses: number;
  readonly uses: number;
  /** An annotated copy 加注件 is wanted. */
  readonly annotatedCopy: boolean;
  readonly madeAt: Moment;
  readonly withdrawnAt?: Moment;
}

/** States as they are told: all but `withdrawn` follow from time and use. */
export const authorisationStates = [
  'not-yet',
  'active',
  'used-up',
  'expired',
  'withdrawn',
] as const;
export type AuthorisationState = (typeof authorisationStates)[number];

/** What an authorisation is at a moment. */
export function authorisationStateAt(one: Authorisation, now: Moment): AuthorisationState {
  if (one.withdrawnAt !== undefined) return 'withdrawn';
  if (one.until <= now) return 'expired';
  if (one.uses >= one.maxUses) return 'used-up';
  return one.from > now ? 'not-yet' : 'active';
}

/** A verifier as one text, so that a condition can ask for one of several. */
export function toVerifierText(verifier: AuthorisedVerifier): string {
  if ('client' in verifier) return `client#${verifier.client}`;
  return 'department' in verifier ? `department#${verifier.department}` : 'anyone';
}

/** Who may see an authorisation, and withdraw it: its holder, and the delegate who gave it. Who acts for a holder does so as the holder. */
export function partiesOf(
  one: Pick<Authorisation, 'holder' | 'madeBy' | 'delegation'>,
): readonly HolderDigest[] {
  return one.delegation === undefined
    ? [one.holder.digest]
    : [one.holder.digest, one.madeBy.digest];
}

/** Longest that an authorisation may run, in milliseconds: a year. */
export const longestAuthorisation = 366 * 24 * 3600 * 1000;
/** Co-holders of one authorisation's licences: a use is written for all of them in one transaction. */
export const mostCoHolders = 80;
/** Authorisations that a holder may give in a day. */
export const authorisationsPerDay = 100;
