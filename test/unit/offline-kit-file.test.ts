import { describe, expect, it } from 'vitest';
import {
  offlineKitLifeSeconds,
  readOfflineKit,
  toOfflineKitPayload,
} from '../../shared/formats/offline-kit.ts';
import {
  maxKitCharacters,
  readKitPart,
  readKitText,
  toKitPart,
  toKitText,
} from '../../shared/formats/offline-kit-file.ts';
import type { JsonValue } from '../../shared/formats/strict-json.ts';
import { digestOf } from '../build/digest-of.ts';
import { refusalOf } from '../build/refusal-of.ts';

const url = 'https://province.example';
const part = (name: string) => ({
  ...{ name, digest: digestOf(name), sizeBytes: 10, files: 2, since: 3 },
});
const names = ['mirrors/330000/trust', 'sheets/2101', 'status/1', 'trust', 'types'];
const start = 1_795_334_400;
const draft = {
  ...{ provinceUrl: url, number: 3, issuedAt: start, nextUpdate: start + 3600 },
  parts: names.map(part),
};
const kit = toOfflineKitPayload(draft);
const refused = (claims: Record<string, JsonValue>) =>
  refusalOf(() => readOfflineKit({ ...kit, ...claims }));
const [claim = {}] = kit['parts'] as Record<string, JsonValue>[];
const withPart = (changes: Record<string, JsonValue>) => ({ parts: [{ ...claim, ...changes }] });

describe('what an offline kit says', () => {
  it('is read as it was given, parts in order of their names, good for a day', () => {
    const [first, second, third, ...others] = draft.parts;
    const turned = [third, first, ...others, second] as typeof draft.parts;
    expect(toOfflineKitPayload({ ...draft, parts: turned })).toEqual(kit);
    expect(readOfflineKit(kit)).toEqual({ ...draft, expiresAt: start + offlineKitLifeSeconds });
    expect(kit['sub']).toBe(`${url}/offline-kit`);
    expect(offlineKitLifeSeconds).toBe(86_400);
    expect(() => toOfflineKitPayload({ ...draft, number: 2 })).toThrow();
  });

  it.each<[string, Record<string, JsonValue>]>([
    ['the next is due at once', { next_update: start }],
    ['the next is due at its end', { next_update: start + 86_400 }],
    ['it has no part', { parts: [] }],
    ['a part is as new as itself', withPart({ since: 3 })],
    ['a part has no file and no byte', withPart({ files: 0, size: 0 })],
    ['a part is of one city', withPart({ name: 'sheets/2101/2' })],
    ['a part is of a mirrored province', withPart({ name: 'mirrors/330000/status/a1' })],
    ['a name has 16 letters', withPart({ name: 'status/0123456789abcdef' })],
  ])('may be that %s', (_what, claims) => {
    expect(refused(claims)).toBeUndefined();
  });

  it.each<[string, string, Record<string, JsonValue>]>([
    ['it lies elsewhere', 'sub', { sub: `${url}/offline-kits` }],
    ['it is the kit of none', 'iss', { iss: '' }],
    ['its number is none', 'number', { number: 0 }],
    ['it ends as it begins', 'exp', { exp: start }],
    ['the next was due before', 'next-update', { next_update: start - 1 }],
    ['the next is due after its end', 'next-update', { next_update: start + 86_401 }],
    ['a part is newer than itself', 'parts-since', withPart({ since: 4 })],
    ['a part is of no kit', 'parts-since', withPart({ since: 0 })],
    ['a part has fewer than no files', 'parts-files', withPart({ files: -1 })],
    ['a part has half a byte', 'parts-size', withPart({ size: 0.5 })],
    ['a part has no digest', 'parts-digest', withPart({ digest: 'AA' })],
    [
      'parts fall',
      'parts-order',
      {
        parts: [part('types'), part('trust')].map(({ sizeBytes, ...one }) => ({
          ...one,
          size: sizeBytes,
        })),
      },
    ],
    ['a part stands twice', 'parts-order', { parts: [claim, claim] }],
    ['there are 20,001 parts', 'parts', { parts: new Array(20_001).fill(claim) }],
    ...[
      '',
      'trust/1',
      'sheets',
      'sheets/',
      'sheets/1/2/3',
      'sheets/0123456789abcdef0',
      'mirrors/33000/trust',
      'mirrors/330000/',
      '../trust',
      'trust\n',
      'xtrust',
      'sheets/A',
      'mirrors/330000/mirrors/330000/trust',
    ].map((name): [string, string, Record<string, JsonValue>] => [
      `a part is named ${JSON.stringify(name)}`,
      'parts-name',
      withPart({ name }),
    ]),
  ])('may not be that %s', (_what, fault, claims) => {
    expect(refused(claims)).toBe(`malformed offline-kit-${fault}`);
  });
});

const line = 'https://a.example/x application/jwt text\n';
describe('a part of a kit', () => {
  it('is a line a file in order of addresses, and text may have blanks', () => {
    const file = (address: string) => ({ address, mediaType: 'text/plain', text: 'a b  c ' });
    const [a, b, c] = ['https://a', 'https://b', 'https://c'].map(file);
    const text = toKitPart([b, c, a] as never);
    expect(text).toBe(
      'https://a text/plain a b  c \nhttps://b text/plain a b  c \nhttps://c text/plain a b  c \n',
    );
    expect(readKitPart(text)).toEqual([a, b, c]);
    expect(readKitPart('')).toEqual([]);
    expect(() => toKitPart([a, a] as never)).toThrow();
    expect(() => toKitPart([{ ...file('https://a'), text: 'a\nb' }])).toThrow();
  });

  it.each([
    line,
    'http://a text/plain x\n',
    `https://${'a'.repeat(500)} text/plain x\n`,
    `https://a a/${'b'.repeat(80)} x\n`,
    'https://a application/a+b.c-9 x\n',
  ])('may be %j', (text) => {
    expect(readKitPart(text)).toHaveLength(1);
  });

  it.each([
    ['file', line.slice(0, -1)],
    ['file', `${line}x`],
    ['file', `${line}\n`],
    ['file', 'https://a\n'],
    ['file', 'https://a text/plain\n'],
    ['file', 'https://a text/plain \n'],
    ['file', ' https://a text/plain x\n'],
    ['file', 'ftp://a text/plain x\n'],
    ['file', 'xhttps://a text/plain x\n'],
    ['file', 'https:// text/plain x\n'],
    ['file', `https://${'a'.repeat(501)} text/plain x\n`],
    ['file', 'https://省 text/plain x\n'],
    ['file', 'https://a\tb text/plain x\n'],
    ['file', 'https://a text x\n'],
    ['file', 'https://a text/ x\n'],
    ['file', 'https://a /plain x\n'],
    ['file', 'https://a TEXT/plain x\n'],
    ['file', 'https://a text/plain;q=1 x\n'],
    ['file', `https://a a/${'b'.repeat(81)} x\n`],
    ['order', `${line}${line}`],
    ['order', `https://b text/plain x\n${line}`],
  ])('is refused for its %s: %j', (fault, text) => {
    expect(refusalOf(() => readKitPart(text))).toBe(`malformed kit-${fault}`);
  });
});

describe('a kept kit', () => {
  const digest = digestOf('part');
  const first = 'yinzheng-kit 1\n';
  const kept = `${first}manifest m\npart ${digest} 2\n${line}${line}manifest n\n`;

  it('holds sections one behind the other, each with the parts behind it', () => {
    const sections = [
      { manifest: 'm', parts: new Map([[digest, line + line]]) },
      { manifest: 'n', parts: new Map() },
    ];
    expect(readKitText(kept)).toEqual(sections);
    expect(toKitText(sections)).toBe(kept);
    expect(readKitText(first)).toEqual([]);
    expect(readKitText(`${first}manifest m\npart ${digest} 0\n`)).toEqual([
      { manifest: 'm', parts: new Map([[digest, '']]) },
    ]);
  });

  it.each([
    ['version', ''],
    ['version', 'yinzheng-kit 1'],
    ['version', 'yinzheng-kit 10\n'],
    ['version', ` ${first}`],
    ['line', `${first}manifest\n`],
    ['line', `${first}manifest \n`],
    ['line', `${first}manifests m\n`],
    ['line', `${first}\n`],
    ['line', `${first}parts ${digest} 0\n`],
    ['line', `${first}manifest m\npart ${digest}\n`],
    ['line', `${first}manifest m\npart ${digest}A 0\n`],
    ['line', `${first}manifest m\npart ${digest.slice(1)} 0\n`],
    ['line', `${first}manifest m\npart ${digest} -1\n`],
    ['line', `${first}manifest m\npart ${digest} 1x\n`],
    ['line', `${first}manifest m\npart ${digest} 12345678\n`],
    ['part', `${first}part ${digest} 0\n`],
    ['part', `${first}manifest m\npart ${digest} 2\n${line}`],
    ['part', `${first}manifest m\npart ${digest} 1\n${line.slice(0, -1)}`],
  ])('is refused for its %s: %j', (fault, text) => {
    expect(refusalOf(() => readKitText(text))).toBe(`malformed kit-${fault}`);
  });

  it('has 256 Mi characters at most', () => {
    expect(refusalOf(() => readKitText('\n'.repeat(maxKitCharacters + 1)))).toBe(
      'malformed kit-too-large',
    );
  });

  it('lets a last line without an end be: what is not whole was not kept', () => {
    expect(readKitText(`${kept}manifest o`)).toHaveLength(2);
  });
});
