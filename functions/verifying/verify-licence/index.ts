import { makeRequestLog } from '../../../shared/adapters/system/counting-log.ts';
import { makeSystemClock } from '../../../shared/adapters/system/system-clock.ts';
import { readClockOffset, readVariables } from '../../../shared/config/variables.ts';
import { readTrustAnchors } from '../../../shared/verify/read-trust-anchors.ts';
import { makeVerificationHandler } from './handler.ts';
import type { VerifyLicence } from './verify-licence.ts';

const variables = readVariables(process.env, ['provinceUrl', 'shelfUrl', 'trustAnchors']);
const { provinceUrl, shelfUrl } = variables;
const log = makeRequestLog(provinceUrl, 'verify-licence');
const clock = makeSystemClock(readClockOffset(process.env));
const anchors = readTrustAnchors(variables.trustAnchors, provinceUrl);

let loading: Promise<VerifyLicence> | undefined;
let verifyLicence: VerifyLicence | undefined;

async function load(): Promise<VerifyLicence> {
  const { wireVerifying } = await import('../wire-verifying.ts');
  return wireVerifying({ clock, provinceUrl, shelfUrl, anchors });
}

/** The verifier is a file of its own, loaded once. */
async function verify(asked: Parameters<VerifyLicence>[0]): ReturnType<VerifyLicence> {
  loading ??= load();
  verifyLicence ??= await loading;
  return verifyLicence(asked);
}

/** While Lambda's runtime asks for its first event: what verifies need not wait for the first licence. */
setImmediate(() => {
  loading ??= load();
  // whoever asks for a licence is told
  loading.catch(() => undefined);
});

export const handler = makeVerificationHandler(verify, { log, provinceUrl });
