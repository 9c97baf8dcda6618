import { deflateSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { readCredential } from '../../shared/formats/credential.ts';
import { readCredentialClaims } from '../../shared/formats/credential-claims.ts';
import { maxCredentialBytes } from '../../shared/verify/read-presented.ts';
import { makeSampleDocumentVerifier, sealDocument } from '../build/documents.ts';
import { bindToHolder, makeSampleCredential } from '../build/presented.ts';
import {
  makeSampleProvince,
  makeSampleSigner,
  type SampleProvince,
  type SampleSigner,
  sampleSeconds,
} from '../build/province-pki.ts';
import { onePage, type Sources, toBytes, toDocument, toStream } from '../build/small-documents.ts';
import { told } from '../build/verifying-scene.ts';

let made: Promise<SampleProvince> | undefined;
const provinceOf = () => {
  made ??= makeSampleProvince();
  return made;
};
interface Sealed {
  readonly subject?: string;
  readonly objects?: Sources;
  readonly by?: SampleSigner;
}

/** A small sealed document that has something inside, and names a licence. */
async function sealedWith(inside: string, { subject = '', objects = {}, by }: Sealed = {}) {
  const province = await provinceOf();
  const text = toDocument(
    {
      ...onePage,
      1: '<</Type/Catalog/Pages 2 0 R/Names<</EmbeddedFiles 10 0 R>>>>',
      10: '<</Names[(licence.sd-jwt) 11 0 R]>>',
      11: '<</EF<</F 12 0 R>>>>',
      12: toStream(inside),
      13: `<</Subject(${subject})>>`,
      ...objects,
    },
    '/Root 1 0 R/Info 13 0 R',
  );
  return sealDocument(toBytes(text), by ?? province.seal);
}
const verify = async (document: Uint8Array, at?: number) =>
  makeSampleDocumentVerifier(await provinceOf()).verify({ document, at });
const identifierOf = (credential: string) =>
  readCredentialClaims(readCredential(credential, { maxBytes: maxCredentialBytes }).jws.payload)
    .identifier;
const zipped = (size: number) =>
  toStream(deflateSync(Buffer.alloc(size, 'a')).toString('latin1'), '/Filter/FlateDecode');

describe('a document with a licence inside', () => {
  it('is good where both are, and tells what the licence says', async () => {
    const credential = makeSampleCredential(await provinceOf());
    const subject = identifierOf(credential);
    const found = await verify(await sealedWith(credential, { subject }));
    expect(told(found, 'format', 'seal', 'status', 'holder-binding')).toBe(
      'valid, format passed, seal passed, status passed, holder-binding not-applicable',
    );
    expect(found.licence?.identifier).toBe(subject);
    expect(found.proofs?.length).toBeGreaterThan(1);
    expect(found.document.signatures).toHaveLength(1);
    expect('findings' in found || 'carrier' in found).toBe(false);
  });

  it('is not good where the licence inside came with a binding that is none of its holder’s', async () => {
    const { seal } = await provinceOf();
    const credential = makeSampleCredential(await provinceOf());
    const bound = bindToHolder(credential, seal);
    const found = await verify(await sealedWith(bound, { subject: identifierOf(credential) }));
    expect(told(found, 'signature', 'holder-binding')).toBe(
      'invalid, signature passed, holder-binding failed holder-binding-unexpected',
    );
  });

  it('is judged by the licence at the time asked about', async () => {
    const credential = makeSampleCredential(await provinceOf());
    const document = await sealedWith(credential, { subject: identifierOf(credential) });
    const before = await verify(document, (sampleSeconds - 7200) * 1000);
    expect(told(before, 'period')).not.toBe('valid, period passed');
    expect(told(await verify(document, sampleSeconds * 1000), 'period')).toMatch(/period passed$/);
  });

  it('names the licence that is inside', async () => {
    const credential = makeSampleCredential(await provinceOf());
    for (const subject of ['', '1.2.156', `${identifierOf(credential)}X`]) {
      const found = await verify(await sealedWith(credential, { subject }));
      expect(told(found, 'format', 'seal')).toBe(
        'invalid, format failed document-of-another-licence, seal passed',
      );
    }
  });

  it('is not good where its own seal is not, whatever the licence is', async () => {
    const credential = makeSampleCredential(await provinceOf());
    const stranger = await makeSampleProvince();
    const subject = identifierOf(credential);
    const found = await verify(await sealedWith(credential, { subject, by: stranger.seal }));
    expect(told(found, 'format', 'signature', 'chain', 'seal')).toBe(
      'invalid, format passed, signature passed, chain failed chain-untrusted, seal passed',
    );
    expect(found.document.signatures).toEqual([]);
  });

  it('is of the department whose seal is on it', async () => {
    const { name: province, sealingCa: issuer, department, seal } = await provinceOf();
    const by = await makeSampleSigner({
      ...{ profile: 'seal', province, issuer, commonName: '公章（示例）' },
      department: { ...department, code: '11210300MB9Y10062B' },
    });
    const credential = makeSampleCredential(await provinceOf());
    const subject = identifierOf(credential);
    const sealOf = async (signer: SampleSigner) =>
      told(
        await verify(await sealedWith(credential, { subject, by: signer })),
        'signature',
        'seal',
      );
    expect(await sealOf(by)).toBe(
      'invalid, signature passed, seal failed seal-of-another-department',
    );
    expect(await sealOf(seal)).toBe('valid, signature passed, seal passed');
  });

  it('is not good where the licence is not, whatever its own seal is', async () => {
    const province = await provinceOf();
    const stranger = await makeSampleProvince();
    const credential = makeSampleCredential(province, { signer: stranger.seal });
    const found = await verify(await sealedWith(credential));
    expect(told(found, 'format', 'chain')).toBe(
      'invalid, format passed, chain failed chain-untrusted',
    );
    expect(found.licence).toBeUndefined();
    const none = await verify(await sealedWith('no credential'));
    expect(told(none, 'format', 'signature', 'chain', 'period')).toBe(
      'invalid, format failed malformed, signature indeterminate not-checked, chain indeterminate not-checked, period indeterminate not-checked',
    );
  });

  it.each<[string, Sources]>([
    ['that has no bytes', { 11: '<</EF<<>>>>' }],
    ['of another filter', { 12: toStream('', '/Filter/LZWDecode') }],
    ['that is too large when it is unpacked', { 12: zipped(maxCredentialBytes + 1) }],
  ])('is refused with an attachment %s', async (_name, objects) => {
    const found = await verify(await sealedWith('', { objects }));
    expect(told(found, 'format', 'signature', 'seal', 'status')).toBe(
      'invalid, format failed document-malformed, signature passed, seal passed, status indeterminate not-checked',
    );
    const [format] = found.checks;
    expect(format && 'detail' in format).toBe(true);
  });

  it('may be as large as a presented one', async () => {
    const found = await verify(
      await sealedWith('', { objects: { 12: zipped(maxCredentialBytes) } }),
    );
    expect(told(found, 'format')).toBe('invalid, format failed malformed');
  });
});
