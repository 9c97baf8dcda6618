import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { finerTexts } from '../../shared/api/field-texts.ts';
import type { Operation } from '../../shared/api/operation.ts';
import { operations } from '../../shared/api/operations.ts';
import { type Route, routes } from '../../shared/api/routes.ts';
import {
  type VerificationAnswer,
  verificationRequest,
} from '../../shared/api/verification-schema.ts';
import { readVerificationBody } from '../../shared/api/verifications.ts';
import { serviceVersion } from '../../shared/config/service-version.ts';
import { catalogue } from '../../shared/problem/catalogue.ts';
import { checkNames } from '../../shared/verify/verdict.ts';
import type { Verification } from '../../shared/verify/verification.ts';
import {
  type DocumentedAnswer,
  type DocumentedContent,
  listOperations,
  makeApiDocument,
  makeChecker,
  type Part,
} from '../build/api-document.ts';

/** As the verifier gives it: nothing to be changed. */
type AsRead<T> = T extends object ? { readonly [Name in keyof T]: AsRead<T[Name]> } : T;

const document = makeApiDocument();
const listed = listOperations(document);
const keysOfRoutes = (routes as readonly Route[]).map(({ method, path }) => `${method} ${path}`);
const sorted = (names: Iterable<string>) => [...names].sort();

/** Everything that is sent or answered, with where it stands. */
function listContents(): readonly (readonly [string, DocumentedContent])[] {
  return listed.flatMap(({ key, operation }) => {
    const answers = Object.entries(operation.responses) as [string, DocumentedAnswer][];
    const found: [string, DocumentedContent][] = [];
    for (const [type, content] of Object.entries(operation.requestBody?.content ?? {})) {
      found.push([`${key} takes ${type}`, content]);
    }
    for (const [status, { content = {} }] of answers) {
      for (const [type, one] of Object.entries(content))
        found.push([`${key} ${status} ${type}`, one]);
    }
    return found;
  });
}

/** Every property of every schema that has no words. */
function listWordless(node: unknown, where: string): readonly string[] {
  if (typeof node !== 'object' || node === null) return [];
  return Object.entries(node).flatMap(([name, member]) => {
    if (name === 'example' || name === 'examples') return [];
    const fields = name === 'properties' ? Object.entries(member as Record<string, Part>) : [];
    const wordless = fields
      .filter(([, field]) => !('description' in field) && !('$ref' in field))
      .map(([field]) => `${where}.${field}`);
    return [...wordless, ...listWordless(member, where)];
  });
}

describe('the API document', () => {
  it('tells every route of the table, and nothing else', () => {
    expect(sorted(listed.map(({ key }) => key))).toEqual(sorted(keysOfRoutes));
    expect(sorted(Object.keys(operations))).toEqual(sorted(keysOfRoutes));
  });

  it('names each operation once', () => {
    const ids = listed.map(({ operation }) => operation.operationId);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('asks for the rights that the table asks for', () => {
    for (const route of routes as readonly Route[]) {
      const { operation } = listed.find((one) => one.key === `${route.method} ${route.path}`) ?? {};
      const ways = operation?.security.map((way) => way['dpop']?.[0] ?? Object.keys(way)[0]);
      const wanted = route.access === 'holder' ? ['holder'] : route.access;
      expect(ways, route.path).toEqual(wanted === 'public' ? [] : wanted);
    }
  });

  it('asks for a key and a body on everything that writes, and on nothing else', () => {
    for (const { key, operation } of listed) {
      const asks = /^POST \/v1\/(?:verifications|receipts|licence-searches)/.test(key);
      const writes = /^(POST|PUT) \/v1\//.test(key) && !asks;
      const named = JSON.stringify(operation.parameters ?? []);
      expect(named.includes('parameters/Idempotency-Key'), key).toBe(writes);
      expect(operation.requestBody !== undefined, key).toBe(/^(POST|PUT) /.test(key));
    }
  });

  it('says everything in English and in Chinese', () => {
    const chinese = /[\u4e00-\u9fff]/;
    for (const { key, operation } of listed) {
      expect(operation.summary, key).toMatch(/^[\x20-\x7e]+$/);
      expect(operation.description, key).toMatch(chinese);
    }
  });

  it('has words for every field and parameter', () => {
    const fields = Object.entries(document.components.schemas).flatMap(([name, schema]) =>
      listWordless(schema, name),
    );
    const parameters = listed.flatMap(({ key, operation }) =>
      (operation.parameters ?? [])
        .filter((one) => !('$ref' in one) && !one['description'])
        .map((one) => `${key} ${String(one['name'])}`),
    );
    expect([...fields, ...parameters], 'say it in shared/api/field-texts.ts').toEqual([]);
  });

  it.each([
    ['VerificationBatch items problem type', /^Address of the page/],
    ['VerificationBatch items verification licence type', /^Licence type code/],
    ['VerificationBatch items verification proofs number', /^Number of the list/],
    ['NewDepartment code', /^Department code/],
    ['LicenceApplication holders code', /^Code of the identity/],
    ['NewWebhook types', /^Types of events/],
  ])('says of %s what it means in that place', (place, words) => {
    const [schema = '', ...path] = place.split(' ');
    let field: Form | undefined = document.components.schemas[schema] as Form | undefined;
    for (const name of path) field = membersOf(field ?? {})[name];
    expect(field?.description).toMatch(words);
  });

  it('has no words for a place that there is not', () => {
    const text = JSON.stringify(document);
    const unused = Object.entries(finerTexts).filter(
      ([, { description }]) => !text.includes(JSON.stringify(description)),
    );
    expect(unused.map(([place]) => place)).toEqual([]);
  });

  it('gives for everything sent or answered an example that fits its schema', () => {
    const check = makeChecker(document, { isClosed: true });
    const contents = listContents();
    const wrong = contents.flatMap(([where, { schema, example, examples }]) => {
      const values = Object.values(examples ?? {}).map(({ $ref }) => {
        const name = String($ref).split('/').at(-1) ?? '';
        return document.components.examples[name]?.['value'];
      });
      return [...(example === undefined ? [] : [example]), ...values].flatMap((value) =>
        check(schema, value).map((fault) => `${where}: ${fault}`),
      );
    });
    expect(wrong).toEqual([]);
    expect(contents.filter(([, one]) => !one.example && !one.examples)).toEqual([]);
    expect(contents.length).toBeGreaterThan(200);
  });

  it('gives examples of requests that the readers of our own schemas take', () => {
    const bodies = Object.entries<Operation>(operations).flatMap(([key, { body }]) =>
      body === undefined ? [] : [[key, body.schema.safeParse(body.example)] as const],
    );
    expect(bodies.filter(([, result]) => !result.success).map(([key]) => key)).toEqual([]);
    expect(bodies.length).toBeGreaterThan(10);
  });

  it('gives each refusal the status and the title of the catalogue', () => {
    for (const [code, example] of Object.entries(document.components.examples)) {
      const { status, en } = catalogue[code as keyof typeof catalogue];
      expect(example['value']).toMatchObject({ status, title: en });
    }
  });

  it('leaves no schema without a name of its own', () => {
    expect(
      Object.keys(document.components.schemas).filter((name) => /^_|Output$/.test(name)),
    ).toEqual([]);
  });
});

describe('the schema beside the hand-written reader of verifications', () => {
  const good = { credential: 'a.b.c~' };
  const samples: readonly unknown[] = [
    good,
    { ...good, at: '2026-11-22T01:02:03Z' },
    { ...good, at: '2026-11-22T01:02:03.000+08:00' },
    { ...good, at: '2026-02-30T01:02:03Z' },
    { ...good, at: '1969-12-31T23:59:59Z' },
    { ...good, at: '2026-11-22' },
    { ...good, at: 1 },
    { ...good, at: null },
    { ...good, more: 1 },
    { printedCode: 'YZ1' },
    { printedCode: 'YZ1', at: '2026-11-22T01:02:03Z' },
    { ...good, printedCode: 'YZ1' },
    { printedCode: '' },
    { document: { content: 'YQ==' } },
    { document: { upload: 'upload-1' }, at: '2026-11-22T01:02:03Z' },
    { document: { content: 'YQ==', upload: 'upload-1' } },
    { document: {} },
    { document: 'YQ==' },
    { ...good, document: { content: 'YQ==' } },
    { printedCode: 1 },
    { credential: '' },
    { credential: 1 },
    {},
    [],
    null,
    'a.b.c~',
  ];

  it.each(samples.map((value) => [value]))('takes and refuses the same: %j', (value) => {
    const takes = (() => {
      try {
        readVerificationBody(value);
        return true;
      } catch {
        return false;
      }
    })();
    expect(verificationRequest.safeParse(value).success).toBe(takes);
  });

  it('knows all questions, and no answer that the verifier cannot give', () => {
    const answers = (told: Verification): AsRead<VerificationAnswer> => told;
    const text = JSON.stringify(document.components.schemas['Verification']);
    for (const name of checkNames) expect(text).toContain(`"${name}"`);
    expect(answers).toBeTypeOf('function');
  });
});

it('calls the service what its package is called', () => {
  const { name, version } = JSON.parse(readFileSync('package.json', 'utf8')) as Record<
    string,
    string
  >;
  expect(serviceVersion).toEqual({ name, version });
});

it('is the same every time that it is made', () => {
  expect(JSON.stringify(makeApiDocument())).toBe(JSON.stringify(document));
});

interface Form {
  readonly description?: string;
  readonly properties?: Readonly<Record<string, Form>>;
  readonly items?: Form;
  readonly anyOf?: readonly Form[];
}

/** Properties of an object, of the members of a list, or of whichever forms it may have. */
function membersOf({ properties, items, anyOf = [] }: Form): Readonly<Record<string, Form>> {
  const ofItems = items === undefined ? {} : membersOf(items);
  return Object.assign({}, ofItems, properties, ...anyOf.map(membersOf));
}
