import type { StatusList } from '../formats/status-list.ts';
import type { TrustList } from '../formats/trust-list.ts';
import { andThen } from './and-then.ts';
import { BoundedCache } from './bounded-cache.ts';
import type { Evidence } from './evidence.ts';
import type { MaybePromise } from './primitives.ts';
import type { OpenedFile, OpenSignedFile } from './signed-files.ts';

/** Which status list, under which trust list. */
export interface StatusListQuestion {
  readonly trustList: TrustList;
  readonly address: string;
  readonly nowSeconds: number;
  readonly maxAgeSeconds: number;
}

export type FindStatusList = (question: StatusListQuestion) => MaybePromise<Evidence<StatusList>>;

const maxMarks = 10_000;
const idPattern = /^[0-9A-Za-z-]{1,64}$/;

/**
 * Closes the search for status lists over the opening of files: at an address of the province, signed
 * by a status signer that its trust list names, saying that it is the list at that address. Keeps the
 * latest `iat` seen of each list: an earlier one is `status-list-rolled-back`.
 */
export function makeFindStatusList(open: OpenSignedFile<StatusList>): FindStatusList {
  const latest = new BoundedCache<string, number>(maxMarks);

  const judge = (
    { content, signer }: OpenedFile<StatusList>,
    { trustList, address }: StatusListQuestion,
  ): Evidence<StatusList> => {
    if (!trustList.statusSigners.includes(signer.certificateDigest)) {
      return { reason: 'status-list-untrusted' };
    }
    const { issuer = trustList.provinceUrl } = content;
    if (content.address !== address || issuer !== trustList.provinceUrl) {
      return { reason: 'status-list-mismatch' };
    }
    const seen = latest.get(address) ?? 0;
    if (content.issuedAt < seen) return { reason: 'status-list-rolled-back' };
    if (content.issuedAt > seen) latest.put(address, content.issuedAt);
    return { value: content };
  };

  return (question) => {
    const { trustList, address, nowSeconds, maxAgeSeconds } = question;
    const { provinceUrl, endpoints } = trustList;
    if (!isUnder(endpoints.statusLists, address)) return { reason: 'status-list-elsewhere' };
    return andThen(open({ address, provinceUrl, nowSeconds, maxAgeSeconds }), (file) =>
      file.value === undefined ? file : judge(file.value, question),
    );
  };
}

/** One plain segment below the endpoint: no other host, no `..`, no query. */
function isUnder(endpoint: string, address: string): boolean {
  return address.startsWith(`${endpoint}/`) && idPattern.test(address.slice(endpoint.length + 1));
}
