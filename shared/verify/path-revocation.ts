import type { Certificate, SignedObject } from '../formats/certificate.ts';
import type { CertificateRevocationList } from '../formats/certificate-revocation-list.ts';
import { toHex } from '../formats/der.ts';
import { isSameOctets } from '../formats/octets.ts';
import type { PathReason } from './path-reason.ts';
import type { MaybePromise } from './primitives.ts';

/** What a validator answers when it is asked whether the certificates of a path are revoked. */
export interface RevocationQuestion {
  readonly atSeconds: number;
  /** Did this authority's key sign the list? Counts against the validator's bound. */
  isSignedBy(list: SignedObject, authority: Certificate): MaybePromise<boolean>;
}

/** Is any certificate of the path (leaf first, anchor last) revoked? Handed in: no chain of ours has revocation lists. */
export type FindRevocationFault = (
  path: readonly Certificate[],
  question: RevocationQuestion,
) => Promise<PathReason | undefined>;

interface RevocationRules extends RevocationQuestion {
  readonly lists: readonly CertificateRevocationList[];
}

/**
 * Closes the question over revocation lists. Each certificate needs a current list of its issuer that
 * its issuer signed: without one the answer is not known, which is not a pass.
 * @see RFC 5280 section 6.3
 */
export function makeFindRevocationFault(
  lists: readonly CertificateRevocationList[],
): FindRevocationFault {
  return (path, question) => findFault(path, { ...question, lists });
}

async function findFault(
  path: readonly Certificate[],
  rules: RevocationRules,
): Promise<PathReason | undefined> {
  for (const [index, certificate] of path.entries()) {
    const issuer = path[index + 1];
    if (issuer === undefined) return undefined;
    const lists = await findCurrentLists(issuer, rules);
    if (lists.length === 0) return 'chain-revocation-unknown';
    const serial = toHex(certificate.serial);
    if (lists.some(({ revokedSerials }) => revokedSerials.has(serial))) return 'chain-revoked';
  }
  return undefined;
}

async function findCurrentLists(
  issuer: Certificate,
  rules: RevocationRules,
): Promise<readonly CertificateRevocationList[]> {
  const current: CertificateRevocationList[] = [];
  for (const list of rules.lists) {
    const candidate = isListOf(list, issuer) && isCurrent(list, rules.atSeconds);
    if (candidate && (await rules.isSignedBy(list, issuer))) current.push(list);
  }
  return current;
}

function isListOf(list: CertificateRevocationList, issuer: Certificate): boolean {
  const { keyUsage, subjectKeyIdentifier: own } = issuer.extensions;
  if (keyUsage !== undefined && !keyUsage.usages.includes('cRLSign')) return false;
  const { authorityKeyIdentifier: named } = list;
  const otherKey = named && own && !isSameOctets(named, own.keyIdentifier);
  return !otherKey && isSameOctets(list.issuer.raw, issuer.subject.raw);
}

function isCurrent({ thisUpdate, nextUpdate }: CertificateRevocationList, at: number): boolean {
  return thisUpdate <= at && at <= nextUpdate;
}
