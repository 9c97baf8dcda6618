import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { toJson } from '../build/api-events.ts';
import { makeTestClock } from '../build/callers.ts';
import {
  type GoverningZone,
  makeGoverningZone,
  refusalIn,
  startDirectory,
  type TestDirectory,
} from '../build/governing-zone.ts';
import { sampleDefinition, sampleType } from '../build/sample-types.ts';

let engine: TestDirectory;
let zone: GoverningZone;
const { code } = sampleType('foodPermit');
const pathOf = (version: number | string) => `/v1/licence-types/${code}/versions/${version}`;

beforeAll(async () => {
  engine = await startDirectory();
  zone = makeGoverningZone(engine.dynamo, makeTestClock());
});
afterAll(() => engine.close());

type Definition = Record<string, unknown>;

/** The food permit's definition with one member changed, or left out for `undefined`. */
function spoil(at: string, to: unknown): Definition {
  const definition = sampleDefinition('foodPermit');
  const names = at.split('/');
  const last = names.pop() ?? '';
  let place = definition;
  for (const name of names) place = place[name] as Definition;
  if (to === undefined) delete place[last];
  else place[last] = to;
  return definition;
}

describe('a bad definition says where', () => {
  it.each<[string, unknown, string, string]>([
    ['code', '11100000MB0341032Y903', '/code', 'path'],
    ['version', 2, '/version', 'path'],
    ['version', '1', '/version', 'path'],
    ['name', undefined, '/name', 'required'],
    ['name/zh-Hans', '', '/name/zh-Hans', 'required'],
    ['name/zh-Hans', '证'.repeat(101), '/name/zh-Hans', 'too-long'],
    ['name/fr', 'permis', '/name/fr', 'unknown'],
    ['holder', 'company', '/holder', 'enum'],
    ['holders', { max: 0 }, '/holders/max', 'too-small'],
    ['holderCodeTypes', undefined, '/holderCodeTypes', 'required'],
    ['holderCodeTypes/0', '000', '/holderCodeTypes/0', 'enum'],
    ['validity/rule', 'for-ever', '/validity/rule', 'enum'],
    ['validity', { rule: 'years', years: 101 }, '/validity/years', 'too-large'],
    ['number', undefined, '/number', 'required'],
    ['number/rule', 'random', '/number/rule', 'enum'],
    ['number/pattern', 'JY{category}', '/number/pattern', 'not-unique'],
    ['number/pattern', '{', '/number/pattern', 'pattern'],
    ['items', {}, '/items', 'type'],
    ['items/0', 'text', '/items/0', 'type'],
    ['items/0/name', undefined, '/items/0/name', 'required'],
    ['items/0/code', 'KZ-JYZMC', '/items/0/code', 'item-code'],
    ['items/0/required', 'yes', '/items/0/required', 'type'],
    ['items/0/disclosure', 'never', '/items/0/disclosure', 'enum'],
    ['items/0/printed', undefined, '/items/0/printed', 'required'],
    ['items/0/maxLength', 10_001, '/items/0/maxLength', 'too-large'],
    ['items/0/pattern', '^(a|a)*$', '/items/0/pattern', 'pattern'],
    ['items/4/values/0', 7, '/items/4/values/0', 'type'],
    ['items/5/minItems', -1, '/items/5/minItems', 'too-small'],
    ['items/5/default', [], '/items/5/default', 'unknown'],
    ['relatedHolders', ['Mother'], '/relatedHolders/0', 'character'],
    ['document', 'any-pdf', '/document', 'enum'],
    ['template', '<svg/>', '/template', 'unknown'],
  ])('%s: %j is refused at %s as %s', async (at, to, ...[pointer, fault]) => {
    const refused = await zone.call('PUT', pathOf(1), { body: spoil(at, to) });
    expect(refused.statusCode).toBe(400);
    expect(refusalIn(refused)).toEqual({ [pointer]: fault });
  });

  it('names all faults of one definition at once, and never what was sent', async () => {
    const body = { ...spoil('holder', '210102199001011234'), items: [{}], holders: { max: 99 } };
    const refused = await zone.call('PUT', pathOf(1), { body });
    expect(refusalIn(refused)).toEqual({
      '/holder': 'enum',
      '/holders/max': 'too-large',
      '/items/0/kind': 'required',
    });
    expect(refused.body).not.toContain('210102199001011234');
  });

  it.each([
    ['{"code":1,"code":2}', 400],
    ['{', 400],
    ['[]', 400],
    [JSON.stringify({ ...sampleDefinition('foodPermit'), pad: ' '.repeat(131_072) }), 413],
  ])('is refused when it is no definition at all: %.20s', async (body, status) => {
    expect((await zone.call('PUT', pathOf(1), { body })).statusCode).toBe(status);
  });
});

describe('versions of a licence type', () => {
  it('come one after the other, and never change', async () => {
    const definition = sampleDefinition('foodPermit');
    const propose = async (version: number | string, body: object) =>
      refusalIn(await zone.call('PUT', pathOf(version), { body }));
    expect(await propose(2, { ...definition, version: 2 })).toBe('version-not-next');
    const { code: _, version: __, ...short } = definition;
    expect((await zone.govern('PUT', pathOf(1), short)).statusCode).toBe(200);
    expect(await propose(1, definition)).toBe('version-written');
    expect(await propose(3, { ...definition, version: 3 })).toBe('version-not-next');
    for (const version of ['0', '01', '1000', 'latest', '-1']) {
      expect(await propose(version, short)).toEqual({ '/version': 'type' });
    }
    const name = { 'zh-Hans': '食品经营许可证（新）' };
    const next = { ...definition, version: 2, name };
    const confirmed = await zone.govern('PUT', pathOf(2), next);
    expect(toJson(confirmed)).toMatchObject({
      before: { version: 1 },
      after: { version: 2, name },
    });
    const latest = toJson(await zone.call('GET', `/v1/licence-types/${code}`));
    expect(latest).toMatchObject({ licenceType: { version: 2, name }, versions: [1, 2] });
    const first = await zone.call('GET', pathOf(1));
    expect(toJson(first)).toMatchObject({ version: 1, name: definition['name'] });
    expect(first.headers?.['Cache-Control']).toContain('immutable');
  });

  it('of two proposals for one version, one is written', async () => {
    const definition = { ...sampleDefinition('foodPermit'), version: 3 };
    const ids = [];
    for (const name of ['甲', '乙']) {
      const body = { ...definition, name: { 'zh-Hans': `${name}（示例）` } };
      ids.push(toJson(await zone.call('PUT', pathOf(3), { body }))['id']);
    }
    const results = await Promise.all(
      ids.map((id) =>
        zone.call('POST', `/v1/proposals/${id}/confirmations`, { by: 'governor-two', body: {} }),
      ),
    );
    expect(results.map(({ statusCode }) => statusCode).toSorted()).toEqual([200, 409]);
    const { versions } = toJson(await zone.call('GET', `/v1/licence-types/${code}`));
    expect(versions).toEqual([1, 2, 3]);
  });

  it('are listed by code, page by page, and not found where there are none', async () => {
    const title = sampleType('realEstateTitle').code;
    const path = `/v1/licence-types/${title}/versions/1`;
    await zone.govern('PUT', path, sampleDefinition('realEstateTitle'));
    const list = async (query: Record<string, string>) => {
      const answer = await zone.call('GET', '/v1/licence-types', { query });
      return toJson<{ licenceTypes: { code: string; version: number }[]; next?: string }>(answer);
    };
    const first = await list({ limit: '1' });
    const rest = await list({ limit: '1', cursor: first.next ?? '' });
    const end = await list({ limit: '1', cursor: rest.next ?? rest.licenceTypes[0]?.code ?? '' });
    const listed = [...first.licenceTypes, ...rest.licenceTypes, ...end.licenceTypes];
    expect(listed.map((one) => [one.code, one.version])).toEqual(
      [
        [title, 1],
        [code, 3],
      ].toSorted(),
    );
    for (const query of [{ limit: '0' }, { limit: '101' }, { cursor: 'x' }, { page: '1' }]) {
      const refused = await zone.call('GET', '/v1/licence-types', { query });
      expect(Object.keys(refusalIn(refused) as object)).toEqual(
        Object.keys(query).map((name) => `/${name}`),
      );
    }
    for (const missing of [pathOf(9), pathOf('x'), '/v1/licence-types/x']) {
      expect((await zone.call('GET', missing)).statusCode).toBe(404);
    }
  });
});
