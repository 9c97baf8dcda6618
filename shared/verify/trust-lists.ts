import { type TrustList, trustListPath } from '../formats/trust-list.ts';
import { andThen } from './and-then.ts';
import { BoundedCache } from './bounded-cache.ts';
import type { Evidence } from './evidence.ts';
import type { MaybePromise } from './primitives.ts';
import type { Realm } from './realm.ts';
import {
  judgeFile,
  type OpenedFile,
  type OpenSignedFile,
  type SignedFileRequest,
} from './signed-files.ts';

/** The own list is asked for more often: whom it does not name any more is not trusted any more. */
export const ownListAgeSeconds = 10;
const maxAddresses = 256;

/** Asks for a province's trust list, checked with the shelf at most `maxAgeSeconds` ago. */
export type FindTrustList = (
  question: Realm & { readonly nowSeconds: number; readonly maxAgeSeconds: number },
) => MaybePromise<Evidence<TrustList>>;

/**
 * Closes the search for trust lists over the opening of files. Keeps the list of the highest number seen
 * of each province: a lower one, whoever signed it, never stands. The one kept answers instead, as long
 * as it is good; after that it is `trust-list-rolled-back`. Of a list that stood before, only who
 * signed it and when is asked.
 */
export function makeFindTrustList(open: OpenSignedFile<TrustList>): FindTrustList {
  const highest = new Map<string, OpenedFile<TrustList>>();
  const addresses = new BoundedCache<string, string>(maxAddresses);

  /** Joined once: a new text is hashed anew wherever it is looked up. */
  const toAddress = (provinceUrl: string) => {
    const known = addresses.get(provinceUrl);
    if (known !== undefined) return known;
    const address = `${provinceUrl}/${trustListPath}`;
    addresses.put(provinceUrl, address);
    return address;
  };

  const judge = (file: OpenedFile<TrustList>, request: SignedFileRequest): Evidence<TrustList> => {
    const { content } = file;
    const { provinceUrl } = request;
    if (!isOf(content, request)) return { reason: 'trust-list-mismatch' };
    if (request.isPast) return { value: content };
    const seen = highest.get(provinceUrl);
    if (seen !== undefined && content.number < seen.content.number) {
      return findHeld(seen, request) ?? { reason: 'trust-list-rolled-back' };
    }
    highest.set(provinceUrl, file);
    return { value: content };
  };

  return (question) => {
    const { provinceUrl } = question;
    const request = { ...question, path: trustListPath, address: toAddress(provinceUrl) };
    return andThen(open(request), (file) => {
      if (file.value !== undefined) return judge(file.value, request);
      const { reason, ended } = file;
      return (ended && findHeld(highest.get(provinceUrl), request)) ?? { reason };
    });
  };
}

/** A list that says it is of another province than its address and its roots are. */
function isOf(list: TrustList, { provinceUrl, provinceCode }: Realm): boolean {
  const { code } = list.province;
  return list.provinceUrl === provinceUrl && (provinceCode === undefined || provinceCode === code);
}

function findHeld(
  held: OpenedFile<TrustList> | undefined,
  request: SignedFileRequest,
): Evidence<TrustList> | undefined {
  const { value } = judgeFile('trust-list', held, request);
  return value && { value: value.content };
}
