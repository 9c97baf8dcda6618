import { type FieldText, fieldTexts, finerTexts } from '../../../shared/api/field-texts.ts';

type Node = Record<string, unknown>;

const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Members that hold samples of data and not the form of data. */
const sampleMembers = new Set(['example', 'examples', 'default', 'const', 'enum']);

function setFormat(schema: unknown, { format }: FieldText): void {
  if (format !== undefined && isNode(schema) && schema['type'] === 'string') {
    schema['format'] ??= format;
  }
}

function describe(field: Node, text: FieldText | undefined, schema: unknown): void {
  if (text === undefined || '$ref' in field || 'description' in field) return;
  field['description'] = text.description;
  setFormat(schema, text);
}

/**
 * What is written for a field, for as much of its path as is written about: `[Schema, outer, name]` is looked up
 * whole, then by ever shorter ends, then by schema and name, then by its name.
 */
function textOf(path: readonly string[]): FieldText | undefined {
  const name = path.at(-1) ?? '';
  const ends = path.slice(0, -1).map((_, from) => path.slice(from).join('.'));
  const written = [...ends, `${path[0]}.${name}`].find((key) => key in finerTexts);
  return written === undefined ? fieldTexts[name] : finerTexts[written];
}

function describeFields(properties: unknown, path: readonly string[]): void {
  if (!isNode(properties)) return;
  for (const [name, field] of Object.entries(properties)) {
    if (isNode(field)) describe(field, textOf([...path, name]), field);
    walk(field, [...path, name]);
  }
}

function walk(node: unknown, path: readonly string[]): void {
  if (Array.isArray(node)) for (const member of node) walk(member, path);
  if (!isNode(node)) return;
  describeFields(node['properties'], path);
  for (const [name, member] of Object.entries(node)) {
    if (name !== 'properties' && !sampleMembers.has(name)) walk(member, path);
  }
}

function describeParameters(path: string, operation: unknown): void {
  const parameters = isNode(operation) ? operation['parameters'] : undefined;
  for (const parameter of Array.isArray(parameters) ? parameters.filter(isNode) : []) {
    const name = String(parameter['name']);
    describe(parameter, finerTexts[`${path}?${name}`] ?? fieldTexts[name], parameter['schema']);
  }
}

/** The document with words for every field and parameter that has none yet; it changes what it is given. */
export function addFieldTexts<Document extends object>(document: Document): Document {
  const { paths = {}, components = {} } = document as {
    paths?: Record<string, Node>;
    components?: { schemas?: Record<string, unknown> };
  };
  for (const [name, schema] of Object.entries(components.schemas ?? {})) walk(schema, [name]);
  for (const [path, operations] of Object.entries(paths)) {
    for (const operation of Object.values(operations)) describeParameters(path, operation);
  }
  return document;
}
