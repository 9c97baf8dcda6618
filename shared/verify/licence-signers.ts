import { purposeIds } from '../formats/certificate-profiles.ts';
import type { CredentialClaims } from '../formats/credential-claims.ts';
import type { TrustList } from '../formats/trust-list.ts';
import { andThen } from './and-then.ts';
import { doubted, failed } from './evidence.ts';
import type { TrustSources } from './load-trust.ts';
import type { MaybePromise } from './primitives.ts';
import type { Reason } from './reasons.ts';
import { toAnchors } from './recognised-anchors.ts';
import {
  type ChainHeader,
  makeFindSignerUnder,
  type Signer,
  type TrustAnchor,
} from './signer-chains.ts';
import type { FindTrustList } from './trust-lists.ts';
import type { Check } from './verdict.ts';

/** Whose seal signed a licence, and under which anchors all that bears on it must stand. */
export interface Standing {
  readonly signer: Signer;
  readonly anchors: readonly TrustAnchor[];
  /** The verifying province's own trust list, where the licence is another province's. */
  readonly ownList?: TrustList;
}

/** Gives the standing, or why the chain does not lead anywhere, or that we could not find out. */
export type FindStanding = (question: {
  readonly header: ChainHeader;
  readonly claims: CredentialClaims;
  readonly nowSeconds: number;
  /** How old the last check of the own trust list may be. */
  readonly maxAgeSeconds: number;
}) => MaybePromise<Standing | Check>;

const profile = { purpose: purposeIds.seal, maxIntermediates: 1 };

/**
 * Closes the search for a licence's signer over the own roots, which are pinned, and the own trust list,
 * which names the roots of other provinces: one that is taken out of it vouches for nothing any more,
 * at once. A licence that says it is ours is only asked under our own roots.
 */
export function makeFindStanding(
  { primitives, anchors: ownAnchors, ownProvinceUrl }: TrustSources,
  findTrustList: FindTrustList,
): FindStanding {
  const findSignerUnder = makeFindSignerUnder({ primitives, profile });
  type Question = Parameters<FindStanding>[0];

  const findOwn = ({ header, claims }: Question): MaybePromise<Standing | Check> =>
    andThen(findSignerUnder(ownAnchors)(header, claims.issuedAtSeconds), (found) =>
      found.value === undefined
        ? failed('chain', found.reason)
        : { signer: found.value, anchors: ownAnchors },
    );

  const findOther = (question: Question, ownList: TrustList): MaybePromise<Standing | Check> => {
    const { header, claims } = question;
    const anchors = toAnchors(ownList);
    return andThen(findSignerUnder(anchors)(header, claims.issuedAtSeconds), (found) => {
      if (found.value !== undefined) return { signer: found.value, anchors, ownList };
      // perhaps it names another province than it is of: then that is what is wrong with it
      return found.reason === 'chain-untrusted' ? findOwn(question) : failed('chain', found.reason);
    });
  };

  /** Without the own list nobody can tell whose roots are trusted. */
  const findWithout = (question: Question, reason: Reason) =>
    andThen(findOwn(question), (found) => ('signer' in found ? found : doubted('chain', reason)));

  return (question) => {
    const { claims, nowSeconds, maxAgeSeconds } = question;
    if (claims.issuer === ownProvinceUrl) return findOwn(question);
    const own = { provinceUrl: ownProvinceUrl, anchors: ownAnchors, nowSeconds, maxAgeSeconds };
    return andThen(findTrustList(own), (ownList) =>
      ownList.value === undefined
        ? findWithout(question, ownList.reason)
        : findOther(question, ownList.value),
    );
  };
}
