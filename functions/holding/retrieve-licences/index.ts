import { makeDynamoDirectory } from '../../../shared/adapters/aws/dynamo-directory.ts';
import { makeDynamoHolderLicences } from '../../../shared/adapters/aws/dynamo-holder-licences.ts';
import { makeHoldingTable } from '../../../shared/adapters/aws/dynamo-holding-table.ts';
import { makeDynamoRetrievals } from '../../../shared/adapters/aws/dynamo-retrievals.ts';
import { makeKmsClient } from '../../../shared/adapters/aws/kms-client.ts';
import { makeKmsKeyedDigests } from '../../../shared/adapters/aws/kms-keyed-digests.ts';
import { makeAnswerTime } from '../../../shared/adapters/system/answer-time.ts';
import { makeHttpShelf } from '../../../shared/adapters/system/http-shelf.ts';
import { makeMeasuredLog } from '../../../shared/adapters/system/measured-log.ts';
import { makeNodePrimitives } from '../../../shared/adapters/system/node-primitives.ts';
import { systemRandom } from '../../../shared/adapters/system/random.ts';
import { makeSystemClock } from '../../../shared/adapters/system/system-clock.ts';
import { readClockOffset, readVariables } from '../../../shared/config/variables.ts';
import { makeHttpHandler } from '../../../shared/http/make-http-handler.ts';
import { makeVerifier, type Verifier } from '../../../shared/verify/make-verifier.ts';
import { readTrustAnchors } from '../../../shared/verify/read-trust-anchors.ts';
import { makeWritersClient } from '../../../shared/wiring/writing.ts';
import { makeRetrieveLicencesHandler } from './handler.ts';
import { makeRetrieveLicences } from './retrieve-licences.ts';

const variables = readVariables(process.env, [
  'provinceUrl',
  'registerTable',
  'directoryTable',
  'holdingTable',
  'codeKey',
  'shelfUrl',
  'trustAnchors',
]);
const { provinceUrl, shelfUrl } = variables;
const clock = makeSystemClock(readClockOffset(process.env));
const client = makeWritersClient(process.env);
const log = makeMeasuredLog(provinceUrl, 'retrieve-licences');

/** Made when it is first needed: every refusal comes before it. */
let verifier: Verifier | undefined;
function findVerifier(): Verifier {
  verifier ??= makeVerifier({
    primitives: makeNodePrimitives(),
    shelf: makeHttpShelf({ clock, provinceUrl, shelfUrl }),
    anchors: readTrustAnchors(variables.trustAnchors, provinceUrl),
    ownProvinceUrl: provinceUrl,
    clock,
  });
  return verifier;
}

const retrieveLicences = makeRetrieveLicences({
  clock,
  random: systemRandom,
  digests: makeKmsKeyedDigests({ client: makeKmsClient(), keyId: variables.codeKey }),
  directory: makeDynamoDirectory({ client, table: variables.directoryTable }),
  licences: makeDynamoHolderLicences({ client, table: variables.registerTable }),
  retrievals: makeDynamoRetrievals(makeHoldingTable({ client, table: variables.holdingTable })),
  verify: (credential) =>
    findVerifier().verify({ credential, policy: { holderBinding: 'not-required' } }),
});

/** `POST /v1/retrievals` */
export const handler = makeHttpHandler(
  makeRetrieveLicencesHandler(retrieveLicences, makeAnswerTime()),
  { maxBodyBytes: 8192, provinceUrl, log },
);
