import { purposeIds } from '../formats/certificate-profiles.ts';
import {
  readStatusList,
  type StatusList,
  statusListMediaType,
  statusListType,
} from '../formats/status-list.ts';
import {
  readTrustList,
  type TrustList,
  trustListMediaType,
  trustListType,
} from '../formats/trust-list.ts';
import type { Primitives } from './primitives.ts';
import type { SignedFileKind } from './signed-files.ts';
import { makeFindSignerUnder } from './signer-chains.ts';

/** Largest files that are taken, in bytes: a trust list of 20,000 departments; a status list of 2^20 bytes. */
export const maxTrustListBytes = 4 * 1024 * 1024;
export const maxStatusListBytes = 2 * 1024 * 1024;

/** What trust lists have in common. */
export function toTrustListKind(primitives: Primitives): SignedFileKind<TrustList> {
  const profile = { purpose: purposeIds.trustList, maxIntermediates: 0 };
  return {
    name: 'trust-list',
    typ: trustListType,
    mediaType: trustListMediaType,
    maxBytes: maxTrustListBytes,
    findSignerUnder: makeFindSignerUnder({ primitives, profile }),
    read: readTrustList,
  };
}

/** What status lists have in common. */
export function toStatusListKind(primitives: Primitives): SignedFileKind<StatusList> {
  const profile = { purpose: purposeIds.statusList, maxIntermediates: 0 };
  return {
    name: 'status-list',
    typ: statusListType,
    mediaType: statusListMediaType,
    maxBytes: maxStatusListBytes,
    findSignerUnder: makeFindSignerUnder({ primitives, profile }),
    read: (payload) => readStatusList(payload, primitives),
  };
}
