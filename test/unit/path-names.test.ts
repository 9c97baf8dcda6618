import { describe, expect, it } from 'vitest';
import { readCertificate } from '../../shared/formats/certificate.ts';
import {
  attributeTypes,
  type DistinguishedName,
  type GeneralName,
  type NameAttribute,
} from '../../shared/formats/certificate-name.ts';
import { checkNames } from '../../shared/verify/name-constraints.ts';
import {
  directoryNames,
  isDirectoryWithin,
  type NameRules,
} from '../../shared/verify/name-rules.ts';
import { parts } from '../build/certificate-chain.ts';
import { der, extensions, forge, type NameParts, province } from '../build/certificate-forge.ts';
import { webNames } from '../build/web-names.ts';

type Part = Readonly<Record<string, string>>;
interface Pair {
  readonly name: readonly Part[];
  readonly base: readonly Part[];
}
const toPart = (part: Part): readonly NameAttribute[] =>
  Object.entries(part).map(([type, value]) => ({ type, value }));
const nameOf = (...list: readonly Part[]): DistinguishedName => ({
  raw: new Uint8Array(),
  parts: list.map(toPart),
});
const directory = (...list: readonly Part[]): GeneralName => ({
  kind: 'directory',
  name: nameOf(...list),
});
const other = (tag: number): GeneralName => ({ kind: 'other', tag });
const email = (text: string): GeneralName => ({ kind: 'email', text });

describe('a directory name in a subtree (RFC 5280 section 7.1)', () => {
  it.each<readonly [string, Pair, boolean]>([
    ['itself', { name: [{ o: 'a' }], base: [{ o: 'a' }] }, true],
    ['a name below it', { name: [{ o: 'a' }, { cn: 'b' }], base: [{ o: 'a' }] }, true],
    ['the name above it', { name: [{ o: 'a' }], base: [{ o: 'a' }, { cn: 'b' }] }, false],
    ['a name of another value', { name: [{ o: 'a' }], base: [{ o: 'b' }] }, false],
    ['a name of another type', { name: [{ o: 'a' }], base: [{ ou: 'a' }] }, false],
    [
      'a name alike in the second part alone',
      { name: [{ c: 'x' }, { o: 'a' }], base: [{ c: 'y' }, { o: 'a' }] },
      false,
    ],
    [
      'a part’s attributes in another order',
      { name: [{ o: 'a', cn: 'b' }], base: [{ cn: 'b', o: 'a' }] },
      true,
    ],
    ['a part of one attribute more', { name: [{ o: 'a', cn: 'b' }], base: [{ o: 'a' }] }, false],
    ['a part of one attribute less', { name: [{ o: 'a' }], base: [{ o: 'a', cn: 'b' }] }, false],
    [
      'a part of which one attribute differs',
      { name: [{ o: 'a', cn: 'b' }], base: [{ o: 'a', cn: 'c' }] },
      false,
    ],
    ['a name in other letters', { name: [{ o: 'ab' }], base: [{ o: 'AB' }] }, true],
    ['a name of another width', { name: [{ o: 'ＡＢ' }], base: [{ o: 'ab' }] }, true],
    ['a name in other spaces', { name: [{ o: ' a \t  b ' }], base: [{ o: 'a b' }] }, true],
    ['a name without the space', { name: [{ o: 'ab' }], base: [{ o: 'a b' }] }, false],
    ['any name in the subtree of all', { name: [{ o: 'a' }], base: [] }, true],
  ])('is %s', (_what, { name, base }, within) => {
    expect(isDirectoryWithin(directory(...name), directory(...base))).toBe(within);
  });

  it('is no other sort of name', () => {
    const root = directory();
    expect(isDirectoryWithin(other(0xa0), root)).toBe(false);
    expect(isDirectoryWithin(directory({ o: 'a' }), other(0xa0))).toBe(false);
  });

  it('may be any where the subtree is of a sort that nothing compares', () => {
    expect(directoryNames.mayEnterSubtree(other(0xa0), other(0xa0))).toBe(true);
    expect(directoryNames.isWithinSubtree(other(0xa0), other(0xa0))).toBe(false);
    expect(directoryNames.isNameWellFormed(other(0xa0))).toBe(true);
    expect(directoryNames.isBaseWellFormed(other(0xa0))).toBe(true);
    expect(directoryNames.isBaseWellFormed(directory())).toBe(true);
  });
});

describe('the names of a certificate under constraints (RFC 5280 section 4.2.1.10)', () => {
  const mail = der(0x81, Buffer.from('a@b.cn'));
  const subject: NameParts = [...province('辽宁省'), [attributeTypes.emailAddress, 'a@b.cn', 0x16]];
  const read = (change: {
    readonly subject?: NameParts;
    readonly names?: readonly Uint8Array[];
  }) => {
    const { names = [], subject: own = province('辽宁省') } = change;
    const alternative = names.length === 0 ? [] : extensions.alternativeNames(...names);
    const list = { alternative };
    return readCertificate(
      forge({
        keys: parts.keys.seal,
        signer: parts.keys.authority,
        subject: own,
        extensions: list,
      }),
    );
  };
  const check = (
    certificate: ReturnType<typeof read>,
    given: {
      readonly permitted?: readonly GeneralName[];
      readonly excluded?: readonly GeneralName[];
    },
    rules: NameRules = webNames,
  ) => {
    const subtrees = (bases: readonly GeneralName[] = []) =>
      bases.map((base) => ({ base, beyondBase: false }));
    const constraints = {
      critical: true,
      permitted: subtrees(given.permitted),
      excluded: subtrees(given.excluded),
    };
    return checkNames(certificate, constraints, { rules, left: 100 });
  };

  it('are its alternative names, its subject and the mail addresses in its subject', () => {
    const plain = read({});
    expect(check(plain, { excluded: [email('b.cn')] })).toBe('within');
    expect(check(read({ subject }), { excluded: [email('b.cn')] })).toBe('outside');
    expect(check(read({ names: [mail] }), { excluded: [email('b.cn')] })).toBe('outside');
    expect(check(read({ subject: [], names: [mail] }), { excluded: [directory()] })).toBe('within');
    expect(check(plain, { excluded: [directory()] })).toBe('outside');
    expect(check(read({ subject }), { permitted: [email('b.cn')] })).toBe('within');
    expect(check(read({ subject }), { permitted: [email('c.cn')] })).toBe('outside');
  });

  it('are all held to them', () => {
    const two = read({ names: [mail, der(0x81, Buffer.from('a@c.cn'))] });
    expect(check(two, { permitted: [email('b.cn')] })).toBe('outside');
    expect(check(two, { permitted: [email('b.cn'), email('c.cn')] })).toBe('within');
    expect(check(two, { excluded: [email('d.cn'), email('c.cn')] })).toBe('outside');
  });

  it('are excluded even where they are permitted', () => {
    const given = { permitted: [email('b.cn')], excluded: [email('b.cn')] };
    expect(check(read({ names: [mail] }), given)).toBe('outside');
  });

  it('that nothing compares are held to constraints of their own sort', () => {
    const registered = read({ names: [der(0x88, [0x2a, 3])] });
    expect(check(registered, { excluded: [other(0x88)] }, directoryNames)).toBe('outside');
    expect(check(registered, { permitted: [other(0x88)] }, directoryNames)).toBe('outside');
    expect(check(registered, { excluded: [other(0xa0)] }, directoryNames)).toBe('within');
    expect(check(registered, { permitted: [other(0xa0)] }, directoryNames)).toBe('within');
  });

  it.each([
    [4, 'within'],
    [3, 'work'],
  ])('cost a comparison for each name and subtree: of %d allowed, %s', (left, verdict) => {
    const constraints = {
      critical: true,
      permitted: [{ base: email('b.cn'), beyondBase: false }],
      excluded: [{ base: email('c.cn'), beyondBase: false }],
    };
    const comparison = { rules: webNames, left };
    expect(checkNames(read({ names: [mail] }), constraints, comparison)).toBe(verdict);
    expect(comparison.left).toBe(left - 4);
    const ofSubject = { rules: webNames, left: 2 };
    expect(checkNames(read({}), constraints, ofSubject)).toBe('within');
    expect(ofSubject.left).toBe(0);
  });
});
