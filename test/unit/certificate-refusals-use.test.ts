import { describe, expect, it } from 'vitest';
import { purposeIds } from '../../shared/formats/certificate-profiles.ts';
import {
  outcomeOf,
  parts,
  type Refusals,
  sealNames,
  usages,
  without,
} from '../build/certificate-chain.ts';
import {
  der,
  directory,
  extension,
  extensions,
  noon,
  province,
  sequence,
  text,
  time,
} from '../build/certificate-forge.ts';

const refusals: Refusals = {
  'a seal of another province': [
    'chain-name-constraint',
    { seal: { subject: sealNames(province('浙江省')) } },
  ],
  'a seal that names no province': [
    'chain-name-constraint',
    { seal: { subject: parts.names.seal.slice(2) } },
  ],
  'a seal that names its province before its country': [
    'chain-name-constraint',
    { seal: { subject: sealNames([...province('辽宁省')].reverse()) } },
  ],
  'a seal of another country': [
    'chain-name-constraint',
    {
      seal: {
        subject: sealNames([
          ['2.5.4.6', 'XX', 0x13],
          ['2.5.4.8', '辽宁省'],
        ]),
      },
    },
  ],
  'a sealing CA that lets itself out of the root’s province': [
    'chain-name-constraint',
    {
      authority: {
        extensions: { constraints: extensions.permitted(directory(province('浙江省'))) },
      },
      seal: { subject: sealNames(province('浙江省')) },
    },
  ],
  'a seal under names its CA excludes': [
    'chain-name-constraint',
    {
      authority: {
        extensions: { constraints: extensions.excluded(directory(province('辽宁省'))) },
      },
    },
  ],
  'constraints that are not critical': [
    'chain-name-constraint',
    {
      root: {
        extensions: {
          constraints: extension(
            '2.5.29.30',
            sequence(der(0xa0, sequence(directory(province('辽宁省'))))),
          ),
        },
      },
    },
  ],
  'constraints with a maximum': [
    'chain-name-constraint',
    {
      root: {
        extensions: {
          constraints: extension(
            '2.5.29.30',
            sequence(der(0xa0, sequence(directory(province('辽宁省')), [0x81, 1, 3]))),
            true,
          ),
        },
      },
    },
  ],
  'constraints on nothing': [
    'malformed: name-constraints-empty',
    { root: { extensions: { constraints: extension('2.5.29.30', sequence(), true) } } },
  ],
  'constraints in a seal': [
    'chain-name-constraint',
    { seal: { extensions: { constraints: extensions.permitted(directory(province('辽宁省'))) } } },
  ],
  'a seal without a purpose': ['chain-purpose', { seal: without('purposes') }],
  'a status signer used as a seal': [
    'chain-purpose',
    { seal: { extensions: { purposes: extensions.purposes(purposeIds.statusList) } } },
  ],
  'a seal for any purpose': [
    'chain-purpose',
    { seal: { extensions: { purposes: extensions.purposes('2.5.29.37.0') } } },
  ],
  'a seal under a CA for another purpose': [
    'chain-purpose',
    { authority: { extensions: { purposes: extensions.purposes(purposeIds.trustList) } } },
  ],
  'a root for another purpose': [
    'chain-purpose',
    { root: { extensions: { purposes: extensions.purposes(purposeIds.statusList) } } },
  ],
  'a seal under a CA for any purpose': [
    'chain-purpose',
    { authority: { extensions: { purposes: extensions.purposes('2.5.29.37.0') } } },
  ],
  'purposes that list none': [
    'malformed: extension-empty',
    { seal: { extensions: { purposes: extension('2.5.29.37', sequence()) } } },
  ],
  'a CA as a seal': [
    'chain-constraint',
    {
      seal: {
        extensions: { authority: extensions.authority(), usages: extensions.usages(0xc4, 2) },
      },
    },
  ],
  'a seal that may sign certificates': ['chain-key-usage', { seal: usages(0xc4, 2) }],
  'a seal without non-repudiation': ['chain-key-usage', { seal: usages(0x80, 7) }],
  'a seal for encryption only': ['chain-key-usage', { seal: usages(0x30, 4) }],
  'a seal that does not say what its key is for': ['chain-key-usage', { seal: without('usages') }],
  'key usages that list none': ['malformed: der-bit-string', { seal: usages(0x00, 7) }],
  'a CA that may not sign certificates': ['chain-key-usage', { authority: usages(0x02, 1) }],
  'a CA without basic constraints': ['chain-key-usage', { authority: without('authority') }],
  'a CA without basic constraints and key usages': [
    'chain-constraint',
    { authority: without('authority', 'usages') },
  ],
  'a CA whose basic constraints are not critical': [
    'chain-constraint',
    { authority: { extensions: { authority: extensions.authority(0, false) } } },
  ],
  'a path length without a CA': [
    'malformed: path-length-without-ca',
    { seal: { extensions: { authority: extension('2.5.29.19', sequence([2, 1, 0]), true) } } },
  ],
  'a root that allows no CA below it': [
    'chain-constraint',
    { root: { extensions: { authority: extensions.authority(0) } } },
  ],
  'a caller that allows no CA between': ['chain-constraint', { request: { maxIntermediates: 0 } }],
  'a seal a second after its end': ['chain-expired', { seal: { notAfter: time(noon - 1) } }],
  'a seal a second before its beginning': [
    'chain-not-yet-valid',
    { seal: { notBefore: time(noon + 1) } },
  ],
  'a seal within the last fraction before its beginning': [
    'chain-not-yet-valid',
    { seal: { notBefore: time(noon + 1) }, request: { atSeconds: noon + 0.999 } },
  ],
  'a CA a second after its end': ['chain-expired', { authority: { notAfter: time(noon - 1) } }],
  'a CA a second before its beginning': [
    'chain-not-yet-valid',
    { authority: { notBefore: time(noon + 1) } },
  ],
  'a root a second after its end': ['chain-expired', { root: { notAfter: time(noon - 1) } }],
  'a root a second before its beginning': [
    'chain-not-yet-valid',
    { root: { notBefore: time(noon + 1) } },
  ],
  'a validity with a time zone': [
    'malformed: time-form',
    { seal: { notAfter: text('360101000000+0800', 0x17) } },
  ],
  'a validity without seconds': [
    'malformed: time-form',
    { seal: { notAfter: text('3601010000Z', 0x17) } },
  ],
  'a validity with fractions': [
    'malformed: time-form',
    { seal: { notAfter: text('20600101000000.5Z', 0x18) } },
  ],
  'a GeneralizedTime before 2050': [
    'malformed: time-form',
    { seal: { notAfter: text('20360101000000Z', 0x18) } },
  ],
  'a thirtieth of February': [
    'malformed: time-value',
    { seal: { notAfter: text('360230000000Z', 0x17) } },
  ],
  'an hour 24': ['malformed: time-value', { seal: { notAfter: text('360101240000Z', 0x17) } }],
  'a seal of a province whose name begins alike': [
    'chain-name-constraint',
    { seal: { subject: sealNames(province('辽宁')) } },
  ],
  'a peer that is not the one asked for': ['chain-peer', { request: { isPeer: () => false } }],
};

describe('a chain whose certificates are used for what they are not', () => {
  it.each(Object.entries(refusals))('is refused for %s', async (_what, [reason, change]) => {
    expect(await outcomeOf(change)).toBe(reason);
  });

  it('prints how many refusals were asked', () => {
    const count = Object.keys(refusals).length;
    console.log(`own chain refusals, use: ${count}`);
    expect(count).toBeGreaterThanOrEqual(40);
  });
});
