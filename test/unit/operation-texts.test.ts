import { createPublicKey, type JsonWebKey } from 'node:crypto';
import { expect, it } from 'vitest';
import type { Operation } from '../../shared/api/operation.ts';
import { operations } from '../../shared/api/operations.ts';
import { toParagraphs } from '../../web/developers/operation-texts.ts';

const all = Object.entries<Operation>(operations);
const count = (text: string, letter: RegExp) => text.match(letter)?.length ?? 0;
const isChinese = (text: string) =>
  count(text, /\p{Script=Han}/gu) * 3 > count(text, /[A-Za-z]/g) || text.includes('。');

it('shows an English reader every paragraph in English, also where a Chinese term stands in it', () => {
  for (const [key, operation] of all) {
    const wanted = operation.description.split('\n\n').filter((text) => !isChinese(text));
    expect(toParagraphs(operation, 'en'), key).toEqual(wanted);
  }
  const told = (key: string) => toParagraphs(operations[key] as Operation, 'en').join(' ');
  expect(told('POST /v1/bulk-issues')).toContain('Upload the file before');
  expect(told('POST /oauth/token')).toContain('With `grant_type` token exchange');
});

it('says in one paragraph one language', () => {
  const mixed = all.flatMap(([key, { description }]) =>
    description
      .split('\n\n')
      .filter((text) => /。[^\p{Script=Han}]*[a-z]{3} [a-z]{3}/u.test(text))
      .map(() => key),
  );
  expect(mixed).toEqual([]);
});

/** Public keys wherever they stand in an example. */
function listKeys(node: unknown): readonly JsonWebKey[] {
  if (typeof node !== 'object' || node === null) return [];
  const own = 'kty' in node ? [node as JsonWebKey] : [];
  return [...own, ...Object.values(node).flatMap(listKeys)];
}

it('gives as public keys in examples points of the curve, which registering takes', () => {
  const keys = all.flatMap(([, { body }]) => listKeys(body?.example));
  expect(keys.length).toBeGreaterThan(1);
  for (const key of keys) expect(() => createPublicKey({ key, format: 'jwk' })).not.toThrow();
});
