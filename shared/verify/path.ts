import type { Certificate } from '../formats/certificate.ts';
import type { KeyUsage } from '../formats/certificate-extensions.ts';
import { directoryNames, type NameRules } from './name-rules.ts';
import { findLeafFault } from './path-certificate.ts';
import type { PathReason } from './path-reason.ts';
import type { FindRevocationFault } from './path-revocation.ts';
import { PathSearch } from './path-search.ts';
import type { ChainSuites } from './path-suites.ts';

/** What is to be validated, against what, and at which moment. */
export interface PathRequest {
  readonly leaf: Certificate;
  /** In any order, from anyone; what does not fit is passed over. */
  readonly intermediates: readonly Certificate[];
  /** Trusted for their names, keys and constraints; their own periods and extensions bind all the same. */
  readonly anchors: readonly Certificate[];
  /** Seconds since the epoch; fractions are cut off. */
  readonly atSeconds: number;
  /** Extended key usage, dotted, that the leaf must have and no authority may rule out. */
  readonly purpose?: string;
  /** Key usages that the leaf must have. */
  readonly keyUsages?: readonly KeyUsage[];
  /** Is this leaf whom we asked for? */
  readonly isPeer?: (leaf: Certificate) => boolean;
  /** When given, every certificate below the anchor is asked about: see `makeFindRevocationFault`. */
  readonly findRevocationFault?: FindRevocationFault;
  /** Authorities between leaf and anchor, self-issued ones not counted; at most 6 in any case. */
  readonly maxIntermediates?: number;
}

/** What a validator accepts. */
export interface PathRules {
  readonly suites: ChainSuites;
  readonly names: NameRules;
}

/** `path` is leaf first, anchor last. */
export type PathOutcome =
  | { readonly ok: true; readonly path: readonly Certificate[]; readonly anchor: Certificate }
  | { readonly ok: false; readonly reason: PathReason };

export type ValidatePath = (request: PathRequest) => Promise<PathOutcome>;

/**
 * Closes the path validator over the suites and the names it accepts, directory names unless told. It builds and checks paths together: at most 8
 * certificates on a path, 64 signature checks, and bounded steps and name comparisons, whatever it is given.
 * Never throws: whatever does not hold is an outcome.
 * @see RFC 5280 section 6, RFC 4158
 */
export function makePathValidator(
  suites: ChainSuites,
  names: NameRules = directoryNames,
): ValidatePath {
  return async (request) => {
    const atSeconds = Math.floor(request.atSeconds);
    const reason = findLeafFault(request.leaf, { ...request, atSeconds, suites, names });
    if (reason !== undefined) return { ok: false, reason };
    if (request.isPeer?.(request.leaf) === false) return { ok: false, reason: 'chain-peer' };
    return new PathSearch({ ...request, atSeconds }, { suites, names }).run();
  };
}
