import { type GeneralName, readGeneralName } from './certificate-name.ts';
import { readBoolean, readNamedBits, readObjectIdentifier, readSmallInteger } from './der.ts';
import {
  constructedTag,
  type DerReader,
  type DerValue,
  malformed,
  primitiveTag,
  tags,
} from './der-reader.ts';

/** Key usages by their bit. @see RFC 5280 section 4.2.1.3 */
export const keyUsages = [
  'digitalSignature',
  'nonRepudiation',
  'keyEncipherment',
  'dataEncipherment',
  'keyAgreement',
  'keyCertSign',
  'cRLSign',
  'encipherOnly',
  'decipherOnly',
] as const;
export type KeyUsage = (typeof keyUsages)[number];

interface Extension {
  readonly critical: boolean;
}

/** One subtree of names; `beyondBase` when it sets minimum or maximum, which RFC 5280 forbids. */
export interface GeneralSubtree {
  readonly base: GeneralName;
  readonly beyondBase: boolean;
}

/** What path validation asks of the extensions; each that is there was read strictly. */
export interface CertificateExtensions {
  readonly basicConstraints?: Extension & { readonly ca: boolean; readonly pathLength?: number };
  readonly keyUsage?: Extension & { readonly usages: readonly KeyUsage[] };
  /** Purposes in dotted form. */
  readonly extendedKeyUsage?: Extension & { readonly purposes: readonly string[] };
  readonly subjectKeyIdentifier?: Extension & { readonly keyIdentifier: Uint8Array };
  /** `namesCertificate`: it also points at the issuer's certificate by issuer and serial. */
  readonly authorityKeyIdentifier?: Extension & {
    readonly keyIdentifier?: Uint8Array;
    readonly namesCertificate: boolean;
  };
  readonly subjectAlternativeName?: Extension & { readonly names: readonly GeneralName[] };
  readonly nameConstraints?: Extension & {
    readonly permitted: readonly GeneralSubtree[];
    readonly excluded: readonly GeneralSubtree[];
  };
  readonly policies?: Extension & { readonly policies: readonly string[] };
  readonly authorityInformationAccess?: Extension;
  /** policyMappings, policyConstraints and inhibitAnyPolicy that are there: nothing here processes policies. */
  readonly policyRules: readonly (Extension & { readonly id: string })[];
  /** Critical extensions that nothing here understands. */
  readonly unknownCritical: readonly string[];
}

type Found = { -readonly [name in keyof CertificateExtensions]: CertificateExtensions[name] };
interface RawExtension extends Extension {
  readonly id: string;
  readonly value: DerValue;
}
type Store = (found: Found, extension: RawExtension, critical: boolean) => void;

const stores: Readonly<Record<string, Store>> = {
  '2.5.29.14': (found, { value }, critical) => {
    found.subjectKeyIdentifier = { critical, keyIdentifier: readKeyIdentifier(value) };
  },
  '2.5.29.15': (found, { value }, critical) => {
    found.keyUsage = { critical, usages: readKeyUsages(value) };
  },
  '2.5.29.17': (found, { value }, critical) => {
    found.subjectAlternativeName = { critical, names: readGeneralNames(value) };
  },
  '2.5.29.19': (found, { value }, critical) => {
    found.basicConstraints = { critical, ...readBasicConstraints(value) };
  },
  '2.5.29.30': (found, { value }, critical) => {
    found.nameConstraints = { critical, ...readNameConstraints(value) };
  },
  '2.5.29.32': (found, { value }, critical) => {
    const policies = sequenceOf(value).map((policy) =>
      readObjectIdentifier(policy.inside().next(tags.objectIdentifier)),
    );
    found.policies = { critical, policies };
  },
  '2.5.29.33': storePolicyRule,
  '2.5.29.35': (found, { value }, critical) => {
    found.authorityKeyIdentifier = { critical, ...readAuthorityKeyIdentifier(value) };
  },
  '2.5.29.36': storePolicyRule,
  '2.5.29.37': (found, { value }, critical) => {
    const purposes = sequenceOf(value).map((purpose) => readPurpose(purpose));
    found.extendedKeyUsage = { critical, purposes };
  },
  '2.5.29.54': storePolicyRule,
  '1.3.6.1.5.5.7.1.1': (found, { value }, critical) => {
    sequenceOf(value).forEach(readAccessDescription);
    found.authorityInformationAccess = { critical };
  },
};

/** Reads `Extensions`. @throws Problem `malformed`, also for an extension that is there twice */
export function readExtensions(list: DerReader): CertificateExtensions {
  const found: Found = { policyRules: [], unknownCritical: [] };
  const seen = new Set<string>();
  if (list.done) throw malformed('extensions-empty');
  for (const item of list.rest()) {
    const extension = readExtension(item);
    if (seen.has(extension.id)) throw malformed('extension-twice');
    seen.add(extension.id);
    const store = stores[extension.id];
    if (store !== undefined) store(found, extension, extension.critical);
    else if (extension.critical) found.unknownCritical = [...found.unknownCritical, extension.id];
  }
  return found;
}

/** One Extension: its identifier, whether it is critical, and the OCTET STRING around its value. @throws Problem `malformed` */
export function readExtension(item: DerValue): RawExtension {
  if (item.tag !== tags.sequence) throw malformed('der-tag');
  const fields = item.inside();
  const id = readObjectIdentifier(fields.next(tags.objectIdentifier));
  const critical = readDefaultFalse(fields);
  const value = fields.next(tags.octetString);
  fields.close();
  return { id, critical, value };
}

/** The single value an extension wraps. @throws Problem `malformed` */
export function readWrapped(octets: DerValue, tag: number): DerValue {
  const reader = octets.insideContent();
  const value = reader.next(tag);
  reader.close();
  return value;
}

/** `BOOLEAN DEFAULT FALSE`: DER leaves a false one out. */
function readDefaultFalse(fields: DerReader): boolean {
  const flag = fields.optional(tags.boolean);
  if (flag === undefined) return false;
  if (!readBoolean(flag)) throw malformed('der-default');
  return true;
}

/** The members of a `SEQUENCE SIZE (1..MAX) OF`. */
function sequenceOf(octets: DerValue): readonly DerValue[] {
  const members = readWrapped(octets, tags.sequence).inside().rest();
  if (members.length === 0) throw malformed('extension-empty');
  return members;
}

function storePolicyRule(found: Found, { id, value }: RawExtension, critical: boolean): void {
  value.insideContent().next();
  found.policyRules = [...found.policyRules, { id, critical }];
}

function readKeyIdentifier(octets: DerValue): Uint8Array {
  const identifier = readWrapped(octets, tags.octetString).content;
  if (identifier.length === 0) throw malformed('key-identifier-empty');
  return identifier;
}

function readKeyUsages(octets: DerValue): readonly KeyUsage[] {
  return readNamedBits(readWrapped(octets, tags.bitString)).map((bit) => {
    const usage = keyUsages[bit];
    if (usage === undefined) throw malformed('key-usage');
    return usage;
  });
}

function readPurpose(purpose: DerValue): string {
  if (purpose.tag !== tags.objectIdentifier) throw malformed('der-tag');
  return readObjectIdentifier(purpose);
}

function readGeneralNames(octets: DerValue): readonly GeneralName[] {
  return sequenceOf(octets).map(readGeneralName);
}

function readBasicConstraints(octets: DerValue): { ca: boolean; pathLength?: number } {
  const fields = readWrapped(octets, tags.sequence).inside();
  const ca = readDefaultFalse(fields);
  const pathLength = fields.optional(tags.integer);
  fields.close();
  if (pathLength === undefined) return { ca };
  if (!ca) throw malformed('path-length-without-ca');
  return { ca, pathLength: readSmallInteger(pathLength) };
}

function readAuthorityKeyIdentifier(octets: DerValue): {
  keyIdentifier?: Uint8Array;
  namesCertificate: boolean;
} {
  const fields = readWrapped(octets, tags.sequence).inside();
  const keyIdentifier = fields.optional(primitiveTag(0))?.content;
  const issuer = fields.optional(constructedTag(1));
  const serial = fields.optional(primitiveTag(2));
  fields.close();
  const namesCertificate = issuer !== undefined || serial !== undefined;
  return keyIdentifier === undefined ? { namesCertificate } : { keyIdentifier, namesCertificate };
}

function readNameConstraints(octets: DerValue): {
  permitted: readonly GeneralSubtree[];
  excluded: readonly GeneralSubtree[];
} {
  const fields = readWrapped(octets, tags.sequence).inside();
  const permitted = readSubtrees(fields.optional(constructedTag(0)));
  const excluded = readSubtrees(fields.optional(constructedTag(1)));
  fields.close();
  if (permitted.length + excluded.length === 0) throw malformed('name-constraints-empty');
  return { permitted, excluded };
}

function readSubtrees(list: DerValue | undefined): readonly GeneralSubtree[] {
  if (list === undefined) return [];
  const subtrees = list
    .inside()
    .rest()
    .map((item) => {
      const fields = item.inside();
      const base = readGeneralName(fields.next());
      return { base, beyondBase: !fields.done };
    });
  if (subtrees.length === 0) throw malformed('name-constraints-empty');
  return subtrees;
}

function readAccessDescription(item: DerValue): void {
  const fields = item.inside();
  fields.next(tags.objectIdentifier);
  readGeneralName(fields.next());
  fields.close();
}
