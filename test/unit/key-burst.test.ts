import { describe, expect, it } from 'vitest';
import { type KeyPress, makeKeyBurst } from '../../web/counter/key-burst.ts';

const codes: Readonly<Record<string, readonly [code: string, shiftKey: boolean]>> = {
  ':': ['Semicolon', true],
  '/': ['Slash', false],
  '#': ['Digit3', true],
  '.': ['Period', false],
  '~': ['Backquote', true],
  '-': ['Minus', false],
  _: ['Minus', true],
};

function toPress(character: string, at: number): KeyPress {
  const named = codes[character];
  const [code, shiftKey] =
    named ??
    (/\d/.test(character)
      ? ([`Digit${character}`, false] as const)
      : ([`Key${character.toUpperCase()}`, /[A-Z]/.test(character)] as const));
  return { code, shiftKey, key: character, isCapsLock: false, isComposing: false, at };
}

/** As a scanner types: one key every few milliseconds, and one at the end. */
function type(text: string, parts: Partial<KeyPress> = {}, { gap = 5, end = 'Enter' } = {}) {
  const take = makeKeyBurst();
  const presses = [...text].map((one, at) => ({ ...toPress(one, at * gap), ...parts }));
  const given = presses.map(take);
  const last = { ...toPress('a', text.length * gap), code: end, key: end };
  return [...given, take(last)].filter((one) => one !== undefined);
}

const scanned = 'https://x.example/q#YZ1ABC234-_~';

describe('what a hand scanner types', () => {
  it.each(['Enter', 'NumpadEnter', 'Tab'])('is read by the places of the keys, until %s', (end) => {
    expect(type(scanned, {}, { end })).toEqual([{ text: scanned, wasComposed: false }]);
  });

  it('is the same behind an input method, which makes other characters of it', () => {
    expect(type(scanned, { key: 'Process', isComposing: true })).toEqual([
      { text: scanned, wasComposed: true },
    ]);
  });

  it('is turned round by Caps Lock as the keyboard does it', () => {
    const behind = { isCapsLock: true, key: 'Process' };
    expect(type('abcdefghIJKLMNOP', behind)).toEqual([
      { text: 'ABCDEFGHijklmnop', wasComposed: true },
    ]);
  });

  it('is no person who types, nor a few keys in haste', () => {
    expect(type(scanned, {}, { gap: 250 })).toEqual([]);
    expect(type('ok')).toEqual([]);
  });
});
