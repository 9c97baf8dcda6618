import { describe, expect, it } from 'vitest';
import { readCms } from '../../shared/formats/cms.ts';
import { cmsIds } from '../../shared/formats/cms-identifiers.ts';
import { constructedTag, tags } from '../../shared/formats/der-reader.ts';
import {
  derObjectIdentifier as derId,
  derSequence,
  derSetOf,
  derSmallInteger,
  toDer,
} from '../../shared/formats/der-writer.ts';
import { compareOctets, joinOctets } from '../../shared/formats/octets.ts';
import {
  above,
  algorithm,
  attribute,
  type CmsParts,
  certificate,
  contentType,
  derNull,
  digestOf,
  leaf,
  messageDigest,
  none,
  raw,
  sha256Algorithm,
  signerId,
  signingCertificate,
  signingTime,
  timeStamp,
  toCmsOf,
} from '../build/cms-parts.ts';
import { refusalOf } from '../build/refusal-of.ts';

const whyNot = (changes: Partial<CmsParts>) =>
  refusalOf(() => readCms(toCmsOf(changes)))?.replace('malformed ', '');
const inOrder = (...attributes: Uint8Array[]) => ({
  attributes: toDer(constructedTag(0), ...attributes),
});
/** The same in their one order. */
const signed = (...attributes: Uint8Array[]) => inOrder(...attributes.sort(compareOctets));
const unsigned = (...attributes: Uint8Array[]) => ({
  unsigned: toDer(constructedTag(1), ...attributes),
});
const essOf = (...inside: Uint8Array[]) =>
  signed(contentType, messageDigest, attribute(cmsIds.signingCertificateV2, ...inside));

describe('a detached signature (RFC 5652 section 5)', () => {
  it('is taken apart as it stands', () => {
    expect(readCms(toCmsOf())).toEqual({
      chain: [leaf, above],
      signedAttributes: toDer(tags.set, contentType, messageDigest, signingCertificate),
      messageDigest: new Uint8Array(32).fill(1),
      certificateDigest: new Uint8Array(32).fill(2),
      signature: raw,
      hasTimeStamp: false,
    });
  });

  it('is read without being written to', () => {
    const bytes = toCmsOf();
    readCms(bytes);
    expect(bytes).toEqual(toCmsOf());
  });

  it('may say when it was signed, and bear a time-stamp', () => {
    const timed = readCms(
      toCmsOf(signed(contentType, signingTime, messageDigest, signingCertificate)),
    );
    expect(timed.signingTime).toBe(Date.UTC(2026, 10, 22, 8) / 1000);
    expect(readCms(toCmsOf(unsigned(timeStamp))).hasTimeStamp).toBe(true);
    expect(readCms(toCmsOf(unsigned())).hasTimeStamp).toBe(false);
  });

  it.each<[string, (one: Uint8Array) => Partial<CmsParts>]>([
    [cmsIds.sha256, (digest) => ({ digests: derSetOf(digest) })],
    [cmsIds.sha256, (digest) => ({ digest })],
    ['1.2.840.10045.4.3.2', (one) => ({ algorithm: one })],
  ])('%s may have NULL for its parameters, and no others', (id, toChange) => {
    const whyNotWith = (parameters: Uint8Array) => whyNot(toChange(algorithm(id, parameters)));
    expect(whyNotWith(derNull)).toBeUndefined();
    for (const others of [derSequence(), derSmallInteger(1), Uint8Array.of(tags.null, 1, 0)]) {
      expect(whyNotWith(others)).toBe('cms-algorithm');
    }
  });

  it.each<[string, Partial<CmsParts>, string]>([
    ['another type', { type: derId(cmsIds.data) }, 'cms-type'],
    ['something behind it', { after: derNull }, 'der-trailing'],
    ['another version', { version: derSmallInteger(3) }, 'cms-version'],
    ['no digest algorithm', { digests: derSetOf() }, 'der-truncated'],
    [
      'two digest algorithms',
      { digests: derSetOf(sha256Algorithm, sha256Algorithm) },
      'der-trailing',
    ],
    ['SHA-384', { digests: derSetOf(algorithm('2.16.840.1.101.3.4.2.2')) }, 'cms-algorithm'],
    ['other content', { content: derSequence(derId(cmsIds.signedData)) }, 'cms-type'],
    ['its content inside', { content: derSequence(derId(cmsIds.data), derNull) }, 'der-trailing'],
    ['lists of what was revoked', { crls: toDer(constructedTag(1)) }, 'der-tag'],
    ['no certificates', { certificates: none }, 'der-tag'],
    ['no signer', { signerVersion: none }, 'der-tag'],
    ['two signers', { otherSigners: derSequence() }, 'der-trailing'],
    ['more behind its signers', { afterData: derNull }, 'der-trailing'],
    ['a signer by its key', { signerVersion: derSmallInteger(3) }, 'cms-version'],
    ['another digest of the signer', { digest: algorithm('1.3.14.3.2.26') }, 'cms-algorithm'],
    ['RSA', { algorithm: algorithm('1.2.840.113549.1.1.11') }, 'cms-algorithm'],
    ['no attributes', { attributes: none }, 'der-tag'],
    ['more behind the signer', { afterSigner: derNull }, 'der-trailing'],
    ['a signature that is none', { signature: toDer(tags.octetString, raw) }, 'der-tag'],
  ])('%s is refused', (_name, changes, reason) => {
    expect(whyNot(changes)).toBe(reason);
  });

  it('is at most 64 KiB, with nothing behind', () => {
    // the certificates are not looked into before the size is
    expect(refusalOf(() => readCms(new Uint8Array(64 * 1024)))).toBe('malformed der-tag');
    expect(refusalOf(() => readCms(new Uint8Array(64 * 1024 + 1)))).toBe('malformed cms-size');
    expect(refusalOf(() => readCms(joinOctets([toCmsOf(), derNull])))).toBe(
      'malformed der-trailing',
    );
  });
});

describe('whose it is', () => {
  const among = (...all: Uint8Array[]) => ({ certificates: toDer(constructedTag(0), ...all) });

  it('the certificate with its issuer and serial stands first, wherever it stood', () => {
    expect(readCms(toCmsOf(among(above, leaf))).chain).toEqual([leaf, above]);
    const old = certificate(7, 'CA', none);
    expect(readCms(toCmsOf(among(old))).chain).toEqual([old]);
  });

  it.each<[string, Partial<CmsParts>, string]>([
    ['another serial', { signerId: signerId(8, 'CA') }, 'cms-signer-certificate'],
    ['another issuer', { signerId: signerId(7, 'CB') }, 'cms-signer-certificate'],
    ['nobody', among(), 'cms-signer-certificate'],
    ['two of one name', among(leaf, leaf), 'cms-signer-certificate'],
    ['nine certificates', among(leaf, ...new Array(8).fill(above)), 'cms-certificates'],
    ['what is no certificate', among(leaf, derNull), 'cms-certificates'],
  ])('%s is refused', (_name, changes, reason) => {
    expect(whyNot(changes)).toBe(reason);
  });

  it('eight certificates are not too many', () => {
    expect(whyNot(among(leaf, ...new Array(7).fill(above)))).toBeUndefined();
  });
});

describe('what is signed (RFC 5652 section 5.3 and 11, RFC 5035 section 3)', () => {
  const unknown = attribute('1.2.840.113549.1.9.15', derSequence());

  it.each<[string, Partial<CmsParts>, string]>([
    ['no type of content', signed(messageDigest, signingCertificate), 'cms-attribute-missing'],
    ['no digest', signed(contentType, signingCertificate), 'cms-attribute-missing'],
    ['no certificate', signed(contentType, messageDigest), 'cms-attribute-missing'],
    ['another order', inOrder(messageDigest, contentType, signingCertificate), 'cms-order'],
    ['the same twice', signed(contentType, contentType, messageDigest), 'cms-order'],
    [
      'one twice with two values',
      signed(
        contentType,
        messageDigest,
        attribute(cmsIds.messageDigest, digestOf(3)),
        signingCertificate,
      ),
      'cms-attribute',
    ],
    [
      'an unknown attribute',
      signed(contentType, unknown, messageDigest, signingCertificate),
      'cms-attribute',
    ],
    ['what is no attribute', signed(derNull), 'cms-attribute'],
    [
      'two values',
      signed(contentType, attribute(cmsIds.messageDigest, digestOf(1), digestOf(1))),
      'der-trailing',
    ],
    ['no value', signed(attribute(cmsIds.contentType)), 'der-truncated'],
    [
      'more than type and values',
      signed(derSequence(derId(cmsIds.contentType), derSetOf(derId(cmsIds.data)), derNull)),
      'der-trailing',
    ],
    [
      'another type of content',
      signed(
        attribute(cmsIds.contentType, derId(cmsIds.signedData)),
        messageDigest,
        signingCertificate,
      ),
      'cms-type',
    ],
    [
      'a digest that is none',
      signed(
        contentType,
        attribute(cmsIds.messageDigest, toDer(tags.utf8String, new Uint8Array(32))),
        signingCertificate,
      ),
      'cms-digest',
    ],
    ['a certificate by no sequence', essOf(digestOf(2)), 'cms-certificate-digest'],
    [
      'a certificate under a named digest',
      essOf(derSequence(derSequence(derSequence(sha256Algorithm, digestOf(2))))),
      'der-tag',
    ],
    ['a certificate of no digest', essOf(derSequence(derSequence(derSequence()))), 'der-truncated'],
    ['no certificate named', essOf(derSequence(derSequence())), 'der-truncated'],
  ])('%s is refused', (_name, changes, reason) => {
    expect(whyNot(changes)).toBe(reason);
  });

  it.each([31, 33])('a digest of %d bytes is refused', (size) => {
    const digest = toDer(tags.octetString, new Uint8Array(size));
    const changed = attribute(cmsIds.messageDigest, digest);
    expect(whyNot(signed(contentType, changed, signingCertificate))).toBe('cms-digest');
    expect(whyNot(essOf(derSequence(derSequence(derSequence(digest)))))).toBe('cms-digest');
  });

  it('issuer and serial may stand beside the digest of the certificate', () => {
    const named = derSequence(digestOf(2), derSequence());
    expect(whyNot(essOf(derSequence(derSequence(named, derSequence()))))).toBeUndefined();
  });

  it('beside a time-stamp nothing stands unsigned', () => {
    expect(whyNot(unsigned(signingTime))).toBe('cms-attribute');
    expect(whyNot(unsigned(timeStamp, unknown))).toMatch(/^cms-(attribute|order)$/);
    expect(whyNot(unsigned(unknown, timeStamp))).toMatch(/^cms-(attribute|order)$/);
    expect(whyNot(unsigned(timeStamp, timeStamp))).toBe('cms-order');
  });
});
