import { makeRequestLog } from '../../../shared/adapters/system/counting-log.ts';
import { makeHttpShelf } from '../../../shared/adapters/system/http-shelf.ts';
import { makeNodePrimitives } from '../../../shared/adapters/system/node-primitives.ts';
import { makeSystemClock } from '../../../shared/adapters/system/system-clock.ts';
import { readClockOffset, readVariables } from '../../../shared/config/variables.ts';
import { makeVerifier } from '../../../shared/verify/make-verifier.ts';
import { readTrustAnchors } from '../../../shared/verify/read-trust-anchors.ts';
import { makeVerificationHandler } from './handler.ts';
import { makeVerifyLicence, type VerifyDocument } from './verify-licence.ts';

const variables = readVariables(process.env, ['provinceUrl', 'shelfUrl', 'trustAnchors']);
const { provinceUrl, shelfUrl } = variables;
const log = makeRequestLog(provinceUrl, 'verify-licence');
const clock = makeSystemClock(readClockOffset(process.env));

const options = {
  primitives: makeNodePrimitives(),
  shelf: makeHttpShelf({ clock, provinceUrl, shelfUrl }),
  anchors: readTrustAnchors(variables.trustAnchors, provinceUrl),
  ownProvinceUrl: provinceUrl,
  clock,
};
const verifier = makeVerifier(options);

/** What verifies documents is loaded with the first of them: few ask for it. */
async function loadVerifyDocument(): Promise<VerifyDocument> {
  const { makeDocumentVerifier } = await import('../../../shared/verify/document-verifier.ts');
  const { makeVerifyDocument } = await import('./verify-document.ts');
  const { makeHttpUploads } = await import('../../../shared/adapters/system/http-uploads.ts');
  return makeVerifyDocument({
    verifier: makeDocumentVerifier({ ...options, verifier }),
    uploads: makeHttpUploads({ provinceUrl }),
  });
}

let loaded: Promise<VerifyDocument> | undefined;
const verifyDocument: VerifyDocument = async (asked) => {
  loaded ??= loadVerifyDocument();
  return (await loaded)(asked);
};

export const handler = makeVerificationHandler(makeVerifyLicence({ verifier, verifyDocument }), {
  log,
  provinceUrl,
});
