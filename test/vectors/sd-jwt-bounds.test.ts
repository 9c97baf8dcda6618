import { describe, expect, it } from 'vitest';
import { readKeyBinding } from '../../shared/formats/credential-key-binding.ts';
import {
  digestOf,
  disclose,
  freshSalt,
  presentHostile,
  processPresentation,
  signHostileCredential,
  toDisclosure,
} from '../build/hostile-credential.ts';
import { signHostileJws } from '../build/hostile-jws.ts';
import { refusalOf } from '../build/refusal-of.ts';

type Case = readonly [attack: string, presentation: string, reason: string];
const one = disclose('KZ_ZS', '某路1号（示例）');
const two = disclose('KZ_JYCS', '某路2号（示例）');
const good = signHostileCredential([one, two]);
const goodJws = good.slice(0, good.indexOf('~'));
const salt = freshSalt();
const sdHash = digestOf(good);

/** A tower of arrays around a value. */
const tower = (levels: number): unknown => (levels === 0 ? 1 : [tower(levels - 1)]);

/** Disclosures, each of which discloses the next. */
function nest(depth: number): string[] {
  const chain = [disclose('leaf', 1)];
  for (let level = 0; level < depth; level += 1) {
    chain.unshift(disclose('level', { _sd: [digestOf(chain[0] ?? '')] }));
  }
  return chain;
}
const depthBomb = nest(20);
const many = Array.from({ length: 257 }, () => disclose('x', 1));

/** Every signature is right. */
const cases: readonly Case[] = [
  ['S12 no ~ behind the last disclosure', good.slice(0, -1), 'credential-ending'],
  ['S12 no ~ at all', goodJws, 'credential-parts'],
  ['S12 two ~ at the end', `${good}~`, 'disclosure-empty'],
  ['S12 an empty disclosure first', good.replace('~', '~~'), 'disclosure-empty'],
  ['S12 only ~', '~', 'credential-parts'],
  ['S12 an empty text', '', 'credential-parts'],
  ['S12 ~ before the JWS', `~${good}`, 'credential-parts'],
  ['S12 line break at the end', `${good}\n`, 'credential-ending'],
  ['S12 a character beyond ASCII', good.replace('~', '～'), 'not-ascii'],
  ['S12 a key binding of two parts', `${good}a.b`, 'credential-ending'],
  ['S12 a key binding of four parts', `${good}a.b.c.d`, 'credential-ending'],
  ['S12 a key binding with an empty part', `${good}a..c`, 'credential-ending'],
  [
    'S12 JSON serialisation',
    JSON.stringify({ payload: 'e30', signatures: [] }),
    'credential-parts',
  ],
  ['S12 the older typ', `${signHostileJws({ alg: 'ES256', typ: 'vc+sd-jwt' }, {})}~`, 'jws-typ'],
  ['S12 a plain JWT as licence', `${signHostileJws({ alg: 'ES256', typ: 'JWT' }, {})}~`, 'jws-typ'],
  [
    'S12 alg none under disclosures',
    `${signHostileJws({ alg: 'none', typ: 'dc+sd-jwt' }, {})}~${one}~`,
    'jws-alg',
  ],
  [
    'S15 a salt of 126 bits',
    signHostileCredential([toDisclosure(['s'.repeat(21), 'a', 1])]),
    'disclosure-salt',
  ],
  ['S15 an empty salt', signHostileCredential([toDisclosure(['', 'a', 1])]), 'disclosure-salt'],
  [
    'S15 one salt for two items',
    signHostileCredential([toDisclosure([salt, 'a', 1]), toDisclosure([salt, 'b', 2])]),
    'disclosure-salt-reused',
  ],
  [
    'S15 one salt for an item and an element',
    signHostileCredential([toDisclosure([salt, 'a', 1]), toDisclosure([salt, 2])]),
    'disclosure-salt-reused',
  ],
  [
    'S16 four thousand decoys',
    presentHostile({ _sd: Array.from({ length: 4000 }, (_, index) => `d${index}`) }, []),
    'digest-count',
  ],
  [
    'S16 decoys spread over many places',
    presentHostile({ a: Array.from({ length: 1025 }, (_, index) => ({ '...': `d${index}` })) }, []),
    'digest-count',
  ],
  ['S16 two hundred and fifty-seven disclosures', signHostileCredential(many), 'disclosure-count'],
  [
    'S16 disclosures in disclosures, twenty deep',
    presentHostile({ _sd: [digestOf(depthBomb[0] ?? '')] }, depthBomb),
    'digest-depth',
  ],
  [
    'S16 depth 2,000 in the payload',
    presentHostile(`{"a":${'['.repeat(2000)}${']'.repeat(2000)}}`, []),
    'json-depth',
  ],
  [
    'S16 depth 2,000 in a disclosure',
    signHostileCredential([
      toDisclosure(`["${freshSalt()}","a",${'['.repeat(2000)}${']'.repeat(2000)}]`),
    ]),
    'json-depth',
  ],
  [
    'S16 depth by adding what is disclosed',
    (() => {
      const deep = disclose('b', tower(14));
      return presentHostile({ a: { a: { a: { _sd: [digestOf(deep)] } } } }, [deep]);
    })(),
    'digest-depth',
  ],
  ['S16 a presentation over the limit', `${good}${'A'.repeat(262_144)}~`, 'credential-too-large'],
];

const binding = {
  iat: 1_780_000_000,
  aud: 'https://counter.example',
  nonce: 'n-1',
  sd_hash: sdHash,
};
const bind = (changes: object, typ = 'kb+jwt') =>
  signHostileJws({ alg: 'ES256', typ }, { ...binding, ...changes });

const bindingCases: readonly Case[] = [
  ['S13 typ missing', signHostileJws({ alg: 'ES256' }, binding), 'jws-typ'],
  ['S13 a plain JWT', bind({}, 'JWT'), 'jws-typ'],
  ['S13 the licence itself as key binding', goodJws, 'jws-typ'],
  ['S13 alg none', signHostileJws({ alg: 'none', typ: 'kb+jwt' }, binding), 'jws-alg'],
  [
    'S13 its own key',
    signHostileJws({ alg: 'ES256', typ: 'kb+jwt', jwk: {} }, binding),
    'jws-header-name',
  ],
  ['S13 aud as an array', bind({ aud: ['https://counter.example'] }), 'key-binding-aud'],
  ['S13 aud missing', bind({ aud: undefined }), 'key-binding-aud'],
  ['S13 aud empty', bind({ aud: '' }), 'key-binding-aud'],
  ['S13 nonce missing', bind({ nonce: undefined }), 'key-binding-nonce'],
  ['S13 nonce as number', bind({ nonce: 1 }), 'key-binding-nonce'],
  ['S13 iat missing', bind({ iat: undefined }), 'time-iat'],
  ['S13 iat as text', bind({ iat: '1780000000' }), 'time-iat'],
  ['S13 iat with a fraction', bind({ iat: 1.5 }), 'json-number'],
  ['S13 sd_hash missing', bind({ sd_hash: undefined }), 'key-binding-sd-hash'],
  ['S13 sd_hash cut short', bind({ sd_hash: sdHash.slice(0, 42) }), 'key-binding-sd-hash'],
  ['S13 sd_hash not canonical', bind({ sd_hash: `${'A'.repeat(42)}B` }), 'key-binding-sd-hash'],
  [
    'S13 doubled nonce',
    signHostileJws({ alg: 'ES256', typ: 'kb+jwt' }, '{"nonce":"a","nonce":"b"}'),
    'json-duplicate-name',
  ],
];

describe('the ends and bounds of a presentation', () => {
  it('lets an honest key binding pass', () => {
    expect(readKeyBinding(bind({}))).toMatchObject({ nonce: 'n-1', sdHash });
  });

  it.each(cases)('refuses %s', (_, text, reason) => {
    expect(refusalOf(() => processPresentation(text))).toBe(`malformed ${reason}`);
  });

  it.each(bindingCases)('refuses %s', (_, text, reason) => {
    expect(refusalOf(() => readKeyBinding(text))).toBe(`malformed ${reason}`);
  });

  it('S16 refuses ten thousand decoys and ten thousand disclosures within 50 ms each', () => {
    const decoys = presentHostile({ _sd: Array.from({ length: 10_000 }, (_, at) => `d${at}`) }, []);
    const disclosures = `${goodJws}~${`${one}~`.repeat(10_000)}`;
    const start = process.cpuUsage();
    expect(refusalOf(() => processPresentation(decoys, 4_000_000))).toBe('malformed digest-count');
    expect(refusalOf(() => processPresentation(disclosures, 4_000_000))).toBe(
      'malformed disclosure-count',
    );
    expect(process.cpuUsage(start).user).toBeLessThan(100_000);
  });

  it('holds every line of its threats', () => {
    const all = [...cases, ...bindingCases];
    console.log(`own SD-JWT negatives, ends, bounds, key binding: ${all.length}`);
    expect([...new Set(all.map(([attack]) => attack.slice(0, 3)))].sort()).toEqual([
      'S12',
      'S13',
      'S15',
      'S16',
    ]);
  });
});
