import { describe, expect, it } from 'vitest';
import {
  digestOf,
  disclose,
  discloseElement,
  freshSalt,
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

/** One disclosure for each name, the same each time it is asked for. */
const disclosureOf = (name: string) =>
  toDisclosure([`salt-for-the-name-of-${name}`.padEnd(30, 's'), name, 1]);

/** Every signature is right. */
const cases: readonly Case[] = [
  ['S06 a claim named _sd', signHostileCredential([disclose('_sd', [])]), 'disclosure-name'],
  ['S06 a claim named ...', signHostileCredential([disclose('...', 'x')]), 'disclosure-name'],
  [
    'S06 a claim named _sd_alg',
    signHostileCredential([disclose('_sd_alg', 'sha-256')]),
    'disclosure-name',
  ],
  [
    'S06 a claim named __proto__',
    signHostileCredential([disclose('__proto__', {})]),
    'disclosure-name',
  ],
  [
    'S06 __proto__ inside a value',
    signHostileCredential([toDisclosure(`["${freshSalt()}","a",{"__proto__":{}}]`)]),
    'json-proto-name',
  ],
  ['S06 ... as a claim of the payload', presentHostile({ '...': 'x' }, []), 'digest-placeholder'],
  [
    'S06 ... as a claim of a nested object',
    presentHostile({ a: { b: { '...': 'x' } } }, []),
    'digest-placeholder',
  ],
  [
    'S06 ... as a claim of what is disclosed',
    signHostileCredential([disclose('a', { '...': 'x' })]),
    'digest-placeholder',
  ],
  [
    'S07 two elements in the place of a claim',
    signHostileCredential([element]),
    'disclosure-shape',
  ],
  [
    'S07 three elements in the place of an element',
    presentHostile({ a: [{ '...': digestOf(one) }] }, [one]),
    'disclosure-shape',
  ],
  [
    'S07 four elements',
    signHostileCredential([toDisclosure([freshSalt(), 'a', 1, 2])]),
    'disclosure-shape',
  ],
  ['S07 one element', signHostileCredential([toDisclosure([freshSalt()])]), 'disclosure-shape'],
  ['S07 no element', signHostileCredential([toDisclosure([])]), 'disclosure-shape'],
  [
    'S07 an object',
    signHostileCredential([toDisclosure({ 0: freshSalt(), 1: 'a', 2: 1 })]),
    'disclosure-shape',
  ],
  ['S07 a text', signHostileCredential([toDisclosure('"KZ_ZS"')]), 'disclosure-shape'],
  ['S07 null', signHostileCredential([toDisclosure('null')]), 'disclosure-shape'],
  [
    'S07 a number as name',
    signHostileCredential([toDisclosure([freshSalt(), 1, 1])]),
    'disclosure-shape',
  ],
  [
    'S07 null as name',
    signHostileCredential([toDisclosure([freshSalt(), null, 1])]),
    'disclosure-shape',
  ],
  [
    'S07 an array as name',
    signHostileCredential([toDisclosure([freshSalt(), ['a'], 1])]),
    'disclosure-shape',
  ],
  ['S07 a number as salt', signHostileCredential([toDisclosure([1, 'a', 1])]), 'disclosure-shape'],
  ...[
    'iss',
    'iat',
    'nbf',
    'exp',
    'cnf',
    'vct',
    'vct#integrity',
    'status',
    'identifier',
    'licence_type',
    'department',
    'valid_until',
  ].map(
    (name) =>
      [
        `S10 ${name} as a disclosure`,
        presentHostile({ _sd: [digestOf(disclosureOf(name))] }, [disclosureOf(name)]),
        'disclosure-plain-claim',
      ] as const,
  ),
  [
    'S11 doubled name inside a value',
    signHostileCredential([toDisclosure(`["${freshSalt()}","a",{"b":1,"b":2}]`)]),
    'json-duplicate-name',
  ],
  [
    'S11 lone surrogate inside a value',
    signHostileCredential([toDisclosure(`["${freshSalt()}","a","\\udfff"]`)]),
    'json-surrogate',
  ],
  [
    'S11 a number beyond a double',
    signHostileCredential([toDisclosure(`["${freshSalt()}","a",1e999]`)]),
    'json-number',
  ],
  [
    'S11 text behind the disclosure',
    signHostileCredential([toDisclosure(`["${freshSalt()}","a",1]x`)]),
    'json-trailing',
  ],
  [
    'S11 two arrays in one disclosure',
    signHostileCredential([toDisclosure(`["${freshSalt()}","a",1]["${freshSalt()}","b",1]`)]),
    'json-trailing',
  ],
  [
    'S11 invalid UTF-8',
    signHostileCredential([toDisclosure(Uint8Array.of(0x5b, 0x22, 0xff, 0x22, 0x5d))]),
    'json-utf8',
  ],
  ['S11 a disclosure with padding', `${good}${one}==~`, 'base64url'],
  ['S11 a disclosure with white space', good.replace(`${one}~`, `${one} ~`), 'base64url'],
  ['S11 a disclosure in plain JSON', `${good}["${freshSalt()}","a",1]~`, 'base64url'],
];

describe('disclosures of a credential', () => {
  it.each(cases)('refuses %s', (_, text, reason) => {
    expect(refusalOf(() => processPresentation(text))).toBe(`malformed ${reason}`);
  });

  it('holds every line of its threats', () => {
    console.log(`own SD-JWT negatives, disclosures: ${cases.length}`);
    expect([...new Set(cases.map(([attack]) => attack.slice(0, 3)))].sort()).toEqual([
      'S06',
      'S07',
      'S10',
      'S11',
    ]);
  });
});
