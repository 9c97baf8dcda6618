import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { callAs, openSession } from '../../cli/service-client.ts';
import { type RunningService, startRunningService } from '../build/running-service.ts';

const licencesClient = 'shenyang-market-regulation-licences';
const good = JSON.parse(readFileSync('docs/samples/food-permit.json', 'utf8')) as Record<
  string,
  unknown
>;

interface ProblemDocument {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly errors?: readonly { readonly pointer: string; readonly code: string }[];
}

/** A request that must be refused: how it differs from a good one, and what is said of it. */
interface Refused {
  readonly what: string;
  readonly body: string;
  readonly headers?: Record<string, string>;
  readonly withoutKey?: true;
  readonly status: number;
  readonly code: string;
  readonly pointer?: string;
}

const json = (changes: Record<string, unknown>) =>
  JSON.stringify({ ...good, seal: 'SEAL', ...changes });
const holder = (code: string, codeType = '001') => [{ name: '示例公司（示例）', codeType, code }];
const invalid = { status: 400, code: 'request-invalid' } as const;

const refused: readonly Refused[] = [
  {
    what: 'a content type that is not JSON',
    body: json({}),
    headers: { 'content-type': 'text/plain' },
    status: 415,
    code: 'unsupported-media-type',
  },
  { what: 'broken JSON', body: '{"type": ', ...invalid },
  { what: 'a name that stands twice', body: json({}).replace('{', '{"type":"x",'), ...invalid },
  { what: 'a nesting of 10,000', body: `${'['.repeat(10_000)}${']'.repeat(10_000)}`, ...invalid },
  {
    what: 'a body over the limit',
    body: json({ padding: 'x'.repeat(2_000_000) }),
    status: 413,
    code: 'body-too-large',
  },
  { what: 'an array instead of an object', body: '[]', ...invalid },
  { what: 'a byte order mark', body: `\uFEFF${json({})}`, ...invalid },
  {
    what: 'an unknown licence type',
    body: json({ type: '11100000MB0341032Y909' }),
    ...invalid,
    pointer: '/type',
  },
  {
    what: 'a licence type with a wrong check digit',
    body: json({ type: '11100000MB0341032X902' }),
    ...invalid,
    pointer: '/type',
  },
  {
    what: 'a holder code with a wrong check digit',
    body: json({ holders: holder('91210102MAL3C6TE95') }),
    ...invalid,
    pointer: '/holders/0/code',
  },
  {
    what: 'a citizen number with a wrong check digit',
    body: json({ holders: holder('210103196708073751', '111') }),
    ...invalid,
    pointer: '/holders/0',
  },
  { what: 'no holder', body: json({ holders: [] }), ...invalid, pointer: '/holders' },
  {
    what: 'a date that does not exist',
    body: json({ issued: '2026-02-30' }),
    ...invalid,
    pointer: '/issued',
  },
  {
    what: 'a date of issue in the future',
    body: json({ issued: '2126-01-01' }),
    ...invalid,
    pointer: '/issued',
  },
  { what: 'an unknown field', body: json({ status: 'valid' }), ...invalid, pointer: '/status' },
  {
    what: 'an unknown item',
    body: json({ items: { ...(good['items'] as object), KZ_XX: '1' } }),
    ...invalid,
    pointer: '/items/KZ_XX',
  },
  {
    what: 'a missing item',
    body: json({ items: { KZ_JYZMC: '示例' } }),
    ...invalid,
    pointer: '/items/KZ_ZS',
  },
  {
    what: 'a value that the item does not know',
    body: json({ items: { ...(good['items'] as object), KZ_ZTYT: '食堂' } }),
    ...invalid,
    pointer: '/items/KZ_ZTYT',
  },
  {
    what: 'a seal that is not there',
    body: json({ seal: 'seal-00000000000000000000000000' }),
    ...invalid,
    pointer: '/seal',
  },
  {
    what: 'no idempotency key',
    body: json({}),
    withoutKey: true,
    status: 400,
    code: 'idempotency-key-missing',
  },
];

describe('what is refused, and changes nothing', () => {
  let service: RunningService;
  let authorisation: (method: string, path: string) => Promise<Record<string, string>>;

  beforeAll(async () => {
    service = await startRunningService();
    authorisation = openSession(service.client('liaoning', licencesClient)).authorise;
  });
  afterAll(() => service.stop());

  const seal = () => service.client('liaoning', licencesClient).seal ?? '';

  async function countLicences(): Promise<number> {
    const { body } = await callAs(service.client('liaoning', licencesClient), {
      method: 'GET',
      path: '/v1/licences',
    });
    return (body['licences'] as unknown[]).length;
  }

  it.each(refused)(
    'refuses $what',
    async ({ body, headers, withoutKey, status, code, pointer }) => {
      const before = await countLicences();
      const path = '/v1/licences';
      const response = await fetch(`${service.urlOf('liaoning')}${path}`, {
        method: 'POST',
        headers: {
          ...(await authorisation('POST', path)),
          'content-type': 'application/json',
          ...(withoutKey ? {} : { 'idempotency-key': crypto.randomUUID() }),
          ...headers,
        },
        body: body.replace('SEAL', seal()),
      });
      const said = (await response.json()) as ProblemDocument;

      expect(response.status, JSON.stringify(said)).toBe(status);
      expect(response.headers.get('content-type')).toContain('application/problem+json');
      expect(response.headers.get('request-id')).toBeTruthy();
      expect(said.type.split('/').at(-1)).toBe(code);
      if (pointer) expect((said.errors ?? []).map((one) => one.pointer).join()).toContain(pointer);
      expect(JSON.stringify(said)).not.toMatch(/91210102|2101031967|示例公司|at \w+ \(/);
      expect(await countLicences()).toBe(before);
    },
  );

  it('says it in Chinese where asked', async () => {
    const response = await fetch(`${service.urlOf('liaoning')}/v1/nothing-here`, {
      headers: { 'accept-language': 'zh-CN' },
    });
    expect(response.status).toBe(404);
    expect(((await response.json()) as ProblemDocument).title).toMatch(/[\u4e00-\u9fff]/);
  });
});
