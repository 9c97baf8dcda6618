import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import { describeApi } from '../../functions/admitting/describe-api/describe-api.ts';

/** A schema, or anything else of the document, as plain JSON. */
export type Part = Readonly<Record<string, unknown>>;

export interface DocumentedAnswer {
  readonly description: string;
  readonly headers?: Readonly<Record<string, Part>>;
  readonly content?: Readonly<Record<string, DocumentedContent>>;
}

export interface DocumentedContent {
  readonly schema: Part;
  readonly example?: unknown;
  readonly examples?: Readonly<Record<string, Part>>;
}

export interface DocumentedOperation {
  readonly operationId: string;
  readonly summary: string;
  readonly description: string;
  readonly security: readonly Readonly<Record<string, readonly string[]>>[];
  readonly parameters?: readonly Part[];
  readonly requestBody?: { readonly content: Readonly<Record<string, DocumentedContent>> };
  readonly responses: Readonly<Record<string, DocumentedAnswer>>;
}

export interface ApiDocument {
  readonly openapi: string;
  readonly paths: Readonly<Record<string, Readonly<Record<string, DocumentedOperation>>>>;
  readonly components: Readonly<
    Record<'schemas' | 'examples' | 'headers' | 'parameters', Record<string, Part>>
  >;
}

/** The document as it is served, of a province that is nowhere. */
export function makeApiDocument(provinceUrl = 'https://yinzheng.liaoning.example'): ApiDocument {
  return describeApi({ provinceUrl, version: '0.0.0' }) as unknown as ApiDocument;
}

/** Every operation with its route's key, `METHOD /path`. */
export function listOperations(document: ApiDocument) {
  return Object.entries(document.paths).flatMap(([path, operations]) =>
    Object.entries(operations).map(([method, operation]) => ({
      key: `${method.toUpperCase()} ${path}`,
      path,
      operation,
    })),
  );
}

/** Takes what the document says word for word: no field that it does not name. */
function close(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(close);
  if (typeof node !== 'object' || node === null) return node;
  const closed = Object.fromEntries(Object.entries(node).map(([name, one]) => [name, close(one)]));
  const isObject = 'properties' in closed && !('additionalProperties' in closed);
  return isObject ? { ...closed, additionalProperties: false } : closed;
}

const day = /^[0-9]{4}-[0-9]{2}-[0-9]{2}$/;

/** Says of a value whether it fits a schema of the document, and why not. */
export function makeChecker(document: ApiDocument, { isClosed = false } = {}) {
  // most schemas check a few values: to optimise their code takes longer than to run it
  const ajv = new Ajv2020({ strict: false, allErrors: true, code: { optimize: false } });
  ajv.addFormat('date', day);
  ajv.addFormat(
    'date-time',
    (text) => !Number.isNaN(Date.parse(text)) && /T.*(Z|[+-]..:..)$/.test(text),
  );
  ajv.addFormat('uri', (text) => URL.canParse(text));
  // each named schema is a schema of its own, so that it is compiled once for all that refer to it
  const toText = (schema: Part) =>
    JSON.stringify(isClosed ? close(schema) : schema).replaceAll(
      '"#/components/schemas/',
      '"/schemas/',
    );
  for (const [name, schema] of Object.entries(document.components.schemas)) {
    ajv.addSchema(JSON.parse(toText(schema)) as object, `/schemas/${name}`);
  }
  const known = new Map<string, ValidateFunction>();
  return (schema: Part, value: unknown): readonly string[] => {
    const text = toText(schema);
    const validate = known.get(text) ?? ajv.compile(JSON.parse(text) as object);
    known.set(text, validate);
    if (validate(value)) return [];
    return (validate.errors ?? []).map((one) => `${one.instancePath} ${one.message}`);
  };
}
