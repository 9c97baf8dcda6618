import { type Certificate, isSelfIssued, type SignedObject } from '../formats/certificate.ts';
import { isSameOctets } from '../formats/octets.ts';
import { checkNames, type NameComparison } from './name-constraints.ts';
import type { PathOutcome, PathRequest, PathRules } from './path.ts';
import { type CertificateRules, findAnchorFault, findAuthorityFault } from './path-certificate.ts';
import type { PathReason } from './path-reason.ts';
import type { ChainSuites } from './path-suites.ts';

const maxPathLength = 8;
const maxSignatures = 64;
const maxSteps = 4096;
const maxNameComparisons = 65_536;

/** A certificate that may be the next on the path. */
interface Candidate {
  readonly certificate: Certificate;
  readonly trusted: boolean;
}

/** Ends the search at once, whatever paths are left. */
class WorkExceeded extends Error {}

/** One search for a path, depth first, anchors before intermediates; cheap questions before signatures. */
export class PathSearch {
  readonly #request: PathRequest;
  readonly #rules: CertificateRules;
  readonly #suites: ChainSuites;
  readonly #verified = new Map<SignedObject, Map<Certificate, boolean>>();
  readonly #names: NameComparison;
  #signatures = maxSignatures;
  #steps = maxSteps;
  #fault: { readonly reason: PathReason; readonly depth: number } = {
    reason: 'chain-untrusted',
    depth: 0,
  };

  constructor(request: PathRequest, { suites, names }: PathRules) {
    this.#request = request;
    this.#suites = suites;
    this.#rules = { ...request, suites, names };
    this.#names = { rules: names, left: maxNameComparisons };
  }

  async run(): Promise<PathOutcome> {
    try {
      const path = await this.#extend([this.#request.leaf]);
      const anchor = path?.at(-1);
      if (path === undefined || anchor === undefined) {
        return { ok: false, reason: this.#fault.reason };
      }
      return { ok: true, path, anchor };
    } catch (error) {
      if (error instanceof WorkExceeded) return { ok: false, reason: 'chain-work' };
      throw error;
    }
  }

  /** The first whole path that begins with this one. */
  async #extend(path: readonly Certificate[]): Promise<readonly Certificate[] | undefined> {
    if (path.length >= maxPathLength) {
      this.#note('chain-constraint', path.length);
      return undefined;
    }
    for (const candidate of this.#candidates()) {
      if (!(await this.#isNext(path, candidate))) continue;
      const longer = [...path, candidate.certificate];
      const whole = candidate.trusted ? await this.#judge(longer) : await this.#extend(longer);
      if (whole !== undefined) return whole;
    }
    return undefined;
  }

  *#candidates(): Generator<Candidate> {
    for (const certificate of this.#request.anchors) yield { certificate, trusted: true };
    for (const certificate of this.#request.intermediates) yield { certificate, trusted: false };
  }

  async #isNext(path: readonly Certificate[], candidate: Candidate): Promise<boolean> {
    this.#spendStep();
    const child = path.at(-1);
    const { certificate } = candidate;
    if (child === undefined || !isNamedIssuer(certificate, child)) return false;
    if (path.some((other) => isSameAuthority(other, certificate))) return false;
    const fault = this.#findCheapFault(path, candidate);
    if (fault !== undefined) return this.#note(fault, path.length);
    if (await this.#isSignedBy(child, certificate)) return true;
    return this.#note('chain-signature', path.length);
  }

  #findCheapFault(path: readonly Certificate[], candidate: Candidate): PathReason | undefined {
    const { certificate, trusted } = candidate;
    const find = trusted ? findAnchorFault : findAuthorityFault;
    return find(certificate, this.#rules) ?? this.#findLengthFault(path, certificate);
  }

  /** The leaf is not counted, nor are self-issued authorities. @see RFC 5280 section 4.2.1.9 */
  #findLengthFault(path: readonly Certificate[], { extensions }: Certificate) {
    const below = path.slice(1).filter((authority) => !isSelfIssued(authority)).length;
    const { pathLength = maxPathLength } = extensions.basicConstraints ?? {};
    const { maxIntermediates = maxPathLength } = this.#request;
    return below > Math.min(pathLength, maxIntermediates) ? 'chain-constraint' : undefined;
  }

  /** What only a whole path can answer: names under every authority's constraints, and revocation. */
  async #judge(path: readonly Certificate[]): Promise<readonly Certificate[] | undefined> {
    const reason = this.#findNameFault(path) ?? (await this.#findRevocationFault(path));
    if (reason === undefined) return path;
    this.#note(reason, path.length);
    return undefined;
  }

  #findNameFault(path: readonly Certificate[]): PathReason | undefined {
    const outside = path.some((authority, level) => {
      const constraints = authority.extensions.nameConstraints;
      if (constraints === undefined) return false;
      return namesBelow(path, level).some((certificate) => {
        const verdict = checkNames(certificate, constraints, this.#names);
        if (verdict === 'work') throw new WorkExceeded();
        return verdict === 'outside';
      });
    });
    return outside ? 'chain-name-constraint' : undefined;
  }

  async #findRevocationFault(path: readonly Certificate[]): Promise<PathReason | undefined> {
    const { findRevocationFault, atSeconds } = this.#request;
    return findRevocationFault?.(path, {
      atSeconds,
      isSignedBy: (list, authority) => this.#isSignedBy(list, authority),
    });
  }

  async #isSignedBy(signed: SignedObject, authority: Certificate): Promise<boolean> {
    const known = this.#verified.get(signed) ?? new Map<Certificate, boolean>();
    this.#verified.set(signed, known);
    const before = known.get(authority);
    if (before !== undefined) return before;
    if (this.#signatures === 0) throw new WorkExceeded();
    this.#signatures -= 1;
    const verified = await this.#suites.verifySigned(signed, authority.publicKey);
    known.set(authority, verified);
    return verified;
  }

  #spendStep(): void {
    if (this.#steps === 0) throw new WorkExceeded();
    this.#steps -= 1;
  }

  /** Keeps the fault met farthest along; a fault as far along as the kept one does not replace it. */
  #note(reason: PathReason, depth: number): false {
    if (depth > this.#fault.depth) this.#fault = { reason, depth };
    return false;
  }
}

/** Does the child name this authority as its issuer, by name and, where both say so, by key? */
function isNamedIssuer(authority: Certificate, child: Certificate): boolean {
  if (!isSameOctets(authority.subject.raw, child.issuer.raw)) return false;
  const named = child.extensions.authorityKeyIdentifier?.keyIdentifier;
  const own = authority.extensions.subjectKeyIdentifier?.keyIdentifier;
  return named === undefined || own === undefined || isSameOctets(named, own);
}

/** One authority is passed once, whichever of its certificates says so: no path is a circle. @see RFC 4158 section 5.2 */
function isSameAuthority(a: Certificate, b: Certificate): boolean {
  return (
    isSameOctets(a.subject.raw, b.subject.raw) && isSameOctets(a.publicKey.raw, b.publicKey.raw)
  );
}

/** Whose names an authority constrains: self-issued authorities are exempt, a self-issued leaf is not. @see RFC 5280 section 6.1.3 (b) */
function namesBelow(path: readonly Certificate[], level: number): readonly Certificate[] {
  return path.slice(0, level).filter((one, index) => index === 0 || !isSelfIssued(one));
}
