import { randomUUID } from 'node:crypto';
import type { ServiceSession } from '../../cli/service-client.ts';
import {
  type ApiDocument,
  type DocumentedAnswer,
  type DocumentedContent,
  type DocumentedOperation,
  listOperations,
  makeChecker,
} from './api-document.ts';

/** One request, and what it is meant to show. */
export interface Asked {
  /** `METHOD /path`, as in the document. */
  readonly route: string;
  /** Replaces the parameters of the path, in their order. */
  readonly path?: readonly string[];
  readonly query?: string;
  readonly as?: Pick<ServiceSession, 'authorise'>;
  /** JSON, or text as it is. */
  readonly body?: unknown;
  readonly form?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
  /** One of its own unless told; none where it is empty. */
  readonly key?: string;
  /** The status, or one of several. */
  readonly expect: number | readonly number[];
}

export interface Witnessed {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** The body as JSON; an empty object where it is not. */
  readonly body: Readonly<Record<string, unknown>>;
}

/** Headers that the document tells where they come. */
const told = [
  'retry-after',
  'location',
  'etag',
  'idempotent-replayed',
  'dpop-nonce',
  'www-authenticate',
];

const typeOf = (text: string | null) => text?.toLowerCase().replace(/\s/g, '') ?? '';

function findContent({ content = {} }: DocumentedAnswer, type: string) {
  return Object.entries(content).find(([name]) => typeOf(name) === type)?.[1];
}

function toBody({ body, form }: Asked) {
  if (form !== undefined) return { body: new URLSearchParams(form) };
  if (body === undefined) return {};
  return { body: typeof body === 'string' ? body : JSON.stringify(body) };
}

function headerFaults(documented: DocumentedAnswer, headers: Headers): readonly string[] {
  const names = Object.keys(documented.headers ?? {}).map((name) => name.toLowerCase());
  const untold = told.filter((name) => headers.has(name) && !names.includes(name));
  const missing = headers.get('request-id') ? [] : ['no Request-Id'];
  return [...untold.map((name) => `header ${name}`), ...missing];
}

/** A refusal is one of those that the document names for its status. */
function problemFaults(
  type: string,
  { examples = {} }: DocumentedContent,
  body: Witnessed['body'],
) {
  const code = String(body['type']).split('/').at(-1) ?? '';
  return type !== 'application/problem+json' || code in examples ? [] : [`problem ${code}`];
}

/** Sends requests to a running service, and holds every answer against the document that it serves. */
export function makeWitness(url: string, document: ApiDocument) {
  const operations = new Map(listOperations(document).map((one) => [one.key, one.operation]));
  const check = makeChecker(document, { isClosed: true });
  const seen = new Map<string, Set<number>>();
  const faults: string[] = [];

  const headersOf = async (asked: Asked, method: string, path: string) => ({
    ...(await asked.as?.authorise(method, path.split('?')[0] ?? '')),
    ...(asked.body === undefined ? {} : { 'content-type': 'application/json' }),
    ...(asked.key === '' || asked.body === undefined
      ? {}
      : { 'idempotency-key': asked.key ?? randomUUID() }),
    ...asked.headers,
  });

  const contentFaults = (documented: DocumentedAnswer, answer: Witnessed): readonly string[] => {
    const { headers, text, body } = answer;
    const type = typeOf(headers.get('content-type'));
    const content = findContent(documented, type);
    if (content !== undefined) {
      const value = type.endsWith('json') ? body : text;
      return [...check(content.schema, value), ...problemFaults(type, content, body)];
    }
    const isBare = text === '' && documented.content === undefined;
    return isBare ? [] : [`content type ${type}`];
  };

  /** What an answer has that the document does not tell of it. */
  const differences = (operation: DocumentedOperation, answer: Witnessed): readonly string[] => {
    const documented = operation.responses[String(answer.status)];
    if (documented === undefined) return [`not documented: ${answer.status} ${answer.text}`];
    return [...headerFaults(documented, answer.headers), ...contentFaults(documented, answer)];
  };

  /** What was sent has to be as the document says, where it was good enough to be done. */
  const misfits = (operation: DocumentedOperation, asked: Asked): readonly string[] => {
    const [content] = Object.values(operation.requestBody?.content ?? {});
    if (Number(asked.expect) >= 300 || content === undefined) return [];
    const sent = asked.form ?? asked.body;
    return check(content.schema, sent).map((fault) => `request: ${fault}`);
  };

  return {
    /** Operations and the statuses that they were seen to give. */
    seen,
    faults,
    async ask(asked: Asked): Promise<Witnessed> {
      const [method = '', pattern = ''] = asked.route.split(' ');
      const given = [...(asked.path ?? [])];
      const path =
        pattern.replace(/\{\w+\}/g, () => given.shift() ?? 'unknown') + (asked.query ?? '');
      const response = await fetch(`${url}${path}`, {
        ...{ method, ...toBody(asked) },
        headers: await headersOf(asked, method, path),
      });
      const { status, headers } = response;
      const text = await response.text();
      const isJson = /json$/.test(typeOf(headers.get('content-type')));
      const answer = { status, headers, text, body: isJson ? JSON.parse(text) : {} } as Witnessed;
      const operation = operations.get(asked.route);
      if (operation === undefined) throw new Error(`no operation ${asked.route}`);
      const found = [...differences(operation, answer), ...misfits(operation, asked)];
      if (![asked.expect].flat().includes(status))
        found.push(`${status} instead of ${asked.expect}: ${text}`);
      faults.push(...found.map((one) => `${asked.route} ${asked.expect}: ${one}`));
      seen.set(asked.route, (seen.get(asked.route) ?? new Set()).add(status));
      return answer;
    },
  };
}

export type Witness = ReturnType<typeof makeWitness>;
