import { type Certificate, isSelfIssued } from '../formats/certificate.ts';
import type { KeyUsage } from '../formats/certificate-extensions.ts';
import { isSameOctets } from '../formats/octets.ts';
import { areConstraintsWellFormed } from './name-constraints.ts';
import { directoryNames, type NameRules } from './name-rules.ts';
import type { PathReason } from './path-reason.ts';
import type { ChainSuites } from './path-suites.ts';

/** What the certificates of one path are measured by. */
export interface CertificateRules {
  readonly suites: ChainSuites;
  /** Directory names only unless told. */
  readonly names?: NameRules;
  /** Whole seconds since the epoch. */
  readonly atSeconds: number;
  /** The extended key usage the leaf must have and no authority may rule out; anyExtendedKeyUsage does not stand for it. */
  readonly purpose?: string;
  /** Key usages the leaf must have. */
  readonly keyUsages?: readonly KeyUsage[];
}

type Question = (certificate: Certificate, rules: CertificateRules) => PathReason | undefined;

const maxSerialOctets = 20;

/** Asked of every certificate of a path, in this order. */
const everyQuestion: readonly Question[] = [
  checkPeriod,
  checkKey,
  checkUnderstood,
  checkNamesForm,
  checkKeyIdentifiersForm,
  checkSigningRight,
];
/** Asked of what an authority of the path issued; an anchor was taken on trust, not on its issuer's word. */
const issuedQuestions = [...everyQuestion, checkSerial, checkAuthorityKey];
const leafQuestions = [...issuedQuestions, checkIsLeaf, checkLeafUse];
const authorityQuestions = [...issuedQuestions, checkIsAuthority, checkAuthorityUse];
const anchorQuestions = [...everyQuestion, checkOwnKey, checkIsAuthority, checkAuthorityUse];

/** Why this certificate may not be the leaf of a path; nothing when it may. */
export const findLeafFault: Question = (leaf, rules) => findFault(leafQuestions, leaf, rules);

/** Why this certificate may not be an intermediate authority; nothing when it may. */
export const findAuthorityFault: Question = (authority, rules) =>
  findFault(authorityQuestions, authority, rules);

/** Why this trusted certificate may not end a path; nothing when it may. It need not name its issuer's key. */
export const findAnchorFault: Question = (anchor, rules) =>
  findFault(anchorQuestions, anchor, rules);

function findFault(
  questions: readonly Question[],
  certificate: Certificate,
  rules: CertificateRules,
): PathReason | undefined {
  for (const question of questions) {
    const reason = question(certificate, rules);
    if (reason !== undefined) return reason;
  }
  return undefined;
}

/** Both ends are inclusive. @see RFC 5280 section 4.1.2.5 */
function checkPeriod({ notBefore, notAfter }: Certificate, { atSeconds }: CertificateRules) {
  if (atSeconds < notBefore) return 'chain-not-yet-valid';
  return atSeconds > notAfter ? 'chain-expired' : undefined;
}

function checkKey({ publicKey }: Certificate, { suites }: CertificateRules) {
  return suites.acceptsKey(publicKey) ? undefined : 'chain-key';
}

/** Nothing here processes policies: what would make them binding is refused. @see RFC 5280 sections 4.2.1.4, 4.2.1.5, 4.2.1.11, 4.2.1.14 */
function checkUnderstood({ extensions }: Certificate) {
  const { unknownCritical, authorityInformationAccess, policies, policyRules } = extensions;
  if (unknownCritical.length > 0 || authorityInformationAccess?.critical) {
    return 'chain-critical-extension';
  }
  const binding = policyRules.some(({ id, critical }) => critical || id !== policyMappings);
  return binding || policies?.critical ? 'chain-policy' : undefined;
}

/** The only policy extension that may be non-critical and then be passed over. */
const policyMappings = '2.5.29.33';

/** Positive and at most 20 octets. @see RFC 5280 section 4.1.2.2 */
function checkSerial({ serial }: Certificate) {
  const [first = 0] = serial;
  const zero = serial.length === 1 && first === 0;
  return zero || first >= 0x80 || serial.length > maxSerialOctets ? 'chain-profile' : undefined;
}

/** Critical exactly when it is all there is of a subject. @see RFC 5280 section 4.2.1.6 */
function checkNamesForm(
  { subject, issuer, extensions }: Certificate,
  { names = directoryNames }: CertificateRules,
) {
  const alternative = extensions.subjectAlternativeName;
  const unnamed = subject.parts.length === 0;
  if (issuer.parts.length === 0 || (unnamed && alternative === undefined)) return 'chain-profile';
  if (alternative === undefined) return undefined;
  const sound = alternative.critical === unnamed && alternative.names.every(names.isNameWellFormed);
  return sound ? undefined : 'chain-profile';
}

/** Never critical; the issuer's key is named by its identifier alone. @see RFC 5280 sections 4.2.1.1, 4.2.1.2 */
function checkKeyIdentifiersForm({ extensions }: Certificate) {
  const { authorityKeyIdentifier: authority, subjectKeyIdentifier: own } = extensions;
  if (own?.critical || authority?.critical || authority?.namesCertificate) return 'chain-profile';
  return authority !== undefined && authority.keyIdentifier === undefined
    ? 'chain-profile'
    : undefined;
}

/** The right to sign certificates goes with being an authority, both ways. @see RFC 5280 sections 4.2.1.3, 4.2.1.9 */
function checkSigningRight({ extensions }: Certificate) {
  const { basicConstraints, keyUsage } = extensions;
  if (keyUsage === undefined) return undefined;
  const signs = keyUsage.usages.includes('keyCertSign');
  return signs === (basicConstraints?.ca ?? false) ? undefined : 'chain-key-usage';
}

function checkAuthorityKey({ extensions }: Certificate) {
  return extensions.authorityKeyIdentifier === undefined ? 'chain-profile' : undefined;
}

/** A root that names its issuer's key names its own. */
function checkOwnKey(anchor: Certificate) {
  const { authorityKeyIdentifier: authority, subjectKeyIdentifier: own } = anchor.extensions;
  const named = authority?.keyIdentifier !== undefined && own !== undefined;
  if (!named || !isSelfIssued(anchor)) return undefined;
  return isSameOctets(authority.keyIdentifier, own.keyIdentifier) ? undefined : 'chain-profile';
}

/** That it has a subject need not be asked: its child names its issuer. @see RFC 5280 sections 4.2.1.2, 4.2.1.9, 4.2.1.10 */
function checkIsAuthority(
  { extensions }: Certificate,
  { names = directoryNames }: CertificateRules,
) {
  const { basicConstraints, subjectKeyIdentifier, nameConstraints } = extensions;
  if (!basicConstraints?.ca || !basicConstraints.critical) return 'chain-constraint';
  if (subjectKeyIdentifier === undefined) return 'chain-profile';
  if (nameConstraints === undefined) return undefined;
  const sound = nameConstraints.critical && areConstraintsWellFormed(nameConstraints, names);
  return sound ? undefined : 'chain-name-constraint';
}

/** An authority with purposes hands on only those. */
function checkAuthorityUse({ extensions }: Certificate, { purpose }: CertificateRules) {
  const purposes = extensions.extendedKeyUsage?.purposes;
  if (purposes === undefined || purpose === undefined) return undefined;
  return purposes.includes(purpose) ? undefined : 'chain-purpose';
}

function checkIsLeaf({ extensions }: Certificate) {
  if (extensions.basicConstraints?.ca) return 'chain-constraint';
  return extensions.nameConstraints === undefined ? undefined : 'chain-name-constraint';
}

function checkLeafUse({ extensions }: Certificate, rules: CertificateRules) {
  const { keyUsages = [], purpose } = rules;
  const usages = extensions.keyUsage?.usages ?? [];
  if (!keyUsages.every((usage) => usages.includes(usage))) return 'chain-key-usage';
  const purposes = extensions.extendedKeyUsage?.purposes ?? [];
  return purpose === undefined || purposes.includes(purpose) ? undefined : 'chain-purpose';
}
