import { expect, it } from 'vitest';
import { readRevocationList } from '../../shared/formats/certificate-revocation-list.ts';
import { der, extension, name, noon, sequence, time } from '../build/certificate-forge.ts';
import { forgeList, type ListForgery, listEntry, listNumber } from '../build/revocation-lists.ts';

const serial = [0x40, 1];
const authorityKey = (value: Uint8Array) => extension('2.5.29.35', value);
const withEntry = (...more: readonly Uint8Array[]) => ({ revoked: listEntry(serial, ...more) });

it('a revocation list gives what stands in it (RFC 5280 section 5.1)', () => {
  const list = readRevocationList(
    forgeList({
      revoked: Buffer.concat([listEntry(serial), listEntry([0, 0x80])]),
      extensions: [listNumber, authorityKey(sequence(der(0x80, [7])))],
    }),
  );
  expect(list).toMatchObject({ thisUpdate: noon - 10, nextUpdate: noon + 10 });
  expect([...list.revokedSerials]).toEqual(['4001', '0080']);
  expect([...(list.authorityKeyIdentifier ?? [])]).toEqual([7]);
});

it.each<readonly [string, ListForgery]>([
  ['without an issuer’s key', {}],
  ['whose issuer’s key has no identifier', { extensions: [listNumber, authorityKey(sequence())] }],
  ['with an extension that nobody knows', { extensions: [listNumber, extension('1.2.3', der(5))] }],
])('a revocation list %s names no key', (_what, forgery) => {
  const list = readRevocationList(forgeList(forgery));
  expect(list).not.toHaveProperty('authorityKeyIdentifier');
  expect(list.revokedSerials.size).toBe(0);
});

it('an entry may say why, when nothing critical depends on it', () => {
  const why = sequence(extension('2.5.29.21', der(0x0a, [1])));
  expect(readRevocationList(forgeList(withEntry(why))).revokedSerials.has('4001')).toBe(true);
});

it.each<readonly [string, string, ListForgery]>([
  ['version 3', 'revocation-list-version', { version: [2, 1, 2] }],
  ['no version', 'der-tag', { version: [] }],
  ['no extensions', 'der-truncated', { wrapper: [] }],
  ['extensions in another field', 'der-tag', { wrapper: der(0xa1, sequence(listNumber)) }],
  ['two lists of extensions', 'der-trailing', { wrapper: der(0xa0, sequence(listNumber), der(5)) }],
  ['extensions that are no SEQUENCE', 'der-tag', { wrapper: der(0xa0, der(0x31)) }],
  ['something behind the extensions', 'der-trailing', { more: der(5) }],
  ['extensions without a number', 'revocation-list-number', { wrapper: der(0xa0, sequence()) }],
  ['a number that is none', 'der-tag', { extensions: [extension('2.5.29.20', der(5))] }],
  [
    'a number in too many octets',
    'der-integer',
    { extensions: [extension('2.5.29.20', der(2, [0, 1]))] },
  ],
  [
    'two numbers in one',
    'der-trailing',
    { extensions: [extension('2.5.29.20', Buffer.of(2, 1, 1, 2, 1, 1))] },
  ],
  [
    'a critical extension behind others',
    'revocation-list-critical',
    { extensions: [listNumber, extension('1.2.3', der(5), true)] },
  ],
  [
    'an extension twice',
    'extension-twice',
    { extensions: [listNumber, authorityKey(sequence()), listNumber] },
  ],
  [
    'an issuer’s key that is no SEQUENCE',
    'der-tag',
    { extensions: [listNumber, authorityKey(der(5))] },
  ],
  ['an entry that is no SEQUENCE', 'der-not-constructed', { revoked: der(2, serial) }],
  ['an entry without a serial', 'der-tag', { revoked: sequence(time(noon)) }],
  ['an entry whose serial is padded', 'der-integer', { revoked: listEntry([0, 1]) }],
  ['an entry without a time', 'der-truncated', { revoked: sequence(der(2, serial)) }],
  ['an entry whose time is none', 'time-form', { revoked: sequence(der(2, serial), der(5)) }],
  ['something behind an entry’s extensions', 'der-trailing', withEntry(sequence(), der(5))],
  [
    'a critical extension of an entry, behind another',
    'revocation-list-entry-critical',
    withEntry(sequence(extension('2.5.29.21', der(0x0a, [1])), extension('1.2.3', der(5), true))),
  ],
  ['an entry’s extension that is none', 'der-tag', withEntry(sequence(der(5)))],
])('a revocation list is refused with %s', (_what, reason, forgery) => {
  expect(() => readRevocationList(forgeList(forgery))).toThrow(`malformed: ${reason}`);
});

it('a revocation list is read up to 4 MiB and not beyond', () => {
  const read = (sizeBytes: number) => () => readRevocationList(new Uint8Array(sizeBytes));
  expect(read(4_194_304)).toThrow('malformed: der-tag');
  expect(read(4_194_305)).toThrow('malformed: revocation-list-size');
});

it('a revocation list is three values and no more', () => {
  const [tbs, rest] = [sequence(name([])), der(5)];
  expect(() => readRevocationList(sequence(tbs, rest))).toThrow('malformed: der-tag');
  const list = forgeList();
  const inner = list.subarray(list[1] === 0x82 ? 4 : 3);
  expect(() => readRevocationList(sequence(inner, rest))).toThrow('malformed: der-trailing');
});
