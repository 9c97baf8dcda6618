import type { CredentialClaims } from '../formats/credential-claims.ts';
import type { DepartmentSheet } from '../formats/department-sheet.ts';
import type { TrustList } from '../formats/trust-list.ts';
import { andThen } from './and-then.ts';
import { makeFindSheet } from './department-sheets.ts';
import { toStatusListKind, toTrustListKind } from './file-kinds.ts';
import type { TrustEvidence } from './licence-evidence.ts';
import type { MaybePromise, Primitives } from './primitives.ts';
import type { Realm } from './realm.ts';
import { makeOpenSignedFile } from './signed-files.ts';
import type { TrustAnchor } from './signer-chains.ts';
import { type FindStatusList, makeFindStatusList } from './status-lists.ts';
import { type FindTrustList, makeFindTrustList } from './trust-lists.ts';
import type { VerifierShelf } from './verifier-shelf.ts';

/** What a verifier stands on. */
export interface TrustSources {
  readonly primitives: Primitives;
  readonly shelf: VerifierShelf;
  /** The own province's roots; those of other provinces stand in its trust list. */
  readonly anchors: readonly TrustAnchor[];
  /** The province that verifies: what others' roots vouch for is its trust list's to say. */
  readonly ownProvinceUrl: string;
}

/** A trust list, a sheet that it names, and where both were asked for: what a printed code needs to find its chain. */
export interface HeldTrust {
  readonly realm: Realm;
  readonly trustList: TrustList;
  readonly sheet: DepartmentSheet;
}

/** For which licence, of which province, and how old the last check of the trust list may be. */
export interface TrustQuestion {
  readonly claims: CredentialClaims;
  readonly realm: Realm;
  readonly nowSeconds: number;
  readonly maxAgeSeconds: number;
  /** Stands in for a list of the past that nobody kept. */
  readonly present?: TrustList | undefined;
  /** What the same verification was answered just before, of the same department and at most as old. */
  readonly held?: HeldTrust | undefined;
}

export type LoadTrust = (question: TrustQuestion) => MaybePromise<TrustEvidence>;

/** Mirrored files of other provinces are as near as our own. */
const statusAgeSeconds = 10;

/** Closes the loading of what a province publishes over shelf, primitives and anchors. */
export function makeLoadTrust(sources: TrustSources, findTrustList: FindTrustList): LoadTrust {
  const findStatusList = makeStatusLists(sources);
  const findSheet = makeFindSheet(sources);

  /** Sheet and status list at the same time where they have to be fetched. */
  const loadRest = (value: TrustList, question: TrustQuestion, held?: DepartmentSheet) => {
    const { claims, nowSeconds, realm } = question;
    const department = claims.department.code;
    const address = claims.status.uri;
    const asked = { trustList: value, realm, nowSeconds };
    const sheet = held === undefined ? findSheet({ ...asked, department }) : { value: held };
    const statusList = findStatusList({ ...asked, address, maxAgeSeconds: statusAgeSeconds });
    return toEvidence({ value }, sheet, statusList);
  };

  return (question) => {
    const { realm, nowSeconds, maxAgeSeconds, present, held } = question;
    if (held !== undefined && isSameRealm(held.realm, realm)) {
      return loadRest(held.trustList, question, held.sheet);
    }
    return andThen(findTrustList({ ...realm, nowSeconds, maxAgeSeconds }), (list) => {
      if (list.value !== undefined) return loadRest(list.value, question);
      if (present !== undefined) return loadRest(present, question);
      return { trustList: list, sheet: list, statusList: list };
    });
  };
}

function isSameRealm(one: Realm, other: Realm): boolean {
  return one.provinceUrl === other.provinceUrl && one.anchors === other.anchors;
}

function toEvidence(
  trustList: TrustEvidence['trustList'],
  sheet: MaybePromise<TrustEvidence['sheet']>,
  statusList: MaybePromise<TrustEvidence['statusList']>,
): MaybePromise<TrustEvidence> {
  if (!(sheet instanceof Promise) && !(statusList instanceof Promise)) {
    return { trustList, sheet, statusList };
  }
  return Promise.all([sheet, statusList]).then(([ofDepartment, ofStatus]) => ({
    trustList,
    sheet: ofDepartment,
    statusList: ofStatus,
  }));
}

/** Closes the search for trust lists over shelf and primitives. */
export function makeTrustLists(sources: Pick<TrustSources, 'primitives' | 'shelf'>): FindTrustList {
  return makeFindTrustList(makeOpenSignedFile(toTrustListKind(sources.primitives), sources));
}

/** Closes the search for status lists over shelf and primitives. */
export function makeStatusLists(
  sources: Pick<TrustSources, 'primitives' | 'shelf'>,
): FindStatusList {
  return makeFindStatusList(makeOpenSignedFile(toStatusListKind(sources.primitives), sources));
}
