import { makeRequestLog } from '../../../shared/adapters/system/counting-log.ts';
import { makeHttpShelf } from '../../../shared/adapters/system/http-shelf.ts';
import { makeNodePrimitives } from '../../../shared/adapters/system/node-primitives.ts';
import { makeSystemClock } from '../../../shared/adapters/system/system-clock.ts';
import { readClockOffset, readVariables } from '../../../shared/config/variables.ts';
import { makeVerifier } from '../../../shared/verify/make-verifier.ts';
import { readTrustAnchors } from '../../../shared/verify/read-trust-anchors.ts';
import { makeVerificationHandler } from './handler.ts';
import { makeVerifyLicence } from './verify-licence.ts';

const variables = readVariables(process.env, ['provinceUrl', 'shelfUrl', 'trustAnchors']);
const { provinceUrl, shelfUrl } = variables;
const log = makeRequestLog(provinceUrl, 'verify-licence');
const clock = makeSystemClock(readClockOffset(process.env));

const verifier = makeVerifier({
  primitives: makeNodePrimitives(),
  shelf: makeHttpShelf({ clock, provinceUrl, shelfUrl }),
  anchors: readTrustAnchors(variables.trustAnchors, provinceUrl),
  ownProvinceUrl: provinceUrl,
  clock,
});

export const handler = makeVerificationHandler(makeVerifyLicence({ verifier }), {
  log,
  provinceUrl,
});
