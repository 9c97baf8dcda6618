import { createPublicKey, generateKeyPairSync, type KeyObject, sign, verify } from 'node:crypto';
import { makeSampleCredential, makeSampleVerifier } from '../build/presented.ts';
import {
  makeSampleProvince,
  makeSheetFile,
  makeStatusListFile,
  makeTrustListFile,
} from '../build/province-pki.ts';
import { measureRatio, type Work } from './measure.ts';
import type { Figure } from './table.ts';

/** Credentials verified in turn, so that no answer can come from one remembered signature. */
const differentLicences = 64;

/** Plain ES256 verifications of a message as long as a credential's signing input. */
function makeRawVerify(): Work {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const message = Buffer.alloc(2_400, 'a');
  const signature = sign('sha256', message, privateKey);
  const key: KeyObject = createPublicKey(publicKey.export({ format: 'pem', type: 'spki' }));
  return (times) => {
    for (let i = 0; i < times; i += 1) {
      if (!verify('sha256', message, key, signature)) throw new Error('does not verify');
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
  const anchor = makeRawVerify();
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
