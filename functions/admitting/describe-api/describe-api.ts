import * as z from 'zod';
import { type CreateDocumentOptions, createDocument } from 'zod-openapi';
import { operations } from '../../../shared/api/operations.ts';
import { type Route, routes } from '../../../shared/api/routes.ts';
import type { JsonObject } from '../../../shared/formats/strict-json.ts';
import { addFieldTexts } from './add-field-texts.ts';
import { headers, introduction, parameters, securitySchemes, tagList } from './parts.ts';
import { refusalsOf } from './refusals-of.ts';
import { toOperation } from './to-operation.ts';
import { toProblemExample } from './to-responses.ts';

export interface ApiDescription {
  /** The province's public address. */
  readonly provinceUrl: string;
  readonly version: string;
}

type Override = NonNullable<CreateDocumentOptions['override']>;

/**
 * What goes over the wire is what a reader is given, not what it makes of it; and answers may gain
 * fields, whatever they have now.
 */
const asOnTheWire: Override = ({ jsonSchema, zodSchema, io }) => {
  if (io === 'output' && zodSchema._zod.def.type === 'pipe') {
    const { $schema: _, ...wire } = z.toJSONSchema(zodSchema, {
      io: 'input',
      unrepresentable: 'any',
    });
    Object.assign(jsonSchema, wire);
  }
  if (io === 'output' && jsonSchema.additionalProperties === false) {
    delete jsonSchema.additionalProperties;
  }
  if (jsonSchema.type === 'string' && typeof jsonSchema.default === 'number') {
    jsonSchema.default = String(jsonSchema.default);
  }
};

/** Every route of the table that is described; a test demands that all are. */
const described = (routes as readonly Route[]).flatMap((route) => {
  const operation = operations[`${route.method} ${route.path}`];
  return operation === undefined ? [] : [{ route, operation }];
});

function toPaths() {
  const paths: Record<string, Record<string, ReturnType<typeof toOperation>>> = {};
  for (const { route, operation } of described) {
    const method = route.method.toLowerCase();
    paths[route.path] = { ...paths[route.path], [method]: toOperation(route, operation) };
  }
  return paths;
}

/** The refusals that some route gives, each once. */
function toExamples() {
  const codes = described.flatMap(({ route, operation }) => refusalsOf(route, operation));
  return Object.fromEntries([...new Set(codes)].map((code) => [code, toProblemExample(code)]));
}

/** Whatever JSON can say has a name of its own; the library numbers it, once for requests, once for answers. */
function nameJsonValue(document: string): string {
  return document.replaceAll(/__schema[0-9]+/g, 'JsonValue');
}

/**
 * The API as an OpenAPI 3.1 document, made from the table of routes, their descriptions and the same
 * schemas that read and write the bodies.
 */
export function describeApi({ provinceUrl, version }: ApiDescription): JsonObject {
  const document = createDocument(
    {
      openapi: '3.1.0',
      info: {
        title: 'Yinzheng 印证',
        version,
        description: introduction,
        license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
      },
      servers: [{ url: provinceUrl }],
      tags: tagList,
      paths: toPaths(),
      components: { headers, parameters, securitySchemes, examples: toExamples() },
    },
    { override: asOnTheWire },
  );
  return addFieldTexts(JSON.parse(nameJsonValue(JSON.stringify(document))) as JsonObject);
}
