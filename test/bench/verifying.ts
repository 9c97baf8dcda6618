import { createPublicKey, verify } from 'node:crypto';
import { toDerSignature } from '../../shared/formats/der.ts';
import { makeSampleCredential, makeSampleVerifier } from '../build/presented.ts';
import {
  makeSampleProvince,
  makeSheetFile,
  makeStatusListFile,
  makeTrustListFile,
  type SampleProvince,
} from '../build/province-pki.ts';
import { measureRatio, type Work } from './measure.ts';
import type { Figure } from './table.ts';

/** Credentials verified in turn, so that no answer can come from one remembered signature. */
const differentLicences = 64;

/** Plain ES256 verifications of the very messages and signatures that the credentials hold. */
function makeRawVerify(province: SampleProvince, credentials: readonly string[]): Work {
  const key = createPublicKey(province.seal.privateKey);
  const signed = credentials.map((credential) => {
    const [header = '', payload = '', signature = ''] = (credential.split('~')[0] ?? '').split('.');
    const der = toDerSignature(Buffer.from(signature, 'base64url'));
    return { message: Buffer.from(`${header}.${payload}`), der };
  });
  return (times) => {
    for (let i = 0; i < times; i += 1) {
      const { message, der } = signed[i % signed.length] as (typeof signed)[number];
      if (!verify('sha256', message, key, der)) throw new Error('does not verify');
    }
  };
}

/** Verification as ratios to the raw signature check of the same run. */
export async function measureVerifying(): Promise<readonly Figure[]> {
  const province = await makeSampleProvince();
  const credentials = Array.from({ length: differentLicences }, () =>
    makeSampleCredential(province),
  );
  const sheet = makeSheetFile(province);
  const files = {
    sheet,
    trustList: makeTrustListFile(province, sheet),
    statusList: makeStatusListFile(province),
  };
  const warmVerifier = makeSampleVerifier(province, { files });
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
        await expectValid(
          makeSampleVerifier(province, { files }),
          credentials[i % differentLicences] ?? '',
        );
      }
    },
  });
  return [
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
  ];
}

async function expectValid(
  verifier: ReturnType<typeof makeSampleVerifier>,
  credential: string,
): Promise<void> {
  const { verdict } = await verifier.verify(credential);
  if (verdict !== 'valid') throw new Error(`a sample licence is ${verdict}`);
}
