import type { TrustList } from '../formats/trust-list.ts';
import type { ListedProvince } from '../formats/trust-list-recognition.ts';
import type { TrustAnchor } from './signer-chains.ts';

/** The roots of the provinces that a trust list names. */
export type ToAnchors = (ownList: TrustList) => readonly TrustAnchor[];

/**
 * Closes the reading of other provinces' anchors over what it gave last: the same array as long as the
 * lists name the same, so that chains that held under them need not be followed again for each new list.
 */
export function makeToAnchors(): ToAnchors {
  let last: { readonly list: TrustList; readonly anchors: readonly TrustAnchor[] } | undefined;
  return (list) => {
    if (last?.list === list) return last.anchors;
    const anchors = list.provinces.flatMap(toTrustAnchors);
    const isSame = last !== undefined && isSameAnchors(last.anchors, anchors);
    last = { list, anchors: isSame ? (last?.anchors ?? anchors) : anchors };
    return last.anchors;
  };
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
    one.certificate.length === other.certificate.length &&
    one.certificate.every((byte, at) => byte === other.certificate[at])
  );
}
