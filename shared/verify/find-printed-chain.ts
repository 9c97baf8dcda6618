import type { PrintedCode } from '../formats/printed-code.ts';
import type { TrustList } from '../formats/trust-list.ts';
import { andThen } from './and-then.ts';
import { makeFindSheet } from './department-sheets.ts';
import { doubted, failed } from './evidence.ts';
import type { HeldTrust, TrustSources } from './load-trust.ts';
import type { MaybePromise } from './primitives.ts';
import { departmentOfSubject } from './printed-claims.ts';
import { findChainHeader, findSealByHash } from './printed-seal.ts';
import type { Realm } from './realm.ts';
import { toAnchors } from './recognised-anchors.ts';
import type { ChainHeader, TrustAnchor } from './signer-chains.ts';
import { type FindTrustList, ownListAgeSeconds } from './trust-lists.ts';
import type { Check } from './verdict.ts';
import { isWorthAskingAgain } from './worth-asking-again.ts';

/** Whose certificate a printed code names, as its province's signed files have it. */
export interface PrintedChain {
  readonly header: ChainHeader;
  /** The files: handed on to the checks, which would ask for the same. */
  readonly held: HeldTrust;
}

/** Gives the chain, or the check that tells why there is none. */
export type FindPrintedChain = (
  code: PrintedCode,
  nowSeconds: number,
) => MaybePromise<PrintedChain | Check>;

/** Where to look, and how old the last look at the trust list may be. */
interface Looking {
  readonly realm: Realm;
  readonly nowSeconds: number;
  readonly maxAgeSeconds: number;
}

const trustListAgeSeconds = 60;
const askAgainAgeSeconds = 1;

/**
 * Closes the search for a printed code's certificate: in the sheet of the department that it names,
 * which the trust list of the province that it names vouches for. Only our own province and those that
 * our trust list names are ever asked: an address that stands in a code is not followed.
 */
export function makeFindPrintedChain(
  sources: TrustSources,
  findTrustList: FindTrustList,
): FindPrintedChain {
  const { anchors: ownAnchors, ownProvinceUrl } = sources;
  const findSheet = makeFindSheet(sources);

  const findAnchors = (issuer: string, nowSeconds: number) => {
    if (issuer === ownProvinceUrl) return ownAnchors;
    const asked = { provinceUrl: ownProvinceUrl, anchors: ownAnchors, nowSeconds };
    const own = findTrustList({ ...asked, maxAgeSeconds: ownListAgeSeconds });
    return andThen(own, (list): readonly TrustAnchor[] | Check => {
      if (list.value === undefined) return doubted('chain', list.reason);
      const anchors = toAnchors(list.value);
      const isNamed = anchors.some(({ provinceUrl }) => provinceUrl === issuer);
      return isNamed ? anchors : failed('chain', 'chain-untrusted');
    });
  };

  const lookInSheet = (code: PrintedCode, trustList: TrustList, looking: Looking) => {
    const { realm, nowSeconds } = looking;
    const department = departmentOfSubject(code.claims.subject);
    return andThen(findSheet({ trustList, realm, department, nowSeconds }), (sheet) => {
      if (sheet.value !== undefined) return toChain(code, { realm, trustList, sheet: sheet.value });
      return sheet.reason === 'department-unknown'
        ? unlessBehind(trustList, code, failed('authority', sheet.reason))
        : doubted('chain', sheet.reason);
    });
  };

  const look = (code: PrintedCode, looking: Looking): MaybePromise<PrintedChain | Check> => {
    const { realm, nowSeconds, maxAgeSeconds } = looking;
    return andThen(
      findTrustList({ ...realm, nowSeconds, maxAgeSeconds }),
      (list): MaybePromise<PrintedChain | Check> =>
        list.value === undefined
          ? doubted('chain', list.reason)
          : lookInSheet(code, list.value, looking),
    );
  };

  return (code, nowSeconds) =>
    andThen(findAnchors(code.claims.issuer, nowSeconds), (anchors) => {
      if ('outcome' in anchors) return anchors;
      const looking = { realm: toRealm(code.claims.issuer, anchors), nowSeconds };
      const first = look(code, { ...looking, maxAgeSeconds: trustListAgeSeconds });
      return andThen(first, (found) =>
        'header' in found || !isWorthAskingAgain(found)
          ? found
          : look(code, { ...looking, maxAgeSeconds: askAgainAgeSeconds }),
      );
    });
}

function toRealm(provinceUrl: string, anchors: readonly TrustAnchor[]): Realm {
  const anchor = anchors.find((one) => one.provinceUrl === provinceUrl);
  return { provinceUrl, anchors, provinceCode: anchor?.provinceCode };
}

function toChain(code: PrintedCode, held: HeldTrust): PrintedChain | Check {
  const { trustList, sheet } = held;
  const seal = findSealByHash(sheet, code.certificateHash);
  if (seal === undefined) return unlessBehind(trustList, code, failed('seal', 'seal-unknown'));
  const header = findChainHeader(trustList, seal);
  if (header === undefined) return doubted('chain', 'seal-certificate-unpublished');
  return { header, held };
}

/** A list older than the licence may merely not know yet. */
function unlessBehind({ issuedAt }: TrustList, { claims }: PrintedCode, denial: Check): Check {
  return issuedAt < claims.issuedAtSeconds ? doubted(denial.name, 'trust-list-behind') : denial;
}
