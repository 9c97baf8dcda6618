import type { SignedObject } from './certificate.ts';
import { readExtension, readWrapped } from './certificate-extensions.ts';
import { readAlgorithm } from './certificate-key.ts';
import { type DistinguishedName, readName } from './certificate-name.ts';
import { readTime } from './certificate-time.ts';
import { readBits, readInteger, readSmallInteger, toHex } from './der.ts';
import {
  constructedTag,
  type DerReader,
  malformed,
  primitiveTag,
  readDer,
  tags,
} from './der-reader.ts';
import { isSameOctets } from './octets.ts';

/** A complete, direct revocation list of one issuer, version 2. Times are in seconds since the epoch. */
export interface CertificateRevocationList extends SignedObject {
  readonly issuer: DistinguishedName;
  readonly thisUpdate: number;
  readonly nextUpdate: number;
  /** Serials on the list, hexadecimal. */
  readonly revokedSerials: ReadonlySet<string>;
  readonly authorityKeyIdentifier?: Uint8Array;
}

const extensionIds = {
  number: '2.5.29.20',
  deltaIndicator: '2.5.29.27',
  distributionPoint: '2.5.29.28',
  authorityKeyIdentifier: '2.5.29.35',
} as const;
const maxBytes = 4_194_304;
const version2 = 1;

/**
 * Reads a revocation list; delta, indirect and partial lists, which need more rules than are here, are refused.
 * @throws Problem `malformed`
 * @see RFC 5280 section 5
 */
export function readRevocationList(der: Uint8Array): CertificateRevocationList {
  if (der.length > maxBytes) throw malformed('revocation-list-size');
  const outer = readDer(der, tags.sequence).inside();
  const tbs = outer.next(tags.sequence);
  const signatureAlgorithm = readAlgorithm(outer.next(tags.sequence));
  const signature = readBits(outer.next(tags.bitString));
  outer.close();
  const fields = tbs.inside();
  if (readSmallInteger(fields.next(tags.integer)) !== version2) {
    throw malformed('revocation-list-version');
  }
  if (!isSameOctets(fields.next(tags.sequence).whole, signatureAlgorithm.raw)) {
    throw malformed('revocation-list-algorithms-differ');
  }
  const issuer = readName(fields);
  const thisUpdate = readTime(fields.next());
  const nextUpdate = readTime(fields.next());
  const revokedSerials = readRevoked(fields);
  const extensions = readListExtensions(fields);
  fields.close();
  const signed = { tbs: tbs.whole, signatureAlgorithm, signature };
  return { ...signed, issuer, thisUpdate, nextUpdate, revokedSerials, ...extensions };
}

function readRevoked(fields: DerReader): ReadonlySet<string> {
  const list = fields.optional(tags.sequence);
  if (list === undefined) return new Set();
  const serials = list
    .inside()
    .rest()
    .map((item) => {
      const entry = item.inside();
      const serial = toHex(readInteger(entry.next(tags.integer)));
      readTime(entry.next());
      refuseCritical(entry.optional(tags.sequence)?.inside());
      entry.close();
      return serial;
    });
  if (serials.length === 0) throw malformed('revocation-list-empty');
  return new Set(serials);
}

/** An entry's critical extension changes whose certificate it is about (an indirect list). */
function refuseCritical(extensions: DerReader | undefined): void {
  for (const item of extensions?.rest() ?? []) {
    if (readExtension(item).critical) throw malformed('revocation-list-entry-critical');
  }
}

function readListExtensions(fields: DerReader): { authorityKeyIdentifier?: Uint8Array } {
  const wrapper = fields.next(constructedTag(0)).inside();
  const extensions = wrapper.next(tags.sequence).inside().rest().map(readExtension);
  wrapper.close();
  if (new Set(extensions.map(({ id }) => id)).size !== extensions.length) {
    throw malformed('extension-twice');
  }
  if (extensions.some(({ critical }) => critical)) throw malformed('revocation-list-critical');
  const find = (wanted: string) => extensions.find(({ id }) => id === wanted)?.value;
  if (find(extensionIds.deltaIndicator) ?? find(extensionIds.distributionPoint)) {
    throw malformed('revocation-list-partial');
  }
  const number = find(extensionIds.number);
  if (number === undefined) throw malformed('revocation-list-number');
  readInteger(readWrapped(number, tags.integer));
  const authority = find(extensionIds.authorityKeyIdentifier);
  const keyIdentifier =
    authority && readWrapped(authority, tags.sequence).inside().optional(primitiveTag(0))?.content;
  return keyIdentifier === undefined ? {} : { authorityKeyIdentifier: keyIdentifier };
}
