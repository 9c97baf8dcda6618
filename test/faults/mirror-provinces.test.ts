import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeMirrorProvinces } from '../../functions/publishing/mirror-provinces/mirror-provinces.ts';
import { localClientConfig } from '../../local/engines/client-config.ts';
import { createBuckets } from '../../local/engines/create-buckets.ts';
import { createTables } from '../../local/engines/create-tables.ts';
import { makeDynamoClient } from '../../shared/adapters/aws/dynamo-client.ts';
import { makeDynamoMirrorMarks } from '../../shared/adapters/aws/dynamo-mirror-marks.ts';
import { makeDynamoShelfArchive } from '../../shared/adapters/aws/dynamo-shelf-archive.ts';
import { makeS3Client } from '../../shared/adapters/aws/s3-client.ts';
import { makeS3Shelf } from '../../shared/adapters/aws/s3-shelf.ts';
import { makeHttpForeignFiles } from '../../shared/adapters/system/http-foreign-files.ts';
import { makeNodePrimitives } from '../../shared/adapters/system/node-primitives.ts';
import type { Moment } from '../../shared/domain/ids.ts';
import type { ProvinceCode } from '../../shared/domain/recognised-province.ts';
import { digestOf } from '../build/digest-of.ts';
import { startTestEngines } from '../build/engines.ts';
import { type FaultMoment, type FaultPlan, makeFaultPlan } from '../build/fault-at.ts';
import { toIssueRootFiles } from '../build/issue-root-files.ts';
import { makeIssueChain, toDigests } from '../build/issue-roots.ts';
import { makeSheetFile, makeTrustListFile, sampleSeconds } from '../build/province-pki.ts';
import { type ServedProvince, serveProvince } from '../build/serve-province.ts';

let engines: Awaited<ReturnType<typeof startTestEngines>>;
let table: { client: ReturnType<typeof makeDynamoClient>; table: string };
let shelf: ReturnType<typeof makeS3Shelf>;
beforeAll(async () => {
  engines = await startTestEngines({ dynamodb: true, objectsAndQueues: true });
  const { dynamodb = '', objectsAndQueues = '' } = engines.endpoints;
  table = { client: makeDynamoClient(localClientConfig(dynamodb)), table: 'shelf' };
  await createTables(table.client, [{ name: 'shelf' }]);
  const environment = { AWS_ENDPOINT_URL_S3: objectsAndQueues };
  const s3 = makeS3Client(environment, localClientConfig(objectsAndQueues));
  await createBuckets(s3, ['shelf']);
  shelf = makeS3Shelf({ client: s3, bucket: 'shelf' });
});
afterAll(() => engines.close());

/** One run of the function, with what may be lost on its way. */
async function mirrorOnce({ province }: ServedProvince, plan: FaultPlan) {
  const alerts: unknown[] = [];
  const certificate = Buffer.from(province.root.certificate).toString('base64');
  const code = province.code as ProvinceCode;
  const { name, url } = province;
  const anchors = [{ certificate, fingerprint: '' }];
  const mirror = makeMirrorProvinces({
    clock: { now: () => (sampleSeconds * 1000) as Moment },
    directory: { listProvinces: async () => [{ code, name, url, anchors, state: 'recognised' }] },
    foreignFiles: makeHttpForeignFiles({ network: 'loopback', timeoutMilliseconds: 5000 }),
    marks: plan.over(makeDynamoMirrorMarks(table)),
    shelf: plan.over(shelf),
    archive: plan.over(makeDynamoShelfArchive(table)),
    primitives: makeNodePrimitives(),
    log: { note: () => undefined, alert: (event, fields) => alerts.push({ event, ...fields }) },
  });
  const [told] = await mirror();
  return { outcome: told?.outcome, alerts };
}

/** A list of a higher number, and its sheet. */
function makeNewer({ province }: ServedProvince) {
  const sheet = makeSheetFile(province);
  return { sheet, trustList: makeTrustListFile(province, sheet, { draft: { number: 8 } }) };
}

const refused = (alerts: readonly unknown[]) =>
  alerts.filter((one) => JSON.stringify(one).includes('mirror.refused'));

/** Two issue roots with their digests; gives every file by its path. */
async function serveRoots({ province, served }: ServedProvince) {
  const chain = await makeIssueChain(province, [toDigests('a', 'b'), toDigests('c')]);
  const files = toIssueRootFiles(chain);
  for (const [path, file] of files) served.files.set(`/${path}`, file);
  return files;
}

async function holdsAll(code: string, files: Awaited<ReturnType<typeof serveRoots>>) {
  for (const [path, { body }] of files) {
    const held = await shelf.find(`mirrors/${code}/${path}`);
    if (held === undefined || Buffer.from(held.body).toString() !== body) return false;
  }
  return true;
}

let codes = 10;

/** A province with something lost in its first round; then it has a newer list, and two rounds find it. */
async function runWith(at: number, moment: FaultMoment) {
  codes += 1;
  const served = await serveProvince({ code: `${codes}0000` });
  const path = `mirrors/${served.province.code}/trust-list`;
  const roots = await serveRoots(served);
  const newer = makeNewer(served);
  try {
    const plan = makeFaultPlan(at, moment);
    const first = await mirrorOnce(served, plan);
    served.put(newer);
    const again = await mirrorOnce(served, makeFaultPlan());
    const still = await mirrorOnce(served, makeFaultPlan());
    const held = await shelf.find(path);
    const version = await makeDynamoShelfArchive(table).findAt(path, sampleSeconds);
    return {
      areRootsHeld: await holdsAll(served.province.code, roots),
      ...{ calls: plan.calls, still, published: newer.trustList, digest: version?.digest },
      refusals: refused([...first.alerts, ...again.alerts, ...still.alerts]),
      held: held && Buffer.from(held.body).toString(),
    };
  } finally {
    await served.served.close();
  }
}

describe('mirroring, when a write or its answer is lost', () => {
  it.each(['before', 'after'] as const)(
    'goes on with the next round, refuses nothing and ends with what is published: lost %s it landed',
    { timeout: 60_000 },
    async (moment) => {
      const { calls } = await runWith(0, moment);
      expect(calls).toBeGreaterThan(6);
      for (let at = 1; at <= calls; at += 1) {
        const run = await runWith(at, moment);
        expect(run.refusals, `call ${at}`).toEqual([]);
        expect(run.still.outcome, `call ${at}`).toBe('held');
        expect(run.held === run.published, `call ${at}`).toBe(true);
        expect(run.areRootsHeld, `call ${at}`).toBe(true);
        expect(run.digest, `call ${at}`).toBe(digestOf(run.published));
      }
    },
  );
});
