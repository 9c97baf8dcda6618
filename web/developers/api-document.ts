/** JSON Schema, as far as the page shows it. */
export interface Schema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly format?: string;
  readonly pattern?: string;
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly description?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly allOf?: readonly Schema[];
}

export interface Media {
  readonly schema?: Schema;
  readonly example?: unknown;
  readonly examples?: Readonly<Record<string, unknown>>;
}

type Contents = Readonly<Record<string, Media>>;

export interface Parameter {
  readonly name: string;
  readonly in: string;
  readonly required?: boolean;
  readonly description?: string;
  readonly schema?: Schema;
}

interface Answer {
  readonly description: string;
  readonly content?: Contents;
}

interface DocumentedOperation {
  readonly operationId: string;
  readonly tags: readonly string[];
  readonly summary: string;
  readonly description: string;
  readonly security: readonly Readonly<Record<string, readonly string[]>>[];
  readonly parameters?: readonly (Parameter | { readonly $ref: string })[];
  readonly requestBody?: { readonly content: Contents };
  readonly responses: Readonly<Record<string, Answer>>;
}

/** What of OpenAPI the page reads. */
export interface ApiDocument {
  readonly info: { readonly version: string; readonly description: string };
  readonly servers: readonly { readonly url: string }[];
  readonly tags: readonly { readonly name: string; readonly description: string }[];
  readonly paths: Readonly<Record<string, Readonly<Record<string, DocumentedOperation>>>>;
  readonly components: {
    readonly schemas: Readonly<Record<string, Schema>>;
    readonly parameters: Readonly<Record<string, Parameter>>;
  };
}

/** One operation as the page shows it. */
export interface ApiOperation {
  readonly id: string;
  readonly method: string;
  readonly path: string;
  readonly tag: string;
  readonly summary: string;
  readonly description: string;
  /** Of which a caller needs one; none where it is open to all, `holder` where a holder signs in. */
  readonly scopes: readonly string[] | 'holder';
  readonly parameters: readonly Parameter[];
  readonly body?: Contents;
  readonly answers: readonly (readonly [status: string, answer: Answer])[];
  readonly refusals: readonly Refusal[];
}

/** A problem code, and with which status it comes. */
export interface Refusal {
  readonly code: string;
  readonly status: string;
}

/** @throws Error when it cannot be had */
export async function fetchApiDocument(): Promise<ApiDocument> {
  const response = await fetch('/openapi.json', { credentials: 'omit', redirect: 'error' });
  if (!response.ok) throw new Error('no document');
  return (await response.json()) as ApiDocument;
}

export function listOperations(document: ApiDocument): readonly ApiOperation[] {
  return Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) =>
      toOperation(document, { method: method.toUpperCase(), path, operation }),
    ),
  );
}

interface Place {
  readonly method: string;
  readonly path: string;
  readonly operation: DocumentedOperation;
}

function toOperation(document: ApiDocument, { method, path, operation }: Place): ApiOperation {
  const { operationId: id, tags, summary, description, requestBody, responses } = operation;
  const entries = Object.entries(responses);
  return {
    ...{ id, method, path, summary, description, tag: tags[0] ?? '' },
    scopes: toScopes(operation),
    parameters: (operation.parameters ?? []).flatMap((one) => findParameter(document, one)),
    ...(requestBody === undefined ? {} : { body: requestBody.content }),
    answers: entries.filter(([, answer]) => !isRefusal(answer)),
    refusals: entries.flatMap(toRefusals),
  };
}

const problemType = 'application/problem+json';
const isRefusal = ({ content }: Answer) => content?.[problemType] !== undefined;

function toRefusals([status, { content }]: readonly [string, Answer]): readonly Refusal[] {
  const codes = Object.keys(content?.[problemType]?.examples ?? {});
  return codes.map((code) => ({ code, status }));
}

function toScopes({ security }: DocumentedOperation): ApiOperation['scopes'] {
  if (security.some((one) => 'holder' in one)) return 'holder';
  return security.flatMap((one) => Object.values(one).flat());
}

function findParameter(
  { components }: ApiDocument,
  parameter: Parameter | { readonly $ref: string },
): readonly Parameter[] {
  if (!('$ref' in parameter)) return [parameter];
  const found = components.parameters[parameter.$ref.split('/').at(-1) ?? ''];
  return found === undefined ? [] : [found];
}

/** Does an operation fit what somebody looks for, word by word? */
export function isSought(operation: ApiOperation, sought: string): boolean {
  const { id, method, path, tag, summary, description, scopes, refusals } = operation;
  const codes = refusals.map(({ code }) => code);
  const all = [id, method, path, tag, summary, description, scopes, codes].flat().join(' ');
  const words = sought.toLowerCase().split(/\s+/).filter(Boolean);
  return words.every((word) => all.toLowerCase().includes(word));
}
