import { type TrustList, trustListPath } from '../formats/trust-list.ts';
import { andThen } from './and-then.ts';
import type { Evidence } from './evidence.ts';
import type { MaybePromise } from './primitives.ts';
import type { OpenSignedFile } from './signed-files.ts';

/** Asks for a province's trust list, checked with the shelf at most `maxAgeSeconds` ago. */
export type FindTrustList = (question: {
  readonly provinceUrl: string;
  readonly nowSeconds: number;
  readonly maxAgeSeconds: number;
}) => MaybePromise<Evidence<TrustList>>;

/**
 * Closes the search for trust lists over the opening of files. Keeps the highest number seen of each
 * province: a lower one is `trust-list-rolled-back`, whoever signed it.
 */
export function makeFindTrustList(open: OpenSignedFile<TrustList>): FindTrustList {
  const highest = new Map<string, number>();

  const judge = (list: TrustList, provinceUrl: string): Evidence<TrustList> => {
    if (list.provinceUrl !== provinceUrl) return { reason: 'trust-list-mismatch' };
    if (list.number < (highest.get(provinceUrl) ?? 0)) return { reason: 'trust-list-rolled-back' };
    highest.set(provinceUrl, list.number);
    return { value: list };
  };

  return ({ provinceUrl, nowSeconds, maxAgeSeconds }) => {
    const address = `${provinceUrl}/${trustListPath}`;
    return andThen(open({ address, provinceUrl, nowSeconds, maxAgeSeconds }), (file) =>
      file.value === undefined ? file : judge(file.value.content, provinceUrl),
    );
  };
}
