import { createHash } from 'node:crypto';
import { makeNodePrimitives } from '../../shared/adapters/system/node-primitives.ts';
import { toBase64 } from '../../shared/formats/base64url.ts';
import { readCertificate } from '../../shared/formats/certificate.ts';
import { readJws } from '../../shared/formats/jws.ts';
import {
  readTrustList,
  type TrustList,
  trustListPath,
  trustListType,
} from '../../shared/formats/trust-list.ts';
import { maxTrustListBytes } from '../../shared/verify/file-kinds.ts';
import { makeTrustLists } from '../../shared/verify/load-trust.ts';
import { Usage } from '../output.ts';
import { findPublicFile } from '../public-file.ts';

/** Another province as it shows itself: nothing of it is to be believed before its fingerprint was compared. */
export interface SeenProvince {
  readonly url: string;
  readonly root: {
    /** DER, base64. */
    readonly certificate: string;
    /** SHA-256 of the DER, hex. */
    readonly fingerprint: string;
    readonly notBefore: string;
    readonly notAfter: string;
  };
  /** What its list claims, signed under that root. */
  readonly list: TrustList;
}

/**
 * Fetches a province's trust list and opens it under a root: the one given, or the one that the list
 * itself names.
 * @throws Usage when there is no list, no root, or the list is not signed under it
 */
export async function lookAtProvince(url: string, given?: Uint8Array): Promise<SeenProvince> {
  const compact = await findPublicFile(`${url}/${trustListPath}`);
  if (compact === undefined) throw new Usage(`${url} has no trust list`);
  const { payload } = readJws(compact, { typ: trustListType, maxBytes: maxTrustListBytes });
  const claimed = readTrustList(payload);
  const root = given ?? claimed.roots?.[0];
  if (root === undefined) throw new Usage('the list names no root: give --anchor FILE');
  const list = await openUnder(root, url, compact);
  if (typeof list === 'string') throw new Usage(`the list is not signed under that root: ${list}`);
  return { url, list, root: describeRoot(root) };
}

async function openUnder(root: Uint8Array, url: string, compact: string) {
  const body = new TextEncoder().encode(compact);
  const find = makeTrustLists({
    primitives: makeNodePrimitives(),
    shelf: { find: () => ({ body }) },
  });
  const anchors = [{ certificate: root, provinceUrl: url }];
  const nowSeconds = Math.floor(Date.now() / 1000);
  const { issuedAt } = readTrustList(
    readJws(compact, { typ: trustListType, maxBytes: maxTrustListBytes }).payload,
  );
  // the embedded run may live at another time than this machine: by its own date, then
  const question = { provinceUrl: url, anchors, maxAgeSeconds: 0 };
  const isNear = Math.abs(nowSeconds - issuedAt) < 24 * 3600;
  const found = await find({ ...question, nowSeconds: isNear ? nowSeconds : issuedAt });
  return found.value ?? found.reason ?? 'unknown';
}

function describeRoot(root: Uint8Array): SeenProvince['root'] {
  const { notBefore, notAfter } = readCertificate(root);
  const toTime = (seconds: number) => new Date(seconds * 1000).toISOString();
  return {
    certificate: toBase64(root),
    fingerprint: createHash('sha256').update(root).digest('hex'),
    notBefore: toTime(notBefore),
    notAfter: toTime(notAfter),
  };
}

/** Easier to read aloud to each other. */
export const toSpoken = (fingerprint: string) => fingerprint.match(/.{1,4}/g)?.join(' ') ?? '';

/** What somebody has to look at before they propose or confirm. */
export function toSeenLines({ url, root, list }: SeenProvince): readonly string[] {
  return [
    `${list.province.name} (${list.province.code})  ${url}`,
    `  fingerprint  ${toSpoken(root.fingerprint)}`,
    `  root         ${root.notBefore} to ${root.notAfter}`,
    `  trust list   number ${list.number}, signed ${new Date(list.issuedAt * 1000).toISOString()}`,
    `  claims       ${list.sheets.size} departments, ${list.agreements.length} agreements, recognises ${list.provinces.map(({ name }) => name).join(' ') || 'nobody'}`,
  ];
}
