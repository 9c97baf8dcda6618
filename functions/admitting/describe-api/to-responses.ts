import type {
  ZodOpenApiMediaTypeObject,
  ZodOpenApiResponseObject,
  ZodOpenApiResponsesObject,
} from 'zod-openapi';
import { problemDocument } from '../../../shared/api/about-service.ts';
import { type Answer, type Content, named, type Operation } from '../../../shared/api/operation.ts';
import type { Route } from '../../../shared/api/routes.ts';
import { catalogue, type ProblemCode } from '../../../shared/problem/catalogue.ts';
import type { NamedHeader } from './parts.ts';
import { refusalsOf } from './refusals-of.ts';

const problemSchema = named('Problem', problemDocument);

/** Headers of a refusal beside those of all refusals. */
const refusalHeaders: Readonly<Partial<Record<number, readonly NamedHeader[]>>> = {
  401: ['WWW-Authenticate'],
  409: ['Retry-After'],
  429: ['Retry-After', 'RateLimit', 'RateLimit-Policy'],
  503: ['Retry-After'],
};

const toHeaders = (names: readonly NamedHeader[]) =>
  Object.fromEntries(
    names.map((name) => [name, { $ref: `#/components/headers/${name}` as const }]),
  );

const toMedia = ({ schema, example }: Content): ZodOpenApiMediaTypeObject => ({ schema, example });

/** Media types with their forms, as requests and answers name them. */
export function toContent(...contents: readonly (Content | undefined)[]) {
  const entries = contents.flatMap((one) =>
    one === undefined ? [] : [[one.mediaType ?? 'application/json', toMedia(one)] as const],
  );
  return Object.fromEntries(entries);
}

/** Every caller with a token gets the nonce for its next proof. */
const toCallers = ({ access }: Route): readonly NamedHeader[] =>
  access === 'public' ? [] : ['DPoP-Nonce'];

function toAnswer(answer: Answer, route: Route, operation: Operation): ZodOpenApiResponseObject {
  const { description, content, otherwise, headers = [] } = answer;
  const names: readonly NamedHeader[] = [
    'Request-Id',
    ...headers,
    ...(operation.keyed ? (['Idempotent-Replayed'] as const) : []),
    ...toCallers(route),
    ...(operation.tag === 'public files' ? [] : (['RateLimit', 'RateLimit-Policy'] as const)),
  ];
  return {
    description,
    headers: toHeaders(names),
    ...(content === undefined ? {} : { content: toContent(content, otherwise) }),
  };
}

/** A refusal as a problem document says it. */
export function toProblemExample(code: ProblemCode) {
  const { status, en, zh } = catalogue[code];
  const errors = [{ pointer: '/seal', code: 'required' }];
  return {
    summary: zh,
    value: {
      type: `https://yinzheng.liaoning.example/problems/${code}`,
      title: en,
      status,
      ...(code === 'request-invalid' ? { reason: 'body-invalid', errors } : {}),
    },
  };
}

function toRefusal(
  route: Route,
  status: number,
  codes: readonly ProblemCode[],
): ZodOpenApiResponseObject {
  const words = codes.map((code) => `\`${code}\` ${catalogue[code].en} ${catalogue[code].zh}`);
  const names: readonly NamedHeader[] = [
    'Request-Id',
    'Content-Language',
    ...toCallers(route),
    ...(refusalHeaders[status] ?? []),
  ];
  return {
    description: words.join('; '),
    headers: toHeaders(names),
    content: {
      'application/problem+json': {
        schema: problemSchema,
        examples: Object.fromEntries(
          codes.map((code) => [code, { $ref: `#/components/examples/${code}` as const }]),
        ),
      },
    },
  };
}

function byStatus(codes: readonly ProblemCode[]): ReadonlyMap<number, readonly ProblemCode[]> {
  const groups = new Map<number, ProblemCode[]>();
  for (const code of codes) {
    const { status } = catalogue[code];
    groups.set(status, [...(groups.get(status) ?? []), code]);
  }
  return groups;
}

/** Everything that a route can answer: what it is for, and its refusals by status. */
export function toResponses(route: Route, operation: Operation): ZodOpenApiResponsesObject {
  const answers = Object.entries(operation.answers).map(
    ([status, answer]) => [status, toAnswer(answer, route, operation)] as const,
  );
  const refusals = [...byStatus(refusalsOf(route, operation))].map(
    ([status, codes]) => [String(status), toRefusal(route, status, codes)] as const,
  );
  return Object.fromEntries([...answers, ...refusals]) as ZodOpenApiResponsesObject;
}
