import { type TrustList, trustListPath } from '../formats/trust-list.ts';
import { andThen } from './and-then.ts';
import type { Evidence } from './evidence.ts';
import type { MaybePromise } from './primitives.ts';
import {
  judgeFile,
  type OpenedFile,
  type OpenSignedFile,
  type SignedFileRequest,
} from './signed-files.ts';
import type { TrustAnchor } from './signer-chains.ts';

/** Asks for a province's trust list, checked with the shelf at most `maxAgeSeconds` ago. */
export type FindTrustList = (question: {
  readonly provinceUrl: string;
  readonly anchors: readonly TrustAnchor[];
  readonly nowSeconds: number;
  readonly maxAgeSeconds: number;
}) => MaybePromise<Evidence<TrustList>>;

/**
 * Closes the search for trust lists over the opening of files. Keeps the list of the highest number seen
 * of each province: a lower one, whoever signed it, never stands. The one kept answers instead, as long
 * as it is good; after that it is `trust-list-rolled-back`.
 */
export function makeFindTrustList(open: OpenSignedFile<TrustList>): FindTrustList {
  const highest = new Map<string, OpenedFile<TrustList>>();

  const judge = (file: OpenedFile<TrustList>, request: SignedFileRequest): Evidence<TrustList> => {
    const { content } = file;
    const { provinceUrl } = request;
    if (content.provinceUrl !== provinceUrl) return { reason: 'trust-list-mismatch' };
    const seen = highest.get(provinceUrl);
    if (seen !== undefined && content.number < seen.content.number) {
      return findHeld(seen, request) ?? { reason: 'trust-list-rolled-back' };
    }
    if (seen !== file) highest.set(provinceUrl, file);
    return { value: content };
  };

  return ({ provinceUrl, anchors, nowSeconds, maxAgeSeconds }) => {
    const address = `${provinceUrl}/${trustListPath}`;
    const request = { address, provinceUrl, anchors, nowSeconds, maxAgeSeconds };
    return andThen(open(request), (file) => {
      if (file.value !== undefined) return judge(file.value, request);
      const isStale = file.reason === 'trust-list-stale';
      return (isStale && findHeld(highest.get(provinceUrl), request)) || file;
    });
  };
}

function findHeld(
  held: OpenedFile<TrustList> | undefined,
  request: SignedFileRequest,
): Evidence<TrustList> | undefined {
  const { value } = judgeFile('trust-list', held, request);
  return value && { value: value.content };
}
