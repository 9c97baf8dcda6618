import { describe, expect, it } from 'vitest';
import { findDisclosures, toPresentation } from '../../shared/formats/presentation.ts';
import {
  digestOf,
  disclose,
  discloseElement,
  presentHostile,
  signHostileCredential,
} from '../build/hostile-credential.ts';
import { refusalOf } from '../build/refusal-of.ts';

describe('a presentation', () => {
  const items = ['holders', 'KZ_A', 'KZ_B'].map((name) => disclose(name, 1));
  const credential = signHostileCredential(items);

  it('shows what it was asked for, in the order of the credential, and its signed part as it stands', () => {
    const shown = toPresentation(credential, ['KZ_B', 'KZ_A', 'unknown']);
    expect(shown).toBe(`${credential.split('~')[0]}~${items[1]}~${items[2]}~`);
    expect([...findDisclosures(shown)]).toEqual([
      ['KZ_A', items[1]],
      ['KZ_B', items[2]],
    ]);
    expect(toPresentation(credential, [])).toBe(`${credential.split('~')[0]}~`);
  });

  it('has no name for an element, and leaves it out', () => {
    const [element, item] = [discloseElement(1), disclose('KZ_A', 1)];
    const mixed = presentHostile({ a: [{ '...': digestOf(element) }] }, [element, item]);
    expect([...findDisclosures(mixed)]).toEqual([['KZ_A', item]]);
    expect(toPresentation(mixed, ['KZ_A'])).toBe(`${mixed.split('~')[0]}~${item}~`);
  });

  it('is of no credential beyond a megabyte', () => {
    const long = 'x'.repeat(1024 * 1024 + 1);
    expect(refusalOf(() => findDisclosures(long))).toBe('malformed credential-too-large');
  });
});
