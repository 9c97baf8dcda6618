import { purposeIds } from '../formats/certificate-profiles.ts';
import type { CredentialClaims } from '../formats/credential-claims.ts';
import { readStatusList, statusListMediaType, statusListType } from '../formats/status-list.ts';
import {
  readTrustList,
  type TrustList,
  trustListMediaType,
  trustListType,
} from '../formats/trust-list.ts';
import { andThen } from './and-then.ts';
import { makeFindSheet } from './department-sheets.ts';
import type { TrustEvidence } from './licence-evidence.ts';
import type { MaybePromise, Primitives } from './primitives.ts';
import { makeOpenSignedFile } from './signed-files.ts';
import { makeFindSignerUnder, type TrustAnchor } from './signer-chains.ts';
import { makeFindStatusList } from './status-lists.ts';
import { type FindTrustList, makeFindTrustList } from './trust-lists.ts';
import type { VerifierShelf } from './verifier-shelf.ts';

/** What a verifier stands on. */
export interface TrustSources {
  readonly primitives: Primitives;
  readonly shelf: VerifierShelf;
  /** The own province's roots; those of other provinces stand in its trust list. */
  readonly anchors: readonly TrustAnchor[];
  /** The province that verifies: its own status lists are asked for more often. */
  readonly ownProvinceUrl: string;
}

/** For which licence, of which province, and how old the last check of the trust list may be. */
export interface TrustQuestion {
  readonly claims: CredentialClaims;
  readonly provinceUrl: string;
  /** What the province's chains end at. */
  readonly anchors: readonly TrustAnchor[];
  readonly nowSeconds: number;
  readonly maxAgeSeconds: number;
}

export type LoadTrust = (question: TrustQuestion) => MaybePromise<TrustEvidence>;

const maxTrustListBytes = 4 * 1024 * 1024;
const maxStatusListBytes = 2 * 1024 * 1024;
const ownStatusAgeSeconds = 10;
const otherStatusAgeSeconds = 60;

/** Closes the loading of what a province publishes over shelf, primitives and anchors. */
export function makeLoadTrust(sources: TrustSources, findTrustList: FindTrustList): LoadTrust {
  const findStatusList = makeStatusLists(sources);
  const findSheet = makeFindSheet(sources);

  /** Sheet and status list at the same time where they have to be fetched. */
  const loadRest = (
    value: TrustList,
    { claims, nowSeconds, provinceUrl, anchors }: TrustQuestion,
  ) => {
    const department = claims.department.code;
    const isOwn = provinceUrl === sources.ownProvinceUrl;
    const maxAgeSeconds = isOwn ? ownStatusAgeSeconds : otherStatusAgeSeconds;
    const address = claims.status.uri;
    const sheet = findSheet({ trustList: value, department, nowSeconds });
    const trust = { trustList: value, anchors };
    const statusList = findStatusList({ ...trust, address, nowSeconds, maxAgeSeconds });
    return toEvidence({ value }, sheet, statusList);
  };

  return (question) =>
    andThen(findTrustList(question), (list) =>
      list.value === undefined
        ? { trustList: list, sheet: list, statusList: list }
        : loadRest(list.value, question),
    );
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
export function makeTrustLists({ primitives, shelf }: TrustSources): FindTrustList {
  const profile = { purpose: purposeIds.trustList, maxIntermediates: 0 };
  const kind = {
    name: 'trust-list',
    typ: trustListType,
    mediaType: trustListMediaType,
    maxBytes: maxTrustListBytes,
    findSignerUnder: makeFindSignerUnder({ primitives, profile }),
    read: readTrustList,
  } as const;
  return makeFindTrustList(makeOpenSignedFile(kind, { shelf, primitives }));
}

function makeStatusLists({ primitives, shelf }: TrustSources) {
  const profile = { purpose: purposeIds.statusList, maxIntermediates: 0 };
  const kind = {
    name: 'status-list',
    typ: statusListType,
    mediaType: statusListMediaType,
    maxBytes: maxStatusListBytes,
    findSignerUnder: makeFindSignerUnder({ primitives, profile }),
    read: (payload: Parameters<typeof readStatusList>[0]) => readStatusList(payload, primitives),
  } as const;
  return makeFindStatusList(makeOpenSignedFile(kind, { shelf, primitives }));
}
