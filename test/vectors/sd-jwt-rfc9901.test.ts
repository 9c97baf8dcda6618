import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { readBase64url, toBase64url } from '../../shared/formats/base64url.ts';
import { readCredential } from '../../shared/formats/credential.ts';
import { digestOf, presentHostile, processPresentation } from '../build/hostile-credential.ts';

const hash = (data: Uint8Array) => createHash('sha256').update(data).digest();

/** Disclosures and digests as RFC 9901 prints them (§4.2.1 to §4.2.3, §4.2.6). */
const published = [
  {
    place: 'an object property',
    encoded: 'WyJfMjZiYzRMVC1hYzZxMktJNmNCVzVlcyIsICJmYW1pbHlfbmFtZSIsICJNw7ZiaXVzIl0',
    digest: 'X9yH0Ajrdm1Oij4tWso9UzzKJvPoDxwmuEcO3XAdRC0',
    content: ['_26bc4LT-ac6q2KI6cBW5es', 'family_name', 'Möbius'],
  },
  {
    place: 'an array element',
    encoded: 'WyJsa2x4RjVqTVlsR1RQVW92TU5JdkNBIiwgIkZSIl0',
    digest: 'w0I8EKcdCtUPkGCNUrfwVp2xEgNjtoIDlOxc9-PlOhs',
    content: ['lklxF5jMYlGTPUovMNIvCA', 'FR'],
  },
] as const;

describe('RFC 9901', () => {
  it.each(published)('digests $place as it is printed there', ({ encoded, digest, content }) => {
    expect(digestOf(encoded)).toBe(digest);
    expect(JSON.parse(Buffer.from(readBase64url(encoded)).toString())).toEqual(content);
    expect(toBase64url(hash(Buffer.from(encoded)))).toBe(digest);
  });

  it('puts the published disclosures in their places, white space and all', () => {
    const [name, country] = published;
    const payload = {
      _sd_alg: 'sha-256',
      _sd: ['CrQe7S5kqBAHt-nMYXgc6bdt2SH5aTY1sU_M-PgkjPI', name.digest],
      nationalities: ['DE', { '...': country.digest }, { '...': digestOf('not disclosed') }],
    };
    expect(processPresentation(presentHostile(payload, [name.encoded, country.encoded]))).toEqual({
      family_name: 'Möbius',
      nationalities: ['DE', 'FR'],
    });
    expect(processPresentation(presentHostile(payload, []))).toEqual({ nationalities: ['DE'] });
  });

  it('processes disclosures within disclosures (§4.2.6), and drops what is not disclosed', () => {
    const leaf = toBase64url('["2GLC42sKQveCfGfryNRN9w", "street_address", "某路1号（示例）"]');
    const address = toBase64url(
      `["eluV5Og3gSNII8EYnsxA_A", "address", {"_sd": ["${digestOf(leaf)}", "${digestOf('decoy')}"], "country": "CN"}]`,
    );
    const payload = { _sd: [digestOf(address)], _sd_alg: 'sha-256' };
    expect(processPresentation(presentHostile(payload, [address, leaf]))).toEqual({
      address: { country: 'CN', street_address: '某路1号（示例）' },
    });
    expect(processPresentation(presentHostile(payload, [address]))).toEqual({
      address: { country: 'CN' },
    });
    expect(processPresentation(presentHostile(payload, []))).toEqual({});
  });

  it('leaves an empty object where all is hidden (§7.1, 3.e)', () => {
    const payload = { address: { _sd: [digestOf('decoy')] }, list: [{ '...': digestOf('other') }] };
    expect(processPresentation(presentHostile(payload, []))).toEqual({ address: {}, list: [] });
  });

  it('gives as sd_hash input everything up to and with the last ~ (§4.3.1)', () => {
    const presentation = presentHostile({ _sd: [published[0].digest] }, [published[0].encoded]);
    const { keyBinding } = readCredential(`${presentation}aa.bb.cc`, { maxBytes: 4096 });
    expect(keyBinding?.text).toBe('aa.bb.cc');
    expect(Buffer.from(keyBinding?.sdHashInput ?? []).toString()).toBe(presentation);
  });
});
