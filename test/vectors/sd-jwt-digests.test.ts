import { describe, expect, it } from 'vitest';
import {
  digestOf,
  disclose,
  discloseElement,
  presentHostile,
  processPresentation,
  signHostileCredential,
  toDisclosure,
} from '../build/hostile-credential.ts';
import { refusalOf } from '../build/refusal-of.ts';

type Case = readonly [attack: string, presentation: string, reason: string];
const one = disclose('KZ_ZS', '某路1号（示例）');
const two = disclose('KZ_JYCS', '某路2号（示例）');
const element = discloseElement('CN');
const good = signHostileCredential([one, two]);
const respelt = toDisclosure('["sssssssssssssssssssssss", "KZ_ZS", 1]');
const decoy = digestOf('decoy');
const withDigests = (digests: unknown, disclosures: readonly string[] = []) =>
  presentHostile({ _sd: digests }, disclosures);

/** Every signature is right. */
const cases: readonly Case[] = [
  [
    'S01 the same disclosure twice',
    signHostileCredential([one], {}).concat(`${one}~`),
    'disclosure-repeated',
  ],
  [
    'S01 the same disclosure three times among others',
    `${good}${one}~${one}~`,
    'disclosure-repeated',
  ],
  [
    'S02 the same digest twice in one list',
    withDigests([digestOf(one), digestOf(one)], [one]),
    'digest-repeated',
  ],
  [
    'S02 the same digest at two levels',
    presentHostile({ _sd: [digestOf(one)], a: { _sd: [digestOf(one)] } }, [one]),
    'digest-repeated',
  ],
  [
    'S02 the same digest in a list and as an element',
    presentHostile({ _sd: [decoy], a: [{ '...': decoy }] }, []),
    'digest-repeated',
  ],
  [
    'S02 the same digest as two elements',
    presentHostile({ a: [{ '...': digestOf(element) }, { '...': digestOf(element) }] }, [element]),
    'digest-repeated',
  ],
  ['S02 the same decoy twice', withDigests([decoy, decoy]), 'digest-repeated'],
  [
    'S02 a digest again inside what it discloses beside',
    (() => {
      const outer = disclose('a', { _sd: [digestOf(one)] });
      return signHostileCredential([outer, one]);
    })(),
    'digest-repeated',
  ],
  [
    'S03 two disclosures of one name',
    signHostileCredential([disclose('KZ_ZS', 1), disclose('KZ_ZS', 2)]),
    'disclosure-overwrites',
  ],
  [
    'S03 two disclosures of one name in a nested object',
    (() => {
      const [a, b] = [disclose('x', 1), disclose('x', 2)];
      return presentHostile({ a: { _sd: [digestOf(a), digestOf(b)] } }, [a, b]);
    })(),
    'disclosure-overwrites',
  ],
  [
    'S04 a disclosure over a plain claim',
    signHostileCredential([disclose('KZ_ZS', 1)], { KZ_ZS: 2 }),
    'disclosure-overwrites',
  ],
  [
    'S04 a disclosure over a plain claim of a nested object',
    (() => {
      const over = disclose('code', 'x');
      return presentHostile({ a: { code: 'y', _sd: [digestOf(over)] } }, [over]);
    })(),
    'disclosure-overwrites',
  ],
  [
    'S04 a disclosure over a claim with the value null',
    signHostileCredential([disclose('a', 1)], { a: null }),
    'disclosure-overwrites',
  ],
  [
    'S05 a disclosure nothing refers to',
    `${good}${disclose('KZ_X', 1)}~`,
    'disclosure-unreferenced',
  ],
  ['S05 a disclosure and no digests at all', presentHostile({}, [one]), 'disclosure-unreferenced'],
  [
    'S05 a disclosure whose parent is not disclosed',
    (() => {
      const child = disclose('x', 1);
      const parent = disclose('a', { _sd: [digestOf(child)] });
      return presentHostile({ _sd: [digestOf(parent)] }, [child]);
    })(),
    'disclosure-unreferenced',
  ],
  [
    'S05 a disclosure changed by one character',
    good.replace(one, toDisclosure('["sssssssssssssssssssssss","KZ_ZS","别处"]')),
    'disclosure-unreferenced',
  ],
  [
    'S05 a disclosure spelt otherwise',
    signHostileCredential([toDisclosure('["sssssssssssssssssssssss","KZ_ZS",1]')]).replace(
      /~.*$/,
      `~${respelt}~`,
    ),
    'disclosure-unreferenced',
  ],
  [
    'S05 a digest named in `_sd_alg` only',
    presentHostile({ a: digestOf(one) }, [one]),
    'disclosure-unreferenced',
  ],
  [
    'S08 ... beside another key',
    presentHostile({ a: [{ '...': digestOf(element), b: 1 }] }, [element]),
    'digest-placeholder',
  ],
  [
    'S08 ... beside _sd',
    presentHostile({ a: [{ '...': digestOf(element), _sd: [] }] }, [element]),
    'digest-placeholder',
  ],
  ['S08 ... that is no text', presentHostile({ a: [{ '...': 7 }] }, []), 'digest-list'],
  [
    'S08 ... that is an array',
    presentHostile({ a: [{ '...': [digestOf(element)] }] }, [element]),
    'digest-list',
  ],
  ['S08 _sd that is a text', withDigests(digestOf(one), [one]), 'digest-list'],
  ['S08 _sd that is an object', withDigests({ 0: digestOf(one) }, [one]), 'digest-list'],
  ['S08 _sd that is null', withDigests(null), 'digest-list'],
  ['S08 _sd with a number', withDigests([1]), 'digest-list'],
  ['S08 _sd with a placeholder', withDigests([{ '...': digestOf(one) }], [one]), 'digest-list'],
  [
    'S08 _sd of a nested object that is a text',
    presentHostile({ a: { _sd: 'x' } }, []),
    'digest-list',
  ],
  ['S09 sha-1', signHostileCredential([one], { _sd_alg: 'sha-1' }), 'digest-algorithm'],
  ['S09 md5', signHostileCredential([one], { _sd_alg: 'md5' }), 'digest-algorithm'],
  ['S09 an unknown algorithm', signHostileCredential([one], { _sd_alg: 'x' }), 'digest-algorithm'],
  [
    'S09 a right one that is not ours',
    signHostileCredential([one], { _sd_alg: 'sha-512' }),
    'digest-algorithm',
  ],
  ['S09 capitals', signHostileCredential([one], { _sd_alg: 'SHA-256' }), 'digest-algorithm'],
  ['S09 null', signHostileCredential([one], { _sd_alg: null }), 'digest-algorithm'],
  ['S09 an array', signHostileCredential([one], { _sd_alg: ['sha-256'] }), 'digest-algorithm'],
  [
    'S09 nested in the payload',
    signHostileCredential([one], { a: { _sd_alg: 'sha-256' } }),
    'digest-algorithm',
  ],
  [
    'S09 nested in what is disclosed',
    signHostileCredential([disclose('a', { _sd_alg: 'sha-256' })]),
    'digest-algorithm',
  ],
];

describe('digests in a credential', () => {
  it('lets the honest ones pass', () => {
    expect(processPresentation(good)).toEqual({
      iss: 'https://a.example',
      KZ_ZS: '某路1号（示例）',
      KZ_JYCS: '某路2号（示例）',
    });
  });

  it.each(cases)('refuses %s', (_, text, reason) => {
    expect(refusalOf(() => processPresentation(text))).toBe(`malformed ${reason}`);
  });

  it('holds every line of its threats', () => {
    console.log(`own SD-JWT negatives, digests: ${cases.length}`);
    expect([...new Set(cases.map(([attack]) => attack.slice(0, 3)))].sort()).toEqual([
      'S01',
      'S02',
      'S03',
      'S04',
      'S05',
      'S08',
      'S09',
    ]);
  });
});
