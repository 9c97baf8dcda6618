import { isDeepStrictEqual } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { draftDepartmentRegistration } from '../../functions/governing/draft-department.ts';
import { draftLicenceType } from '../../functions/governing/draft-licence-type.ts';
import type { HttpResult } from '../../shared/http/http-message.ts';
import { toJson } from '../build/api-events.ts';
import { makeTestClock, shenyang } from '../build/callers.ts';
import { faultsFor, makeNetworkPlan, type NetworkFault } from '../build/faulty-client.ts';
import {
  type GoverningZone,
  makeGoverningZone,
  startDirectory,
  type TestDirectory,
} from '../build/governing-zone.ts';
import { makeTestKey } from '../build/jwk.ts';
import { makeSampleProvince, type SampleProvince } from '../build/province-pki.ts';
import { sampleDefinition, sampleType } from '../build/sample-types.ts';

let engine: TestDirectory;
let sound: GoverningZone;
let zhejiang: SampleProvince;
let serial = 0;
const clock = makeTestClock();
const departmentPath = `/v1/departments/${shenyang}`;

beforeAll(async () => {
  engine = await startDirectory();
  sound = makeGoverningZone(engine.dynamo, clock);
  const sealsSince = Math.floor(clock.now() / 1000) - 86_400;
  zhejiang = await makeSampleProvince({
    url: 'https://yinzheng.zhejiang.example',
    name: '浙江省',
    code: '330000',
    sealsSince,
  });
  await sound.enter(
    draftDepartmentRegistration({ code: shenyang, name: '局（示例）', division: '210100' }),
  );
  await sound.enter(draftLicenceType(sampleDefinition('foodPermit')));
  await sound.enter(draftLicenceType(sampleDefinition('realEstateTitle')));
});
afterAll(() => engine.close());

/** One call of the zone that writes; each time it is made ready it asks for something new. */
interface Work {
  readonly name: string;
  /** Makes ready what is asked for, by a sound client; gives the call, to be made any number of times. */
  readonly prepare: () => Promise<(zone: GoverningZone) => Promise<HttpResult>>;
  readonly status: number;
}

const nextKey = () => {
  serial += 1;
  clock.advance(1000);
  return `key-${serial}`;
};

const asks: Readonly<Record<string, () => readonly ['POST' | 'PUT', string, object]>> = {
  'another name': () => ['PUT', departmentPath, { name: `局${serial}（示例）` }],
  'a new version of a type': () => {
    const version = typeVersion + 1;
    const { code } = sampleType('realEstateTitle');
    const definition = { ...sampleDefinition('realEstateTitle'), version };
    return ['PUT', `/v1/licence-types/${code}/versions/${version}`, definition];
  },
  'an entitlement': () => {
    const from = Date.UTC(2030, 0, 1) + serial * 86_400_000;
    const times = [from, from + 86_400_000].map((one) => new Date(one).toISOString());
    const [start, until] = times;
    const { code } = sampleType('foodPermit');
    return ['POST', `${departmentPath}/entitlements`, { type: code, from: start, until }];
  },
  'another province': () => {
    const { code, name, url, root } = zhejiang;
    const certificate = Buffer.from(root.certificate).toString('base64');
    return ['POST', '/v1/provinces', { code, name, url, anchors: [{ certificate }] }];
  },
  'a client': () => {
    const { kid, jwk } = makeTestKey().clientKey;
    const keys = [{ kid, ...jwk }];
    const client = { id: `client-${serial}`, name: '示例', scopes: ['seals:read'], keys };
    return ['POST', '/v1/clients', client];
  },
};
let typeVersion = 1;

/** A province can be added once: its name and address are free again when it was removed. */
async function makeRoom(what: string): Promise<void> {
  if (what !== 'another province') return;
  await sound.govern('POST', `/v1/provinces/${zhejiang.code}/removals`, {});
}

async function proposeSoundly(what: string): Promise<string> {
  const key = nextKey();
  typeVersion = (await sound.directory.findLicenceType(sampleType('realEstateTitle').code))
    ?.version as number;
  await makeRoom(what);
  const [method, path, body] = asks[what]?.() ?? ['POST', '', {}];
  const proposed = await sound.call(method, path, { key, body });
  expect(proposed.statusCode).toBe(202);
  return String(toJson(proposed)['id']);
}

const works: readonly Work[] = [
  {
    name: 'proposing',
    status: 202,
    prepare: async () => {
      const key = nextKey();
      const [method, path, body] = asks['another name']?.() ?? ['POST', '', {}];
      return (zone) => zone.call(method, path, { key, body });
    },
  },
  ...Object.keys(asks).map((what) => ({
    name: `confirming ${what}`,
    status: 200,
    prepare: async () => {
      const path = `/v1/proposals/${await proposeSoundly(what)}/confirmations`;
      const given = { key: nextKey(), by: 'governor-two', body: {} };
      return (zone: GoverningZone) => zone.call('POST', path, given);
    },
  })),
  {
    name: 'rejecting',
    status: 200,
    prepare: async () => {
      const path = `/v1/proposals/${await proposeSoundly('another name')}/rejections`;
      const given = { key: nextKey(), by: 'governor-two', body: { reason: '示例' } };
      return (zone: GoverningZone) => zone.call('POST', path, given);
    },
  },
];

interface Line {
  readonly before: unknown;
  readonly after: unknown;
  readonly by: string | { readonly proposal: string };
}

async function readLines(path: string): Promise<readonly Line[]> {
  const query = { limit: '100' };
  const lines: Line[] = [];
  let cursor: string | undefined;
  do {
    const given = { query: cursor === undefined ? query : { ...query, cursor } };
    const page = toJson<{ entries?: Line[]; next?: string }>(
      await sound.call('GET', `${path}/history`, given),
    );
    lines.push(...(page.entries ?? []));
    cursor = page.next;
  } while (cursor !== undefined);
  return lines;
}

/** What stands in the directory is what the history ends with; a confirmed proposal has one line, no other has any. */
async function checkOne(id: string): Promise<void> {
  const proposal = toJson(await sound.call('GET', `/v1/proposals/${id}`));
  const lines = await readLines(String(proposal['subject']));
  const own = lines.filter(({ by }) => typeof by === 'object' && by.proposal === id);
  expect(own).toHaveLength(proposal['state'] === 'confirmed' ? 1 : 0);
  for (const line of own) expect(line.after).toEqual(proposal['after']);
  if (proposal['act'] !== 'change-department') return;
  const shown = toJson(await sound.call('GET', departmentPath));
  const { entitlements: _, duties: __, ...department } = shown;
  const names = lines.filter(({ after }) =>
    isDeepStrictEqual(Object.keys(after as object), Object.keys(department)),
  );
  expect(names.at(-1)?.after).toEqual(department);
}

async function countCalls(work: Work): Promise<readonly string[]> {
  const ask = await work.prepare();
  const plan = makeNetworkPlan();
  const zone = makeGoverningZone(plan.into(engine.openClient()), clock);
  expect((await ask(zone)).statusCode).toBe(work.status);
  return plan.calls;
}

/** Once with the fault, then again by the same key. */
async function runWithFault(work: Work, at: number, fault: NetworkFault): Promise<void> {
  const ask = await work.prepare();
  const plan = makeNetworkPlan(at, fault);
  const first = await ask(makeGoverningZone(plan.into(engine.openClient()), clock));
  expect([work.status, 503]).toContain(first.statusCode);
  const second = await ask(sound);
  expect(second.statusCode).toBe(work.status);
  if (first.statusCode === work.status) expect(second.body).toBe(first.body);
  const third = await ask(sound);
  expect(third.body).toBe(second.body);
  await checkOne(String(toJson(second)['id']));
}

let cases = 0;
describe.each(works)('$name', (work) => {
  it('ends right after a repetition, whatever befell any call', async () => {
    const calls = await countCalls(work);
    expect(calls.filter((name) => name === 'TransactWriteItemsCommand')).toHaveLength(1);
    for (const [index, name] of calls.entries()) {
      for (const fault of faultsFor(name)) {
        await runWithFault(work, index + 1, fault);
        cases += 1;
      }
    }
  });
});

it('has met every call', () => {
  console.log(`governing: ${cases} cases, each call lost before, after, sent again, sent anew`);
  expect(cases).toBeGreaterThanOrEqual(50);
});
