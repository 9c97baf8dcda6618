import { isJsonObject, type JsonValue } from './strict-json.ts';

/**
 * JSON with members in order of their names and no blanks, so that two spellings of one thing are the
 * same text. For digests; what cannot stand in JSON is refused by whoever read it before.
 */
export function toCanonicalJson(value: JsonValue): string {
  if (Array.isArray(value)) return `[${value.map(toCanonicalJson).join()}]`;
  if (!isJsonObject(value)) return JSON.stringify(value);
  let members = '';
  for (const name of Object.keys(value).sort()) {
    const comma = members === '' ? '' : ',';
    members += `${comma}${JSON.stringify(name)}:${toCanonicalJson(value[name] as JsonValue)}`;
  }
  return `{${members}}`;
}
