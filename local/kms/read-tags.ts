import { KmsError } from './kms-error.ts';
import { type RequestBody, readOptionalText, readText } from './read-member.ts';

/** Tags by key, in the order they came. */
export type Tags = Readonly<Record<string, string>>;

const maxTags = 50;

function readTag(tag: unknown): readonly [string, string] {
  if (typeof tag !== 'object' || tag === null)
    throw new KmsError('SerializationException', 'A tag is not an object');
  const key = readText(tag as RequestBody, 'TagKey');
  const value = readOptionalText(tag as RequestBody, 'TagValue', 256);
  if (key.length > 128)
    throw new KmsError('TagException', 'A tag key is longer than 128 characters');
  if (key.startsWith('aws:'))
    throw new KmsError('TagException', 'Tag keys that begin with aws: are reserved');
  return [key, value];
}

/** Reads the list form `[{TagKey, TagValue}]`; a key stands in it once. */
export function readTags(body: RequestBody): Tags {
  const list = body['Tags'] ?? [];
  if (!Array.isArray(list)) throw new KmsError('SerializationException', 'Tags is not a list');
  const tags = list.map(readTag);
  if (new Set(tags.map(([key]) => key)).size !== tags.length) {
    throw new KmsError('TagException', 'Duplicate tag keys');
  }
  return Object.fromEntries(tags);
}

/** Joins new tags to those a key has; newer values win. */
export function mergeTags(old: Tags, added: Tags): Tags {
  const merged = { ...old, ...added };
  if (Object.keys(merged).length > maxTags) throw new KmsError('TagException', 'Too many tags');
  return merged;
}
