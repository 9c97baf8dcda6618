import { createPublicKey, verify } from 'node:crypto';
import { makeNodePrimitives } from '../../shared/adapters/system/node-primitives.ts';
import { toDerSignature } from '../../shared/formats/der.ts';
import { readPrintedCode } from '../../shared/formats/printed-code.ts';
import { makeVerifier, type Verifier } from '../../shared/verify/make-verifier.ts';
import type { PublicFile, VerifierShelf } from '../../shared/verify/verifier-shelf.ts';
import { makeSampleCredential, putProvince, SampleShelf } from '../build/presented.ts';
import { makeProvinceCode } from '../build/printed-codes.ts';
import { makeSampleProvince, type SampleProvince, sampleSeconds } from '../build/province-pki.ts';
import { measureRatio, type Work } from './measure.ts';
import type { Figure } from './table.ts';

/** Credentials verified in turn, so that no answer can come from one remembered signature. */
const differentLicences = 64;

/** Plain ES256 verifications of the very messages and signatures that the credentials hold. */
export function makeRawVerify(province: SampleProvince, credentials: readonly string[]): Work {
  return makeRawWork(
    province,
    credentials.map((credential) => {
      const [header = '', payload = '', signature = ''] = (credential.split('~')[0] ?? '').split(
        '.',
      );
      const der = toDerSignature(Buffer.from(signature, 'base64url'));
      return { message: Buffer.from(`${header}.${payload}`), der };
    }),
  );
}

/** The same of printed codes. */
function makeRawVerifyOfPrinted(province: SampleProvince, codes: readonly string[]): Work {
  return makeRawWork(
    province,
    codes.map(readPrintedCode).map(({ signingInput, signature }) => ({
      message: Buffer.from(signingInput),
      der: toDerSignature(signature),
    })),
  );
}

function makeRawWork(
  province: SampleProvince,
  signed: readonly { readonly message: Buffer; readonly der: Uint8Array }[],
): Work {
  const key = createPublicKey(province.seal.privateKey);
  return (times) => {
    for (let i = 0; i < times; i += 1) {
      const { message, der } = signed[i % signed.length] as (typeof signed)[number];
      if (!verify('sha256', message, key, der)) throw new Error('does not verify');
    }
  };
}

/** What a first verification cannot do without: licence, seal, authority, trust list, status list and their two signers. */
const firstSignatures = 7;
/** Of seal, authority, root, list signer and status signer. */
const firstKeys = 5;

/** The signatures of a first verification under keys that nobody has parsed yet, and nothing else. */
function makeRawFirst(province: SampleProvince, credentials: readonly string[]): Work {
  const verifyRaw = makeRawVerify(province, credentials);
  const pem = createPublicKey(province.seal.privateKey).export({ format: 'pem', type: 'spki' });
  return async (times) => {
    for (let i = 0; i < times; i += 1) {
      await verifyRaw(firstSignatures);
      for (let key = 0; key < firstKeys; key += 1) createPublicKey(pem);
    }
  };
}

/** A province's files, held in memory: as fast as what a verifier's own shelf holds. */
function makeShelf(province: SampleProvince): VerifierShelf {
  const files = new SampleShelf();
  putProvince(files, province);
  const held = new Map<string, PublicFile>();
  return {
    find: ({ address }) => {
      const known = held.get(address);
      if (known !== undefined) return known;
      const file = files.find({ address });
      if (file !== undefined) held.set(address, file);
      return file;
    },
  };
}

/** A verifier that has opened no file, followed no chain and parsed no key. */
function makeBenchVerifier(province: SampleProvince, shelf: VerifierShelf): Verifier {
  const { url: provinceUrl } = province;
  return makeVerifier({
    primitives: makeNodePrimitives(),
    shelf,
    anchors: [{ certificate: province.root.certificate, provinceUrl }],
    ownProvinceUrl: provinceUrl,
    clock: { now: () => sampleSeconds * 1000 },
  });
}

/** Verification as ratios to the raw signature check of the same run. */
export async function measureVerifying(): Promise<readonly Figure[]> {
  const province = await makeSampleProvince();
  const credentials = Array.from({ length: differentLicences }, () =>
    makeSampleCredential(province),
  );
  const shelf = makeShelf(province);
  const warmVerifier = makeBenchVerifier(province, shelf);
  const anchor = makeRawVerify(province, credentials);
  const warm = await measureRatio({
    anchor,
    anchorTimes: 200,
    subjectTimes: 192,
    subject: async (times) => {
      for (let i = 0; i < times; i += 1) {
        await expectValid(warmVerifier, credentials[i % differentLicences] ?? '');
      }
    },
  });
  const first = await measureRatio({
    anchor,
    anchorTimes: 200,
    subjectTimes: 40,
    subject: async (times) => {
      for (let i = 0; i < times; i += 1) {
        const fresh = makeBenchVerifier(province, shelf);
        await expectValid(fresh, credentials[i % differentLicences] ?? '');
      }
    },
  });
  const printed = await measurePrinted(province, warmVerifier);
  const firstAlone = await measureRatio({
    anchor,
    anchorTimes: 200,
    subjectTimes: 40,
    subject: makeRawFirst(province, credentials),
  });
  return [
    {
      what: 'printed code, warm: share of raw ES256 verifications',
      value: 1 / printed,
      target: '≥ 0.9',
      holds: 1 / printed >= 0.9,
    },
    {
      what: 'verification, warm: share of raw ES256 verifications',
      value: 1 / warm,
      target: '≥ 0.75',
      holds: 1 / warm >= 0.75,
    },
    {
      what: 'first verification of a verifier, in raw verifications',
      value: first,
      target: '≤ 8',
      holds: first <= 8,
    },
    {
      what: 'of that, its seven signatures and five keys alone',
      value: firstAlone,
      target: '–',
      holds: true,
    },
  ];
}

/** Verifying printed codes, in raw verifications of as many bytes. */
function measurePrinted(province: SampleProvince, verifier: Verifier): Promise<number> {
  const codes = Array.from({ length: differentLicences }, (_, at) =>
    makeProvinceCode(province, { statusIndex: 5_000 + at }),
  );
  return measureRatio({
    anchor: makeRawVerifyOfPrinted(province, codes),
    anchorTimes: 200,
    subjectTimes: 192,
    subject: async (times) => {
      for (let i = 0; i < times; i += 1) {
        const printedCode = codes[i % differentLicences] ?? '';
        const { verdict } = await verifier.verify({ printedCode });
        if (verdict !== 'valid') throw new Error(`a sample printed code is ${verdict}`);
      }
    },
  });
}

async function expectValid(verifier: Verifier, credential: string): Promise<void> {
  const { verdict } = await verifier.verify({ credential });
  if (verdict !== 'valid') throw new Error(`a sample licence is ${verdict}`);
}
