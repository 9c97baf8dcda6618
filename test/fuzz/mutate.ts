/** A small seeded generator (mulberry32): an input is made again from its seed alone. */
export class Chance {
  #state: number;

  constructor(seed: number) {
    this.#state = seed >>> 0;
  }

  /** In [0, 1). */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let mixed = this.#state;
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }

  /** A whole number from 0 up to, not including, `limit`. */
  below(limit: number): number {
    return Math.floor(this.next() * limit);
  }

  pick<T>(choices: readonly [T, ...T[]] | readonly T[]): T {
    return choices[this.below(choices.length)] as T;
  }
}

const encoder = new TextEncoder();

/** What breaks parsers: borders of lengths and numbers, and each format's own punctuation. */
const tokens: readonly Uint8Array[] = [
  ...[
    '{',
    '}',
    '[',
    ']',
    '"',
    ',',
    ':',
    '~',
    '.',
    '=',
    '-',
    '_',
    '%',
    '\n',
    '\r\n',
    '\0',
    '\ufeff',
  ],
  ...['1e400', '-0', '9007199254740993', '1e-7', 'null', 'true', '{"__proto__":1}', '"\\ud800"'],
  ...['"_sd":["', '{"...":"', '"constructor"', '"iat":-1', '"exp":1e9', '\u202e', '\u{20bb7}'],
  ...['eyJ', 'AAAA', 'x5c', 'YZ1', '%PDF-', '%%EOF', '/ByteRange', 'obj', 'stream', '=cmd|', '\t'],
]
  .map((text) => encoder.encode(text))
  .concat(
    [
      [0x30, 0x80],
      [0x30, 0x84, 0xff, 0xff, 0xff, 0xff],
      [0x02, 0x01, 0x00],
      [0x05, 0x00],
      [0xa0, 0x03],
      [0xd2, 0x84],
      [0x9f, 0xff],
      [0xbf, 0xff],
      [0x1b, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff],
      [0xfb, 0x7f, 0xf0, 0, 0, 0, 0, 0, 0],
      [0x78, 0x9c],
      [0xed, 0xa0, 0x80],
      [0xff],
    ].map((bytes) => Uint8Array.from(bytes)),
  );

type Mutation = (input: Uint8Array, chance: Chance, others: readonly Uint8Array[]) => Uint8Array;

/** What goes where: `removed` bytes from `at` give way to `added`. */
interface Splice {
  readonly at: number;
  readonly removed?: number;
  readonly added?: Uint8Array;
}

function splice(input: Uint8Array, { at, removed = 0, added = nothing }: Splice): Uint8Array {
  const output = new Uint8Array(input.length - removed + added.length);
  output.set(input.subarray(0, at));
  output.set(added, at);
  output.set(input.subarray(at + removed), at + added.length);
  return output;
}

const nothing = new Uint8Array(0);
const placeIn = (input: Uint8Array, chance: Chance) => chance.below(input.length + 1);

const slice = (input: Uint8Array, chance: Chance): Uint8Array => {
  const at = chance.below(input.length + 1);
  return input.slice(at, at + chance.below(Math.min(64, input.length - at) + 1));
};

const mutations: readonly Mutation[] = [
  (input, chance) => {
    const output = input.slice();
    const at = chance.below(output.length || 1);
    if (output.length > 0) output[at] = (output[at] as number) ^ (1 << chance.below(8));
    return output;
  },
  (input, chance) => {
    const output = input.slice();
    if (output.length > 0) output[chance.below(output.length)] = chance.below(256);
    return output;
  },
  (input, chance) => {
    const at = placeIn(input, chance);
    return splice(input, { at, removed: chance.below(Math.min(32, input.length - at) + 1) });
  },
  (input, chance) => splice(input, { at: placeIn(input, chance), added: chance.pick(tokens) }),
  (input, chance) => {
    const added = chance.pick(tokens);
    const at = placeIn(input, chance);
    return splice(input, { at, removed: Math.min(added.length, input.length - at), added });
  },
  (input, chance) => splice(input, { at: placeIn(input, chance), added: slice(input, chance) }),
  (input, chance, others) =>
    splice(input, { at: placeIn(input, chance), added: slice(chance.pick(others), chance) }),
  (input, chance) => input.slice(0, placeIn(input, chance)),
  (input, chance) => {
    const piece = slice(input, chance).subarray(0, 16);
    const added = new Uint8Array(piece.length * (1 + chance.below(256)));
    for (let at = 0; at < added.length; at += piece.length || 1) added.set(piece, at);
    return splice(input, { at: placeIn(input, chance), added });
  },
];

/**
 * Makes one hostile input from well-formed ones: one to four changes of a seed, seldom noise alone.
 * @param seeds well-formed inputs, at least one
 */
export function mutate(seeds: readonly Uint8Array[], chance: Chance): Uint8Array {
  if (chance.below(50) === 0) {
    return Uint8Array.from({ length: chance.below(200) }, () => chance.below(256));
  }
  let input = chance.pick(seeds);
  for (let left = 1 + chance.below(4); left > 0; left -= 1) {
    input = chance.pick(mutations)(input, chance, seeds);
  }
  return input;
}
