import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { readCms } from '../../shared/formats/cms.ts';
import { toCms, toSignedAttributes, toSigning } from '../../shared/formats/cms-making.ts';
import { toHexDigits } from '../../shared/formats/document-writer.ts';
import { sha256 } from '../build/documents.ts';
import { makeSampleProvince, sampleSeconds } from '../build/province-pki.ts';
import { toBytes } from '../build/small-documents.ts';

const fill = (byte: number, size = 32) => new Uint8Array(size).fill(byte);

describe('what is signed (RFC 5652 section 5.4, RFC 5035 section 3, EN 319 122-1 section 5)', () => {
  const id = (last: string, length = 9) =>
    `06${length.toString(16).padStart(2, '0')}2a864886f70d01${last}`;
  const contentType = `3018${id('0903')}310b${id('0701')}`;
  const digest = `302f${id('0904')}31220420${'11'.repeat(32)}`;
  const certificate = `3037${id('0910022f', 11)}3128302630243022${'0420'}${'22'.repeat(32)}`;

  it('is content type, digest and certificate, as the octets of a SET in its one order', () => {
    const said = toSignedAttributes({ messageDigest: fill(0x11), certificateDigest: fill(0x22) });
    expect(toHexDigits(said)).toBe(`318184${contentType}${digest}${certificate}`);
  });

  it('with the time of signing where nothing else says it', () => {
    const times = [
      ['2026-11-22T08:00:05Z', '3236313132323038303030355a'],
      ['2049-12-31T23:59:59Z', '3439313233313233353935395a'],
    ] as const;
    for (const [iso, digits] of times) {
      const said = toSignedAttributes({
        ...{ messageDigest: fill(0x11), certificateDigest: fill(0x22) },
        signingTime: Date.parse(iso) / 1000,
      });
      const time = `301c${id('0905')}310f170d${digits}`;
      expect(toHexDigits(said)).toBe(`3181a2${contentType}${time}${digest}${certificate}`);
    }
    const later = { signingTime: Date.parse('2050-01-01T00:00:00Z') / 1000 };
    const said = { messageDigest: fill(0x11), certificateDigest: fill(0x22), ...later };
    const time = `301e${id('0905')}3111180f${toHexDigits(toBytes('20500101000000Z'))}`;
    expect(toHexDigits(toSignedAttributes(said))).toContain(time);
  });

  it('is hashed, over the document in its pieces and the certificate of its signer', () => {
    const signer = toBytes('certificate');
    const { signedAttributes, digest: hash } = toSigning(
      [toBytes('ab'), toBytes('c')],
      { signer },
      sha256,
    );
    const hashOf = (bytes: Uint8Array) =>
      new Uint8Array(createHash('sha256').update(bytes).digest());
    expect(signedAttributes).toEqual(
      toSignedAttributes({
        messageDigest: hashOf(toBytes('abc')),
        certificateDigest: hashOf(signer),
      }),
    );
    expect(hash).toEqual(hashOf(signedAttributes));
    const timed = toSigning([], { signer, signingTime: sampleSeconds }, sha256);
    expect(timed.signedAttributes.length).toBe(signedAttributes.length + 30);
  });
});

describe('a signature that is made', () => {
  it('is read as it was meant, with the certificates in the order of their octets', async () => {
    const { seal, sealingCa } = await makeSampleProvince();
    const chain = [seal.certificate, sealingCa.certificate];
    const signedAttributes = toSignedAttributes({
      messageDigest: fill(1),
      certificateDigest: fill(2),
    });
    const signature = fill(0x33, 64);
    const cms = toCms({ chain, signedAttributes, signature });
    expect(readCms(cms)).toEqual({
      ...{ chain, signedAttributes, signature, hasTimeStamp: false },
      ...{ messageDigest: fill(1), certificateDigest: fill(2) },
    });
    // what was handed over is not written to
    expect(signedAttributes[0]).toBe(0x31);
    const reversed = toCms({ chain: [...chain].reverse(), signedAttributes, signature });
    expect(readCms(reversed).chain).toEqual([...chain].reverse());
    const certificatesOf = (bytes: Uint8Array) => {
      const text = toHexDigits(bytes);
      const at = chain.map((one) => text.indexOf(toHexDigits(one)));
      return at;
    };
    expect(certificatesOf(cms)).toEqual(certificatesOf(reversed));
    expect(() => toCms({ chain: [], signedAttributes, signature })).toThrow(
      /without its certificate/,
    );
  });
});
