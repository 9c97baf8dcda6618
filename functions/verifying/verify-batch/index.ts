import { makeHttpShelf } from '../../../shared/adapters/system/http-shelf.ts';
import { makeMeasuredLog } from '../../../shared/adapters/system/measured-log.ts';
import { makeNodePrimitives } from '../../../shared/adapters/system/node-primitives.ts';
import { makeSystemClock } from '../../../shared/adapters/system/system-clock.ts';
import { readClockOffset, readVariables } from '../../../shared/config/variables.ts';
import { makeVerifier } from '../../../shared/verify/make-verifier.ts';
import { readTrustAnchors } from '../../../shared/verify/read-trust-anchors.ts';
import { makeVerifyLicence } from '../verify-licence/verify-licence.ts';
import { makeBatchHandler } from './handler.ts';
import { makeVerifyBatch } from './verify-batch.ts';

const variables = readVariables(process.env, ['provinceUrl', 'shelfUrl', 'trustAnchors']);
const { provinceUrl, shelfUrl } = variables;
const clock = makeSystemClock(readClockOffset(process.env));
const verifier = makeVerifier({
  primitives: makeNodePrimitives(),
  shelf: makeHttpShelf({ clock, provinceUrl, shelfUrl }),
  anchors: readTrustAnchors(variables.trustAnchors, provinceUrl),
  ownProvinceUrl: provinceUrl,
  clock,
});
const verifyLicence = makeVerifyLicence({ verifier });

export const handler = makeBatchHandler(makeVerifyBatch({ verifyLicence, clock }), {
  provinceUrl,
  log: makeMeasuredLog(provinceUrl, 'verify-batch'),
});
