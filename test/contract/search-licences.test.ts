import { BatchWriteItemCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeIssueLicence } from '../../functions/issuing/issue-licence/issue-licence.ts';
import { makeSearchLicencesHandler } from '../../functions/issuing/search-licences/handler.ts';
import { makeSearchLicences } from '../../functions/issuing/search-licences/search-licences.ts';
import { makeDynamoFoundLicences } from '../../shared/adapters/aws/dynamo-found-licences.ts';
import { registerKeys } from '../../shared/adapters/aws/dynamo-register-keys.ts';
import { licenceSearchBody } from '../../shared/api/licence-searches.ts';
import { toHolderText } from '../../shared/domain/holder-code.ts';
import { toLicenceId } from '../../shared/domain/identifier.ts';
import type { HolderDigest, LicenceId, LicenceTypeCode } from '../../shared/domain/ids.ts';
import { makeHttpHandler } from '../../shared/http/make-http-handler.ts';
import type { LicenceHead } from '../../shared/ports/register.ts';
import { toApiEvent, toJson } from '../build/api-events.ts';
import { housing, shenyang } from '../build/callers.ts';
import { failingOnce } from '../build/failing-once.ts';
import { type IssuingPorts, type IssuingZone, startIssuingZone } from '../build/issuing-zone.ts';
import { askForLicence } from '../build/licences.ts';
import { toSampleHead } from '../build/sample-head.ts';
import { sampleOrganisation, samplePerson, samplePersons } from '../build/sample-holders.ts';
import { type SampleTypeName, sampleTypeCodes } from '../build/sample-types.ts';

const permitId = toSampleHead().licenceId;
let zone: IssuingZone;
let ports: IssuingPorts;
let permits: readonly LicenceHead[];
let personal: LicenceHead;

async function issue(type: SampleTypeName, body = {}): Promise<LicenceHead> {
  const { request, application } = askForLicence({ type, body });
  const { answer } = await makeIssueLicence(ports)(request, application);
  const id = String(answer.location?.split('/').at(-1)) as LicenceHead['licenceId'];
  return (await ports.reader.findHead(id)) as LicenceHead;
}

beforeAll(async () => {
  zone = await startIssuingZone();
  ports = zone.makeContainer();
  permits = [await issue('foodPermit'), await issue('foodPermit')];
  personal = await issue('disabilityCertificate');
});
afterAll(() => zone?.close());

const makeSearch = () => makeSearchLicences({ ...ports, licences: makeDynamoFoundLicences(zone) });
const find = async (body: object, ...of: [] | [typeof shenyang]) => {
  const [department = shenyang] = of;
  const { licences } = await makeSearch()(licenceSearchBody.parse(body), department);
  return licences.map(({ licenceId }) => licenceId).toSorted();
};
const codeOf = ({ codeType, code }: { codeType: string; code: string }) => ({ codeType, code });
const idsOf = (heads: readonly LicenceHead[]) => heads.map(({ licenceId }) => licenceId).toSorted();

describe('a search by number', () => {
  it('finds the licence with exactly that number, with or without its type, also a personal one', async () => {
    expect(personal.number).toContain(samplePerson().code);
    for (const head of [...permits, personal]) {
      const { number, type } = head;
      expect(await find({ number })).toEqual([head.licenceId]);
      expect(await find({ number, type })).toEqual([head.licenceId]);
    }
    const { number = '' } = permits[0] ?? {};
    expect(await find({ number, type: sampleTypeCodes.businessLicence })).toEqual([]);
    expect(await find({ number: number.slice(0, -1) })).toEqual([]);
  });
});

describe('a search by holder', () => {
  it('finds all that are theirs, and of one type', async () => {
    const holder = codeOf(sampleOrganisation());
    expect(await find({ holder })).toEqual(idsOf(permits));
    expect(await find({ holder, type: sampleTypeCodes.businessLicence })).toEqual([]);
    expect(await find({ holder: codeOf(samplePerson()) })).toEqual([personal.licenceId]);
    expect(await find({ holder: codeOf(samplePersons[1] ?? samplePerson()) })).toEqual([]);
    const [first = '', second] = idsOf(permits);
    expect(await find({ holder, after: first })).toEqual([second]);
  });

  it('goes on by pages, past those that are not wanted, and says where', async () => {
    const [one, two] = permits;
    const asked: unknown[] = [];
    const pages = [
      { heads: [], end: one?.licenceId },
      { heads: [two], end: two?.licenceId },
    ];
    const listByHolder = async ({ after }: { readonly after?: unknown }) => {
      asked.push(after);
      return pages[asked.length - 1] as never;
    };
    const licences = { ...makeDynamoFoundLicences(zone), listByHolder };
    const search = makeSearchLicences({ ...ports, licences });
    const holder = codeOf(sampleOrganisation());
    const found = await search(licenceSearchBody.parse({ holder }), shenyang);
    expect(asked).toEqual([undefined, one?.licenceId]);
    expect(found).toMatchObject({
      licences: [{ licenceId: two?.licenceId }],
      next: two?.licenceId,
    });
  });
});

/** As the directory has them. */
const types = Object.values(sampleTypeCodes) as readonly string[] as readonly LicenceTypeCode[];
const permitType = sampleTypeCodes.foodPermit as string as LicenceTypeCode;

describe('a holder with many licences of other departments', () => {
  const holder = sampleOrganisation();
  let digest: HolderDigest;
  beforeAll(async () => {
    digest = (await ports.digests.digest('holder', toHolderText(holder))) as HolderDigest;
    const ids = Array.from({ length: 250 }, (_, at) => {
      const serial = String(at).padStart(20, '0');
      return toLicenceId(types[at % types.length] as LicenceTypeCode, housing, serial);
    });
    for (let at = 0; at < ids.length; at += 25) {
      const puts = ids
        .slice(at, at + 25)
        .map((id) => ({ PutRequest: { Item: registerKeys.holder(digest, id) } }));
      await zone.client.send(new BatchWriteItemCommand({ RequestItems: { [zone.table]: puts } }));
    }
  });

  it('is searched without a word about those, wherever one begins (O06, O15)', async () => {
    const own = idsOf(permits);
    const search = (after: object) =>
      makeSearch()(licenceSearchBody.parse({ holder: codeOf(holder), ...after }), shenyang);
    const whole = await search({});
    expect(whole.licences.map(({ licenceId }) => licenceId).toSorted()).toEqual(own);
    expect(whole).not.toHaveProperty('next');
    const elsewhere = toLicenceId(permitType, housing, '0');
    expect(await search({ after: elsewhere })).not.toHaveProperty('next');
  });

  it('is gone through page by page, each ending with one of the own', async () => {
    const { listByHolder } = makeDynamoFoundLicences(zone);
    const query = { holder: digest, department: shenyang, types, limit: 1 };
    const first = await listByHolder(query);
    expect(first.heads).toMatchObject([{ licenceId: first.end }]);
    const second = await listByHolder({ ...query, after: first.end as LicenceId });
    expect(second).not.toHaveProperty('end');
    expect(idsOf([...first.heads, ...second.heads])).toEqual(idsOf(permits));
  });
});

it('finds nothing of another department’s, and nothing that never came into force', async () => {
  const holder = codeOf(sampleOrganisation());
  const { number } = permits[0] ?? {};
  expect(await find({ holder }, housing)).toEqual([]);
  expect(await find({ number }, housing)).toEqual([]);
  expect(await find({ number, type: sampleTypeCodes.foodPermit }, housing)).toEqual([]);
  const failing = { ...ports, register: failingOnce(ports.register, 'bringIntoForce', 'before') };
  const person = codeOf(samplePersons[2] ?? samplePerson());
  const body = { holders: [{ ...samplePersons[2] }] };
  const { request, application } = askForLicence({ type: 'disabilityCertificate', body });
  await expect(makeIssueLicence(failing)(request, application)).rejects.toThrow();
  expect(await find({ holder: person })).toEqual([]);
});

describe('what is asked', () => {
  const handle = makeHttpHandler(
    makeSearchLicencesHandler((...asked) => makeSearch()(...asked)),
    {
      log: { note: () => undefined, alert: () => undefined },
    },
  );
  /** The status of the answer, and what it says. */
  const ask = async (body: unknown, licenceRights?: readonly unknown[]) => {
    const event = toApiEvent({ path: '/v1/licence-searches', body });
    const lambda = {
      ...{ clientId: 'desk', department: shenyang, scopes: 'licences:read' },
      ...(licenceRights === undefined ? {} : { licenceRights: JSON.stringify(licenceRights) }),
    };
    const requestContext = { ...event.requestContext, authorizer: { lambda } };
    return toJson(await handle({ ...event, requestContext }, {}));
  };
  const holder = codeOf(sampleOrganisation());

  it.each([
    ['neither', {}, ''],
    ['both', { holder, number: '1' }, ''],
    ['no number', { number: '' }, '/number'],
    ['a code that is none', { holder: { ...holder, code: '1' } }, '/holder/code'],
    ['a name', { holder: { ...holder, name: '示例' } }, '/holder/name'],
    ['a place without a holder', { number: '1', after: permitId }, '/after'],
    ['no type', { number: '1', type: 'x' }, '/type'],
  ])('is refused where it is %s', async (_, body, pointer) => {
    const errors = [expect.objectContaining({ pointer })];
    expect(await ask(body)).toMatchObject({ status: 400, errors });
  });

  it('keeps to the types that the token was narrowed to', async () => {
    const { type } = permits[0] ?? {};
    const rights = [{ actions: ['read'], licenceTypes: [sampleTypeCodes.businessLicence] }];
    expect(await ask({ holder }, rights)).toEqual({ licences: [] });
    expect(await ask({ holder, type }, rights)).toMatchObject({ status: 403 });
  });
});
