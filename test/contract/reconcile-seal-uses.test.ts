import { randomBytes } from 'node:crypto';
import { SignCommand } from '@aws-sdk/client-kms';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeCloseIssueHours } from '../../functions/issuing/close-issue-hours/close-issue-hours.ts';
import { makeIssueLicence } from '../../functions/issuing/issue-licence/issue-licence.ts';
import { makePublishIssueRoots } from '../../functions/publishing/publish-issue-root/publish-issue-root.ts';
import { makeReconcileSealUses } from '../../functions/supervising/reconcile-seal-uses/reconcile-seal-uses.ts';
import { localClientConfig } from '../../local/engines/client-config.ts';
import { makeEngineSignCounts } from '../../local/kms/read-sign-counts.ts';
import { makeDynamoDirectory } from '../../shared/adapters/aws/dynamo-directory.ts';
import {
  makeDynamoIssueHours,
  makeDynamoIssueJournal,
} from '../../shared/adapters/aws/dynamo-issue-journal.ts';
import { makeDynamoSealUses } from '../../shared/adapters/aws/dynamo-seal-uses.ts';
import { makeDynamoSeals } from '../../shared/adapters/aws/dynamo-seals.ts';
import { makeKmsClient } from '../../shared/adapters/aws/kms-client.ts';
import { makeNodePrimitives } from '../../shared/adapters/system/node-primitives.ts';
import { readCredential } from '../../shared/formats/credential.ts';
import { readIssueLeaves } from '../../shared/formats/issue-root-leaves.ts';
import { makeInclusionProof } from '../../shared/formats/issue-root-tree.ts';
import type { JsonObject } from '../../shared/formats/strict-json.ts';
import { checkInclusion, provesBefore, toIssueDigest } from '../../shared/verify/issue-roots.ts';
import { makeNetworkPlan } from '../build/faulty-client.ts';
import { makeRootPublishing } from '../build/issue-root-publisher.ts';
import { makeAuditor } from '../build/issue-roots.ts';
import { type IssuingZone, startIssuingZone } from '../build/issuing-zone.ts';
import { askForLicence } from '../build/licences.ts';
import { makeSampleProvince } from '../build/province-pki.ts';

let zone: IssuingZone;
/** What the seal's key signed before it was a seal's. */
let signedBefore = 0;
beforeAll(async () => {
  zone = await startIssuingZone();
  signedBefore = (await readCounts()).get(zone.sealKey.keyId) ?? 0;
});
afterAll(() => zone?.close());

const readCounts = () => makeEngineSignCounts(zone.endpoints.kms).read();

function reconcile() {
  const { client, sealKey } = zone;
  return makeReconcileSealUses({
    directory: makeDynamoDirectory({ client, table: 'directory' }),
    seals: makeDynamoSeals({ client, table: 'seals' }),
    uses: makeDynamoSealUses({ client, tables: [zone.table] }),
    signatures: {
      read: async () => {
        const counts = await readCounts();
        return new Map([[sealKey.keyId, (counts.get(sealKey.keyId) ?? 0) - signedBefore]]);
      },
    },
  })();
}

async function issue(ports = zone.makeContainer()): Promise<string> {
  const { request, application } = askForLicence();
  const { answer } = await makeIssueLicence(ports)(request, application);
  return String((answer.body as JsonObject)['credential']);
}

/** Past the service, with the seal's key, as somebody with a way to KMS could. */
async function plantSignature(): Promise<void> {
  const command = new SignCommand({
    KeyId: zone.sealKey.keyId,
    Message: randomBytes(32),
    MessageType: 'DIGEST',
    SigningAlgorithm: 'ECDSA_SHA_256',
  });
  await makeKmsClient(localClientConfig(zone.endpoints.kms)).send(command);
}

describe('seals’ recorded uses against KMS’s own count (I03, G12)', () => {
  it('agree when all went well', async () => {
    expect(await reconcile()).toMatchObject([{ finding: 'equal', recorded: 0, signed: 0 }]);
    for (let count = 0; count < 5; count += 1) await issue();
    expect(await reconcile()).toMatchObject([{ finding: 'equal', recorded: 10, signed: 10 }]);
  });

  it('agree, or KMS has fewer, whichever call of an issue was lost', async () => {
    for (let call = 1; ; call += 1) {
      const plan = makeNetworkPlan(call, call % 2 === 0 ? 'after' : 'before');
      await issue(zone.makeContainer(plan)).catch(() => undefined);
      if (plan.calls.length < call) break;
      const [line] = await reconcile();
      expect(line?.finding, `call ${call}`).not.toBe('unrecorded-signatures');
    }
    // and the one call that makes a signature, lost before
    const { calls, ...plan } = makeNetworkPlan();
    await issue(zone.makeContainer({ calls, ...plan }));
    const lost = makeNetworkPlan(calls.indexOf('SignCommand') + 1, 'before');
    await expect(issue(zone.makeContainer(lost))).rejects.toThrow();
    const [line] = await reconcile();
    expect(line?.finding).toBe('fewer-signatures');
  });

  it('agree at any moment of issuing, for KMS is asked first', async () => {
    const issuing = Promise.all(Array.from({ length: 12 }, () => issue()));
    for (let look = 0; look < 5; look += 1) {
      expect(await reconcile()).not.toMatchObject([{ finding: 'unrecorded-signatures' }]);
    }
    await issuing;
  });
});

describe('the planted signature', () => {
  it('is found when it is one, among many made by the service', async () => {
    const fresh = await startIssuingZone();
    const before = zone;
    const beforeCount = signedBefore;
    zone = fresh;
    signedBefore = (await readCounts()).get(fresh.sealKey.keyId) ?? 0;
    try {
      const ports = fresh.makeContainer();
      for (let round = 0; round < 3; round += 1) {
        await Promise.all(Array.from({ length: 20 }, () => issue(ports)));
      }
      expect(await reconcile()).toMatchObject([{ finding: 'equal', recorded: 120, signed: 120 }]);
      await plantSignature();
      expect(await reconcile()).toMatchObject([
        { finding: 'unrecorded-signatures', recorded: 120, signed: 121 },
      ]);
    } finally {
      await fresh.close();
      zone = before;
      signedBefore = beforeCount;
    }
  });
});

describe('a licence, from its issue to the proof that it was there', () => {
  it('stands under the root of its hour, and a forged one under none', async () => {
    const province = await makeSampleProvince();
    const scene = makeRootPublishing(province, 65_536);
    const options = { client: zone.client, table: zone.table, region: 'north' };
    const journal = makeDynamoIssueJournal(options);
    const publish = makePublishIssueRoots({ ...scene.ports, journal, clock: zone.clock });
    const credential = await issue();
    zone.clock.advance(2 * 3_600_000);
    await makeCloseIssueHours({ clock: zone.clock, hours: makeDynamoIssueHours(options) })();
    expect(await publish()).toBeGreaterThan(0);

    const primitives = makeNodePrimitives();
    const { open } = makeAuditor(province, 0);
    const opened = await open(scene.latest());
    if (typeof opened === 'string') throw new Error(opened);
    const chain = scene.chain();
    const { jws } = readCredential(credential, { maxBytes: 100_000 });
    const digest = await toIssueDigest(jws, primitives);
    const at = chain.findIndex(({ leaves }) => readIssueLeaves(leaves).includes(digest));
    const under = await open(chain[at]?.compact ?? '');
    if (typeof under === 'string') throw new Error(under);
    const digests = readIssueLeaves(chain[at]?.leaves ?? '');
    const proof = await makeInclusionProof(digests, digest, primitives.hash);
    if (!proof) throw new Error('no proof');
    expect(await checkInclusion({ root: under.root, digest, proof }, primitives)).toBe(true);
    const issuedAt = Number(jws.payload['iat']);
    expect(under.root.from).toBeLessThanOrEqual(issuedAt);
    expect(provesBefore(under.root, issuedAt)).toBe(false);
    expect(provesBefore(under.root, zone.clock.now() / 1000)).toBe(true);

    const forged = { signingInput: new TextEncoder().encode('forged with a stolen key') };
    const other = await toIssueDigest(forged, primitives);
    expect(await makeInclusionProof(digests, other, primitives.hash)).toBeUndefined();
    expect(await checkInclusion({ root: under.root, digest: other, proof }, primitives)).toBe(
      false,
    );
  });
});
