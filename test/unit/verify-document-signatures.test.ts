import { sign } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { readCertificate } from '../../shared/formats/certificate.ts';
import {
  type SignedAttributes,
  toCms,
  toSignedAttributes,
} from '../../shared/formats/cms-making.ts';
import { embedSignature, type SigningRequest } from '../../shared/formats/document-signing.ts';
import { bits, ecdsaWithSha256, sequence } from '../build/certificate-forge.ts';
import { makeSampleDocumentVerifier, prepareDocument, sha256 } from '../build/documents.ts';
import type { ProvinceFiles } from '../build/presented.ts';
import {
  makeSampleSigner,
  makeSheetFile,
  makeTrustListFile,
  type SampleSigner,
  sampleSeconds,
} from '../build/province-pki.ts';
import { toBytes, toDocument } from '../build/small-documents.ts';
import { makeScene, told } from '../build/verifying-scene.ts';

let made: ReturnType<typeof makeScene> | undefined;
const sceneOf = () => {
  made ??= makeScene();
  return made;
};
const plain = toBytes(toDocument());

interface Signing {
  readonly request?: Partial<SigningRequest>;
  readonly said?: Partial<SignedAttributes>;
  /** A digest whose last byte is another one. */
  readonly spoiled?: 'messageDigest' | 'certificateDigest';
  readonly chain?: readonly Uint8Array[];
  /** Whose key signs. */
  readonly key?: SampleSigner;
}

/** The small document signed by somebody, with something unlike the usual. */
async function signed(by: SampleSigner, { request = {}, said = {}, ...other }: Signing = {}) {
  const prepared = await prepareDocument(plain, request);
  const { chain = by.x5c, key = by } = other;
  const digests = {
    messageDigest: sha256(...prepared.signed),
    certificateDigest: sha256(by.certificate),
  };
  if (other.spoiled) digests[other.spoiled].set([(digests[other.spoiled][31] ?? 0) ^ 1], 31);
  const signedAttributes = toSignedAttributes({ ...digests, ...said });
  const options = { key: key.privateKey, dsaEncoding: 'ieee-p1363' } as const;
  const signature = new Uint8Array(sign('sha256', signedAttributes, options));
  return embedSignature(prepared, toCms({ chain, signedAttributes, signature }));
}

async function verify(document: Uint8Array, files: ProvinceFiles = {}) {
  const { province } = await sceneOf();
  return makeSampleDocumentVerifier(province, files).verify({ document });
}
const verifySigned = async (signing: Signing) => {
  const { province } = await sceneOf();
  return verify(await signed(province.seal, signing));
};
const zeros = new Uint8Array(32);

describe('a signature in a document', () => {
  it('holds where digest, certificate, chain, signature and seal do, and all is told', async () => {
    const { province } = await sceneOf();
    const request = { reason: '测试', location: '沈阳' };
    const found = await verifySigned({ request });
    expect(found).toEqual({
      verdict: 'valid',
      checks: [
        ...['format', 'signature', 'chain', 'seal'].map((name) => ({ name, outcome: 'passed' })),
        ...['authority', 'period', 'status', 'recognition', 'disclosures', 'holder-binding'].map(
          (name) => ({ name, outcome: 'not-applicable' }),
        ),
      ],
      document: {
        signatures: [
          {
            ...{ department: province.department.code, addedAfter: 0, ...request },
            signedAt: new Date((sampleSeconds - 600) * 1000).toISOString(),
          },
        ],
      },
      proofs: [
        expect.objectContaining({ kind: 'trust-list', address: `${province.url}/trust-list` }),
        expect.objectContaining({ kind: 'department-sheet', number: 1 }),
      ],
    });
    const [unsaid] = (await verifySigned({})).document.signatures;
    expect([unsaid && 'reason' in unsaid, unsaid && 'location' in unsaid]).toEqual([false, false]);
  });

  it.each<[string, Signing, object]>([
    [
      'says in it when it was signed, beside the document',
      { said: { signingTime: sampleSeconds } },
      { reason: 'document-signature-malformed', detail: 'cms-signing-time' },
    ],
    ['is of other bytes', { said: { messageDigest: zeros } }, { reason: 'document-altered' }],
    ['is of almost the same bytes', { spoiled: 'messageDigest' }, { reason: 'document-altered' }],
    [
      'names almost the same certificate',
      { spoiled: 'certificateDigest' },
      { reason: 'document-signature-malformed', detail: 'cms-certificate-digest' },
    ],
    [
      'names another certificate',
      { said: { certificateDigest: zeros } },
      { reason: 'document-signature-malformed', detail: 'cms-certificate-digest' },
    ],
    [
      'of other bytes is that first',
      { said: { messageDigest: zeros, certificateDigest: zeros } },
      { reason: 'document-altered' },
    ],
  ])('is refused where it %s, before anybody is trusted', async (_name, signing, fault) => {
    const found = await verifySigned(signing);
    expect(found.checks[1]).toEqual({ name: 'signature', outcome: 'failed', ...fault });
    expect([found.verdict, found.document.signatures]).toEqual(['invalid', []]);
    expect(told(found, 'format', 'chain', 'seal')).toBe(
      'invalid, format passed, chain indeterminate not-checked, seal indeterminate not-checked',
    );
  });

  it('is refused where it is no signature', async () => {
    const prepared = await prepareDocument(plain);
    const found = await verify(embedSignature(prepared, Uint8Array.of(0x30, 0)));
    expect(found.checks[1]).toEqual({
      ...{ name: 'signature', outcome: 'failed' },
      ...{ reason: 'document-signature-malformed', detail: 'der-truncated' },
    });
  });

  it('is refused where another key signed, and nothing is said of the seal', async () => {
    const { province, stranger } = await sceneOf();
    const found = await verifySigned({ key: stranger.seal });
    expect(told(found, 'signature', 'chain', 'seal')).toBe(
      'invalid, signature failed signature-invalid, chain passed, seal indeterminate not-checked',
    );
    // the chain holds: it is told whose it pretends to be
    expect(found.document.signatures).toMatchObject([{ department: province.department.code }]);
  });

  it('may be dated ahead by five minutes, and no more', async () => {
    const dated = (seconds: number) =>
      verifySigned({ request: { signedAt: sampleSeconds + seconds } });
    expect(told(await dated(300), 'signature', 'seal')).toBe(
      'valid, signature passed, seal passed',
    );
    expect(told(await dated(301), 'signature')).toBe(
      'invalid, signature failed document-dated-ahead',
    );
  });

  it('is of a seal, whose chain holds', async () => {
    const { province, stranger } = await sceneOf();
    const chainOf = async (by: SampleSigner, signing: Signing = {}) =>
      told(await verify(await signed(by, signing)), 'chain', 'seal');
    const seal = 'seal indeterminate not-checked';
    expect(await chainOf(stranger.seal)).toBe(`invalid, chain failed chain-untrusted, ${seal}`);
    expect(await chainOf(province.listSigner)).toMatch(/^invalid, chain failed chain-/);
    const alone = await chainOf(province.seal, { chain: [province.seal.certificate] });
    expect(alone).toMatch(/^invalid, chain failed chain-/);
  });
});

describe('a document of which nothing more can be said', () => {
  it.each<[string, Uint8Array, string]>([
    [
      'that is not signed',
      plain,
      'invalid, format passed, signature failed document-not-signed, chain indeterminate not-checked',
    ],
    [
      'that is none',
      toBytes('x'),
      'invalid, format failed document-malformed, signature indeterminate not-checked, chain indeterminate not-checked',
    ],
  ])('%s', async (_name, document, answer) => {
    const found = await verify(document);
    expect(told(found, 'format', 'signature', 'chain')).toBe(answer);
    expect(found.document).toEqual({ signatures: [] });
  });
});

describe('the seal of a signature', () => {
  const sealWith = async (
    states: Parameters<Awaited<ReturnType<typeof makeScene>>['sealWith']>[0],
  ) => {
    const { province, sealWith: filesWith } = await sceneOf();
    return told(await verify(await signed(province.seal), filesWith(states)), 'seal');
  };
  const at = (seconds: number, state: 'enabled' | 'suspended') => ({
    state,
    from: sampleSeconds + seconds,
  });

  it('is judged by its state at the time of signing, ten minutes ago', async () => {
    const since = at(-9000, 'enabled');
    expect(await sealWith({ states: [since, at(-601, 'suspended')] })).toBe(
      'invalid, seal failed seal-suspended',
    );
    expect(await sealWith({ states: [since, at(-599, 'suspended')] })).toBe('valid, seal passed');
    expect(await sealWith({ states: [at(-599, 'enabled')] })).toBe(
      'invalid, seal failed seal-not-yet-enabled',
    );
    expect(await sealWith({ compromisedFrom: sampleSeconds - 600 })).toBe(
      'invalid, seal failed seal-compromised',
    );
    expect(await sealWith({ compromisedFrom: sampleSeconds - 599 })).toBe(
      'indeterminate, seal indeterminate seal-time-unproven',
    );
  });

  it('is in doubt while what says it cannot be had', async () => {
    const { province } = await sceneOf();
    const document = await signed(province.seal);
    const broken = told(await verify(document, { trustList: 'x' }), 'chain', 'seal');
    expect(broken).toMatch(/^indeterminate, chain passed, seal indeterminate trust-list-/);
    const trustList = makeTrustListFile(province, makeSheetFile(province));
    const other = told(await verify(document, { trustList, sheet: 'x' }), 'chain', 'seal');
    expect(other).toMatch(/^indeterminate, chain passed, seal indeterminate [a-z]+-/);
  });

  it('is not asked about where the certificate names no department', async () => {
    const { province } = await sceneOf();
    const { sealingCa, seal } = province;
    const tbs = Buffer.from(readCertificate(seal.certificate).tbs);
    // the last organisationIdentifier, 2.5.4.97, which is the subject's, is another attribute now
    tbs.set([0x62], tbs.lastIndexOf(Buffer.from('0603550461', 'hex')) + 4);
    const signature = sign('sha256', tbs, sealingCa.privateKey);
    const certificate = sequence(tbs, ecdsaWithSha256, bits(signature));
    const x5c = [certificate, sealingCa.certificate];
    const found = await verify(await signed({ ...seal, certificate, x5c }));
    expect(told(found, 'signature', 'chain', 'seal')).toBe(
      'indeterminate, signature passed, chain passed, seal indeterminate not-checked',
    );
    expect(found.document.signatures).toEqual([]);
  });

  it('is of a department of which the province knows', async () => {
    const { province } = await sceneOf();
    const unknown = await makeSampleSigner({
      ...{ profile: 'seal', province: province.name, issuer: province.sealingCa },
      department: { ...province.department, code: '11210300MB9Y10062B' },
      commonName: '公章（示例）',
    });
    expect(told(await verify(await signed(unknown)), 'chain', 'seal')).toBe(
      'invalid, chain passed, seal failed department-unknown',
    );
  });
});
