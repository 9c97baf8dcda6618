import { describe, expect, it } from 'vitest';
import type { GeneralName } from '../../shared/formats/certificate-name.ts';
import { directoryNames } from '../../shared/verify/name-rules.ts';
import { hostOfUri, isNetwork } from '../build/web-name-syntax.ts';
import { webNames } from '../build/web-names.ts';

const { isNameWellFormed, isWithinSubtree, mayEnterSubtree } = webNames;

const uri = (text: string): GeneralName => ({ kind: 'uri', text });
const dns = (text: string): GeneralName => ({ kind: 'dns', text });
const directory = (...values: readonly string[]): GeneralName => ({
  kind: 'directory',
  name: { raw: new Uint8Array(), parts: values.map((value) => [{ type: '2.5.4.8', value }]) },
});

describe('names under constraints (X06)', () => {
  it.each([
    ['https://a.example.cn/x', 'a.example.cn', true],
    ['https://a.example.cn/x', 'example.cn', false],
    ['https://user@a.example.cn:8443', '.example.cn', true],
    ['https://example.cn/', '.example.cn', false],
    ['https://b-example.cn/', '.example.cn', false],
    ['https://evil.cn/a.example.cn', '.example.cn', false],
    ['https://192.0.2.1/', '.example.cn', false],
    ['urn:example:cn', '.example.cn', false],
  ])('the URI %s is within %s: %s', (name, base, within) => {
    expect(isWithinSubtree(uri(name), uri(base))).toBe(within);
  });

  it('a URI without a host may lie in any excluded domain', () => {
    expect(mayEnterSubtree(uri('urn:example:cn'), uri('.example.cn'))).toBe(true);
    expect(mayEnterSubtree(uri('https://192.0.2.1/'), uri('.example.cn'))).toBe(true);
    expect(mayEnterSubtree(uri('https://b.cn/'), uri('.example.cn'))).toBe(false);
  });

  it.each([
    ['*.example.cn', 'a.example.cn', true],
    ['*.example.cn', 'A.EXAMPLE.CN', true],
    ['*.example.cn', 'b.a.example.cn', false],
    ['*.example.cn', 'example.cn', true],
    ['*.example.cn', 'other.cn', false],
    ['a.example.cn', 'b.example.cn', false],
  ])('the pattern %s may enter the excluded %s: %s', (name, base, enters) => {
    expect(mayEnterSubtree(dns(name), dns(base))).toBe(enters);
  });

  it('a directory name is within its first parts, whatever its case, width and spacing', () => {
    expect(isWithinSubtree(directory('辽宁省', '沈阳'), directory('辽宁省'))).toBe(true);
    expect(isWithinSubtree(directory(' LN  Province', 'x'), directory('ＬＮ province'))).toBe(true);
    expect(isWithinSubtree(directory('沈阳', '辽宁省'), directory('辽宁省'))).toBe(false);
    expect(isWithinSubtree(directory('辽宁'), directory('辽宁省'))).toBe(false);
    expect(isWithinSubtree(directory(), directory('辽宁省'))).toBe(false);
  });

  it.each([
    ['https://a.cn', 'a.cn'],
    ['https://a.cn?x', 'a.cn'],
    ['https://u:p@a.cn/', 'a.cn'],
    ['https://[::1]/', undefined],
    ['mailto:x@a.cn', undefined],
    ['https://', undefined],
  ])('the host of %s is %s', (text, host) => {
    expect(hostOfUri(text)).toBe(host);
  });

  it.each([
    [[192, 0, 2, 0, 255, 255, 255, 0], true],
    [[192, 0, 2, 0, 255, 0, 255, 0], false],
    [[192, 0, 2, 0], false],
  ])('%j is a network: %s', (octets, wanted) => {
    expect(isNetwork(Uint8Array.from(octets))).toBe(wanted);
  });

  it.each([
    [dns('a.cn'), true],
    [dns('*.a.cn'), true],
    [dns('a*.a.cn'), false],
    [dns('a.cn.'), false],
    [dns('-a.cn'), false],
    [dns(`${'a'.repeat(64)}.cn`), false],
    [{ kind: 'email', text: 'a@b.cn' }, true],
    [{ kind: 'email', text: 'a@b@c.cn' }, false],
    [{ kind: 'email', text: '@b.cn' }, false],
    [uri('https://a.cn'), true],
    [uri('no scheme'), false],
    [{ kind: 'ip', octets: new Uint8Array(4) }, true],
    [{ kind: 'ip', octets: new Uint8Array(8) }, false],
    [directory(), false],
    [{ kind: 'other', tag: 0xa0 }, true],
  ] as readonly (readonly [GeneralName, boolean])[])('%j is well formed: %s', (name, wanted) => {
    expect(isNameWellFormed(name)).toBe(wanted);
  });

  it.each<GeneralName>([
    dns('a.cn'),
    { kind: 'email', text: 'a@b.cn' },
    uri('https://a.cn'),
    { kind: 'ip', octets: new Uint8Array(4) },
  ])('%j may stand in no chain of ours, neither as a name nor as a constraint', (name) => {
    expect(directoryNames.isNameWellFormed(name)).toBe(false);
    expect(directoryNames.isBaseWellFormed(name)).toBe(false);
    expect(directoryNames.isWithinSubtree(name, name)).toBe(false);
    expect(directoryNames.mayEnterSubtree(name, name)).toBe(true);
  });

  it('directory names of our chains compare as those of all chains do', () => {
    const [base, within] = [directory('辽宁省'), directory('辽宁省', '沈阳')];
    expect(directoryNames.isNameWellFormed(within)).toBe(true);
    expect(directoryNames.isNameWellFormed(directory())).toBe(false);
    expect(directoryNames.isWithinSubtree(within, base)).toBe(true);
    expect(directoryNames.mayEnterSubtree(within, base)).toBe(true);
    expect(directoryNames.mayEnterSubtree(directory('沈阳'), base)).toBe(false);
  });
});
