import { describe, expect, it } from 'vitest';
import { type Change, extended, outcomeOf, parts, without } from '../build/certificate-chain.ts';
import {
  der,
  directory,
  extension,
  extensions,
  noon,
  oid,
  province,
  sequence,
} from '../build/certificate-forge.ts';

const inProvince = (...more: readonly string[]) =>
  directory([...province('辽宁省'), ...more.map((value) => ['2.5.4.3', value] as const)]);
const named = (critical: boolean, ...names: readonly Uint8Array[]) => ({
  extensions: { alternative: extension('2.5.29.17', sequence(...names), critical) },
});
const host = der(0x82, Buffer.from('a.cn'));
const registered = der(0x88, [0x2a, 3]);
const access = (critical: boolean) =>
  extended('1.3.6.1.5.5.7.1.1', sequence(sequence(oid('1.2.5'), inProvince())), critical);
const mappings = sequence(sequence(oid('1.2.3'), oid('1.2.4')));
const keyOf = (part: 'root' | 'authority') => der(0x80, parts.keys[part].keyIdentifier);
const authorityKey = (value: Uint8Array, critical = false) => ({
  extensions: { authorityKey: extension('2.5.29.35', value, critical) },
});
const constrained = (...subtrees: readonly Uint8Array[]) => ({
  extensions: { constraints: extension('2.5.29.30', sequence(...subtrees), true) },
});
const permitted = (...subtrees: readonly Uint8Array[]) => constrained(der(0xa0, ...subtrees));
const anyPurpose = { request: { purpose: undefined } } as unknown as Change;
const sixteen = new Array<number>(16).fill(9);

/** What holds stands beside what just does not. */
const cases: readonly (readonly [what: string, outcome: string, change: Change])[] = [
  ['a serial of 20 octets', 'ok', { seal: { serial: new Uint8Array(20).fill(0x7f) } }],
  ['a serial of one octet', 'ok', { seal: { serial: [1] } }],
  ['a serial with its sign’s octet', 'ok', { seal: { serial: [0, 0x80] } }],
  ['a CA’s serial of zero', 'chain-profile', { authority: { serial: [0] } }],
  ['a root’s serial of zero, which nobody else gave it', 'ok', { root: { serial: [0] } }],
  ['policy mappings that are not critical', 'ok', { authority: extended('2.5.29.33', mappings) }],
  [
    'policy constraints even when not critical',
    'chain-policy',
    { authority: extended('2.5.29.36', sequence()) },
  ],
  [
    'inhibited policies even when not critical',
    'chain-policy',
    { authority: extended('2.5.29.54', der(2, [0])) },
  ],
  ['where the authority is found', 'ok', { seal: access(false) }],
  ['where the authority is found, critically', 'chain-critical-extension', { seal: access(true) }],
  ['an unknown extension', 'ok', { seal: extended('1.2.3.4', der(5)) }],
  ['a root that names no key of its issuer', 'ok', { root: without('authorityKey') }],
  ['a CA that names no key of its issuer', 'chain-profile', { authority: without('authorityKey') }],
  [
    'a root without its own key’s name',
    'chain-profile',
    { root: without('subjectKey', 'authorityKey') },
  ],
  [
    'a root that names its issuer’s key and not its own',
    'chain-profile',
    { root: without('subjectKey') },
  ],
  [
    'a CA’s key named critically',
    'chain-profile',
    { seal: authorityKey(sequence(keyOf('authority')), true) },
  ],
  [
    'a CA’s certificate named by its serial',
    'chain-profile',
    { seal: authorityKey(sequence(keyOf('authority'), der(0x82, [1]))) },
  ],
  ['a CA’s key named by nothing', 'chain-profile', { seal: authorityKey(sequence()) }],
  ['an alternative directory name', 'ok', { seal: named(false, inProvince('x')) }],
  [
    'an alternative name that is critical beside a subject',
    'chain-profile',
    { seal: named(true, inProvince('x')) },
  ],
  [
    'a critical alternative name instead of a subject',
    'ok',
    { seal: { subject: [], ...named(true, inProvince('x')) } },
  ],
  [
    'an alternative name instead of a subject, not critical',
    'chain-profile',
    { seal: { subject: [], ...named(false, inProvince('x')) } },
  ],
  [
    'an alternative name of another province instead of a subject',
    'chain-name-constraint',
    { seal: { subject: [], ...named(true, directory(province('浙江省'))) } },
  ],
  [
    'an alternative name of another province',
    'chain-name-constraint',
    { seal: named(false, inProvince('x'), directory(province('浙江省'))) },
  ],
  [
    'a host beside a directory name',
    'chain-profile',
    { seal: named(false, inProvince('x'), host) },
  ],
  [
    'a name that nothing compares, where nothing constrains it',
    'ok',
    { seal: named(false, registered) },
  ],
  [
    'a name that nothing compares, where such are permitted',
    'chain-name-constraint',
    {
      root: permitted(sequence(inProvince()), sequence(registered)),
      seal: named(false, registered),
    },
  ],
  [
    'a name that nothing compares, where such are excluded',
    'chain-name-constraint',
    { root: constrained(der(0xa1, sequence(registered))), seal: named(false, registered) },
  ],
  [
    'a constraint of names that nothing compares, and none of them',
    'ok',
    { root: permitted(sequence(inProvince()), sequence(registered)) },
  ],
  [
    'a constraint of hosts',
    'chain-name-constraint',
    { root: permitted(sequence(inProvince()), sequence(host)) },
  ],
  [
    'an excluded subtree with a minimum',
    'chain-name-constraint',
    {
      root: constrained(
        der(0xa0, sequence(inProvince())),
        der(0xa1, sequence(registered, [0x80, 1, 0])),
      ),
    },
  ],
  [
    'a second permitted subtree',
    'ok',
    { root: permitted(sequence(directory(province('浙江省'))), sequence(inProvince())) },
  ],
  [
    'a CA outside the names it may certify',
    'ok',
    { authority: permitted(sequence(directory(parts.names.seal.slice(0, 3)))) },
  ],
  ['a root without constraints', 'ok', { root: without('constraints') }],
  ['a CA that does not say what its key is for', 'ok', { authority: without('usages') }],
  [
    'a root for the same purpose',
    'ok',
    {
      root: {
        extensions: {
          purposes: extensions.purposes('1.2.3', '2.25.49795945902267765281058778329597570337'),
        },
      },
    },
  ],
  ['no purpose asked for', 'ok', anyPurpose],
  ['no purpose asked for and none there', 'ok', { ...anyPurpose, seal: without('purposes') }],
  [
    'no usage asked for and none there',
    'ok',
    { seal: without('usages'), request: { keyUsages: [] } },
  ],
  ['a leaf that says it is no authority', 'ok', { seal: extended('2.5.29.19', sequence(), true) }],
  [
    'a CA that says it is none',
    'chain-key-usage',
    { authority: { extensions: { authority: extension('2.5.29.19', sequence(), true) } } },
  ],
  [
    'a CA that says it is none and not what its key is for',
    'chain-constraint',
    {
      authority: {
        extensions: { authority: extension('2.5.29.19', sequence(), true), usages: [] },
      },
    },
  ],
  ['the one CA that a caller allows', 'ok', { request: { maxIntermediates: 1 } }],
  ['a peer that is the one asked for', 'ok', { request: { isPeer: () => true } }],
  [
    'a moment within the last second',
    'ok',
    { seal: { serial: sixteen }, request: { atSeconds: noon + 0.5 } },
  ],
];

describe('a chain in the profile of RFC 5280, at its bounds', () => {
  it.each(cases)('with %s: %s', async (_what, outcome, change) => {
    expect(await outcomeOf(change)).toBe(outcome);
  });
});
