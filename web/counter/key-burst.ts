/** What of a key press counts. */
export interface KeyPress {
  /** The key by its place, whatever an input method made of it. */
  readonly code: string;
  readonly key: string;
  readonly shiftKey: boolean;
  readonly isCapsLock: boolean;
  /** Does an input method work on it? */
  readonly isComposing: boolean;
  /** Milliseconds. */
  readonly at: number;
}

/** What a hand scanner typed, once it ended it. */
export interface Burst {
  readonly text: string;
  /** An input method came between: what stands in the field is not what was scanned. */
  readonly wasComposed: boolean;
}

/** Nobody types as fast for so long; a busy machine may hold a scanner up for as much. */
const maxGapMilliseconds = 200;
const minLength = 16;
const ends = new Set(['Enter', 'NumpadEnter', 'Tab']);

/** Signs of a keyboard of the United States, which scanners type on unless they are told otherwise. */
const signs: Readonly<Record<string, string>> = {
  ...{ Minus: '-_', Equal: '=+', BracketLeft: '[{', BracketRight: ']}', Backslash: '\\|' },
  ...{ Semicolon: ';:', Quote: '\'"', Backquote: '`~', Comma: ',<', Period: '.>', Slash: '/?' },
  ...{ Digit1: '1!', Digit2: '2@', Digit3: '3#', Digit4: '4$', Digit5: '5%', Digit6: '6^' },
  ...{ Digit7: '7&', Digit8: '8*', Digit9: '9(', Digit0: '0)', Space: '  ' },
};

/** What the keyboard typed; behind an input method, what the key at that place types. */
function toCharacter({ code, key, shiftKey, isCapsLock, isComposing }: KeyPress): string {
  if (/^[ -~]$/.test(key) && !isComposing) return key;
  const [, letter] = /^Key([A-Z])$/.exec(code) ?? [];
  if (letter !== undefined) return shiftKey === isCapsLock ? letter.toLowerCase() : letter;
  const [, digit] = /^Numpad(\d)$/.exec(code) ?? [];
  return digit ?? signs[code]?.[shiftKey ? 1 : 0] ?? '';
}

/**
 * Tells a hand scanner from a person by its speed, and reads it by the places of the keys: an input
 * method that is switched on makes other characters of them, or takes the key that ends the code.
 * @returns takes a key press; gives what was scanned when this one ended it
 */
export function makeKeyBurst(): (press: KeyPress) => Burst | undefined {
  let text = '';
  let wasComposed = false;
  let last = 0;
  return (press) => {
    if (press.at - last > maxGapMilliseconds) {
      text = '';
      wasComposed = false;
    }
    last = press.at;
    if (!ends.has(press.code)) {
      text += toCharacter(press);
      wasComposed ||= press.isComposing || press.key === 'Process';
      return undefined;
    }
    const burst = { text, wasComposed };
    text = '';
    wasComposed = false;
    return burst.text.length >= minLength ? burst : undefined;
  };
}
