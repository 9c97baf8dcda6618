import { isSameOctets } from '../formats/octets.ts';
import type { TrustList } from '../formats/trust-list.ts';
import type { ListedProvince } from '../formats/trust-list-recognition.ts';
import type { TrustAnchor } from './signer-chains.ts';

/** What was read of lists that are held, and what was last read of each province's. */
const read = new WeakMap<TrustList, readonly TrustAnchor[]>();
const last = new Map<string, readonly TrustAnchor[]>();

/**
 * The roots of the provinces that a trust list names: the same array as long as that province's lists
 * name the same, so that chains that held under them need not be followed again for each new list.
 */
export function toAnchors(list: TrustList): readonly TrustAnchor[] {
  const known = read.get(list);
  if (known !== undefined) return known;
  const before = last.get(list.provinceUrl);
  const named = list.provinces.flatMap(toTrustAnchors);
  const anchors = before !== undefined && isSameAnchors(before, named) ? before : named;
  read.set(list, anchors);
  last.set(list.provinceUrl, anchors);
  return anchors;
}

function toTrustAnchors({ code, url, name, anchors }: ListedProvince): readonly TrustAnchor[] {
  return anchors.map(({ certificate, until }) => ({
    certificate,
    provinceUrl: url,
    provinceName: name,
    provinceCode: code,
    ...(until === undefined ? {} : { until }),
  }));
}

function isSameAnchors(some: readonly TrustAnchor[], others: readonly TrustAnchor[]): boolean {
  return some.length === others.length && some.every((one, at) => isSame(one, others[at]));
}

function isSame(one: TrustAnchor, other: TrustAnchor | undefined): boolean {
  return (
    other !== undefined &&
    one.provinceUrl === other.provinceUrl &&
    one.provinceName === other.provinceName &&
    one.provinceCode === other.provinceCode &&
    one.until === other.until &&
    isSameOctets(one.certificate, other.certificate)
  );
}
