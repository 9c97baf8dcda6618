import { Problem } from '../problem/problem.ts';

/** A public file inside a kit's part, by its address. */
export interface KitFile {
  /** Absolute, as a verifier asks for it. */
  readonly address: string;
  readonly mediaType: string;
  /** One line of text: a compact JWS, or JSON without line breaks. */
  readonly text: string;
}

/** One province's kit as it is kept: what was signed, and the parts that are at hand, by digest. */
export interface KitSection {
  /** Compact JWS. */
  readonly manifest: string;
  readonly parts: ReadonlyMap<string, string>;
}

/** Most characters of a kept kit. */
export const maxKitCharacters = 256 * 1024 * 1024;

const firstLine = 'yinzheng-kit 1';
const addressPattern = /^https?:\/\/[!-~]{1,500}$/;
const mediaTypePattern = /^[a-z]+\/[a-z0-9.+-]{1,80}$/;
const digestPattern = /^[A-Za-z0-9_-]{43}$/;
const countPattern = /^[0-9]{1,7}$/;

const refuse = (what: string) => new Problem('malformed', { reason: `kit-${what}` });

/**
 * The text of a part: a line a file, `address media-type text`, in order of addresses.
 * @throws Problem `malformed` (`kit-file`, `kit-order`) when it could not be read again
 */
export function toKitPart(files: readonly KitFile[]): string {
  const lines = [...files]
    .sort((one, other) => (one.address < other.address ? -1 : 1))
    .map(({ address, mediaType, text }) => `${address} ${mediaType} ${text}\n`);
  const part = lines.join('');
  readKitPart(part);
  return part;
}

/** @throws Problem `malformed` (`kit-file`, `kit-order`) */
export function readKitPart(part: string): readonly KitFile[] {
  const lines = part.split('\n');
  if (lines.pop() !== '') throw refuse('file');
  let last = '';
  return lines.map((line) => {
    const file = readLine(line);
    if (file.address <= last) throw refuse('order');
    last = file.address;
    return file;
  });
}

function readLine(line: string): KitFile {
  const first = line.indexOf(' ');
  const second = line.indexOf(' ', first + 1);
  if (second < 0) throw refuse('file');
  const address = line.slice(0, first);
  const mediaType = line.slice(first + 1, second);
  const text = line.slice(second + 1);
  if (!addressPattern.test(address) || !mediaTypePattern.test(mediaType) || text === '') {
    throw refuse('file');
  }
  return { address, mediaType, text };
}

/** A kept kit: `yinzheng-kit 1`, then of each province `manifest <JWS>` and its parts, `part <digest> <lines>` before each. */
export function toKitText(sections: readonly KitSection[]): string {
  const pieces = sections.map(({ manifest, parts }) => {
    const held = [...parts].map(
      ([digest, text]) => `part ${digest} ${text.split('\n').length - 1}\n${text}`,
    );
    return `manifest ${manifest}\n${held.join('')}`;
  });
  return `${firstLine}\n${pieces.join('')}`;
}

/**
 * Takes a kept kit apart. Nothing in it is verified yet.
 * @throws Problem `malformed` (`kit-too-large`, `kit-version`, `kit-line`, `kit-part`)
 */
export function readKitText(text: string): readonly KitSection[] {
  if (text.length > maxKitCharacters) throw refuse('too-large');
  const lines = new Lines(text);
  if (lines.next() !== firstLine) throw refuse('version');
  const sections: OpenSection[] = [];
  for (let line = lines.next(); line !== undefined; line = lines.next()) {
    readSectionLine(line, lines, sections);
  }
  return sections;
}

interface OpenSection {
  readonly manifest: string;
  readonly parts: Map<string, string>;
}

/** `manifest` opens a section, `part` belongs to the one that is open. */
function readSectionLine(line: string, lines: Lines, sections: OpenSection[]): void {
  const [word, value = '', count = ''] = line.split(' ');
  if (word === 'manifest' && value !== '') {
    sections.push({ manifest: value, parts: new Map() });
    return;
  }
  if (word !== 'part' || !digestPattern.test(value) || !countPattern.test(count)) {
    throw refuse('line');
  }
  const part = lines.take(Number(count));
  const section = sections.at(-1);
  if (part === undefined || section === undefined) throw refuse('part');
  section.parts.set(value, part);
}

/** Walks through a text line by line; every line ends with LF. */
class Lines {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  next(): string | undefined {
    const line = this.take(1);
    return line?.slice(0, -1);
  }

  /** So many lines with their ends; undefined when there are not so many. */
  take(count: number): string | undefined {
    let end = this.#at;
    for (let taken = 0; taken < count; taken += 1) {
      const found = this.#text.indexOf('\n', end);
      if (found < 0) return undefined;
      end = found + 1;
    }
    const lines = this.#text.slice(this.#at, end);
    this.#at = end;
    return lines;
  }
}
