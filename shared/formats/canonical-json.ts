import { isJsonObject, type JsonValue } from './strict-json.ts';

/**
 * JSON with members in order of their names and no blanks, so that two spellings of one thing are the
 * same text. For digests; what cannot stand in JSON is refused by whoever read it before.
 */
export function toCanonicalJson(value: JsonValue): string {
  if (Array.isArray(value)) return `[${value.map(toCanonicalJson).join()}]`;
  if (!isJsonObject(value)) return JSON.stringify(value);
  const members = Object.keys(value)
    .sort()
    .map((name) => `${JSON.stringify(name)}:${toCanonicalJson(value[name] as JsonValue)}`);
  return `{${members.join()}}`;
}
