import { readObjectIdentifier } from './der.ts';
import { type DerReader, type DerValue, malformed, tags } from './der-reader.ts';

/** One attribute of a name, its value readable. */
export interface NameAttribute {
  readonly type: string;
  readonly value: string;
}

/** A distinguished name. Two names are one when `raw` is equal byte for byte. */
export interface DistinguishedName {
  readonly raw: Uint8Array;
  /** Relative distinguished names, the root's first; nearly always of one attribute each. */
  readonly parts: readonly (readonly NameAttribute[])[];
}

/** Attribute types by their short names. */
export const attributeTypes = {
  commonName: '2.5.4.3',
  country: '2.5.4.6',
  province: '2.5.4.8',
  organisation: '2.5.4.10',
  /** organizationIdentifier: the department's 18-character unified social credit code. @see X.520 section 6.4.4 */
  organisationIdentifier: '2.5.4.97',
  emailAddress: '1.2.840.113549.1.9.1',
} as const;

/** One name a certificate or a constraint may hold. `other` stands for the forms that nothing here compares. */
export type GeneralName =
  | { readonly kind: 'dns' | 'email' | 'uri'; readonly text: string }
  | { readonly kind: 'ip'; readonly octets: Uint8Array }
  | { readonly kind: 'directory'; readonly name: DistinguishedName }
  | { readonly kind: 'other'; readonly tag: number };

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const printable = /^[A-Za-z0-9 '()+,\-./:=?]*$/;
const maxTextBytes = 4096;

/** Reads the next value as a Name. @throws Problem `malformed` @see RFC 5280 section 4.1.2.4 */
export function readName(reader: DerReader): DistinguishedName {
  const value = reader.next(tags.sequence);
  const parts = value.inside().rest().map(readPart);
  return { raw: value.whole, parts };
}

function readPart(part: DerValue): readonly NameAttribute[] {
  if (part.tag !== tags.set) throw malformed('der-tag');
  const members = part.inside().rest();
  if (members.length === 0) throw malformed('name-part-empty');
  if (members.length > 1) requireSetOrder(members);
  return members.map(readAttribute);
}

/** DER sorts a SET OF by its members' encodings and holds each once. */
function requireSetOrder(members: readonly DerValue[]): void {
  const keys = members.map((member) => toLatin1(member.whole));
  if (keys.some((key, index) => key <= (keys[index - 1] ?? ''))) throw malformed('der-set-order');
}

function readAttribute(member: DerValue): NameAttribute {
  if (member.tag !== tags.sequence) throw malformed('der-tag');
  const fields = member.inside();
  const type = readObjectIdentifier(fields.next(tags.objectIdentifier));
  const value = readText(fields.next());
  fields.close();
  if (value === '') throw malformed('name-value-empty');
  return { type, value };
}

/** UTF8String, PrintableString or IA5String; the older string types are refused. */
function readText(value: DerValue): string {
  if (value.tag === tags.ia5String) return toAscii(value.content);
  if (value.tag === tags.printableString) {
    const text = toAscii(value.content);
    if (!printable.test(text)) throw malformed('name-string');
    return text;
  }
  if (value.tag !== tags.utf8String) throw malformed('name-string');
  return toText(value.content);
}

function toText(octets: Uint8Array): string {
  if (octets.length > maxTextBytes) throw malformed('name-string');
  try {
    return utf8.decode(octets);
  } catch {
    throw malformed('name-string');
  }
}

function toAscii(octets: Uint8Array): string {
  const text = toText(octets);
  // any other character takes more octets than it has units
  if (text.length !== octets.length) throw malformed('name-string');
  return text;
}

function toLatin1(octets: Uint8Array): string {
  if (octets.length > maxTextBytes) throw malformed('name-string');
  return String.fromCharCode(...octets);
}

/** The form of each context tag of GeneralName. @see RFC 5280 section 4.2.1.6 */
const textKinds: Readonly<Record<number, 'dns' | 'email' | 'uri'>> = {
  129: 'email',
  130: 'dns',
  134: 'uri',
};
const ipTag = 0x87;
const directoryTag = 0xa4;
/** otherName, x400Address, ediPartyName, registeredID */
const otherTags: readonly number[] = [0xa0, 0xa3, 0xa5, 0x88];

/** @throws Problem `malformed` @see RFC 5280 section 4.2.1.6 */
export function readGeneralName(value: DerValue): GeneralName {
  const kind = textKinds[value.tag];
  if (kind !== undefined) return { kind, text: toAscii(value.content) };
  if (value.tag === ipTag) return { kind: 'ip', octets: value.content };
  if (value.tag === directoryTag) {
    const reader = value.inside();
    const name = readName(reader);
    reader.close();
    return { kind: 'directory', name };
  }
  if (!otherTags.includes(value.tag)) throw malformed('der-tag');
  return { kind: 'other', tag: value.tag };
}

/** The first value of this attribute type, if the name has it exactly once. */
export function findAttribute(name: DistinguishedName, type: string): string | undefined {
  const found = name.parts.flat().filter((attribute) => attribute.type === type);
  return found.length === 1 ? found[0]?.value : undefined;
}
