import { malformed } from './der-reader.ts';
import type { PdfFile } from './document-file.ts';
import {
  isArray,
  isDictionary,
  isName,
  type PdfDictionary,
  PdfRef,
  type PdfValue,
} from './document-values.ts';

/** A page, with what it inherits. Points of 1/72 inch. */
export interface PdfPage {
  readonly reference: PdfRef;
  readonly dictionary: PdfDictionary;
  /** What is seen of it: left, bottom, right, top, before it is turned. */
  readonly box: readonly [number, number, number, number];
  /** How far it is turned clockwise when it is shown. */
  readonly rotation: 0 | 90 | 180 | 270;
}

const maxPages = 2_000;
const maxDepth = 32;

/** What a node of the tree has, and the nodes above it; a page inherits its boxes and how it is turned. */
type Inherited = ReadonlyMap<string, PdfValue>;

/** Goes through the tree of pages. */
class PageWalk {
  readonly pages: PdfPage[] = [];
  readonly #seen = new Set<number>();
  readonly #file: PdfFile;

  constructor(file: PdfFile) {
    this.#file = file;
  }

  visit(reference: PdfValue | undefined, above: Inherited, depth: number): void {
    const node = this.#enter(reference, depth);
    const passed = new Map([...above, ...node.dictionary]);
    const kids = this.#file.resolve(node.dictionary.get('Kids'));
    if (isArray(kids)) for (const kid of kids) this.visit(kid, passed, depth + 1);
    else if (!isName(node.dictionary.get('Type'), 'Page')) throw malformed('document-pages');
    else this.pages.push(toPage(this.#file, node.reference, passed));
  }

  /** Each node once, none too deep, not too many. */
  #enter(reference: PdfValue | undefined, depth: number) {
    const isNew = reference instanceof PdfRef && !this.#seen.has(reference.number);
    if (!isNew || depth > maxDepth) throw malformed('document-pages');
    this.#seen.add(reference.number);
    const dictionary = this.#file.resolve(reference);
    if (!isDictionary(dictionary) || this.pages.length >= maxPages) {
      throw malformed('document-pages');
    }
    return { reference, dictionary };
  }
}

/**
 * All pages, in their order.
 * @throws Problem `malformed` with a reason beginning with `document-page`
 * @see ISO 32000-2 section 7.7.3
 */
export function listPages(file: PdfFile): readonly PdfPage[] {
  const walk = new PageWalk(file);
  walk.visit(file.catalog.get('Pages'), new Map(), 0);
  if (walk.pages.length === 0) throw malformed('document-pages');
  return walk.pages;
}

function toPage(file: PdfFile, reference: PdfRef, passed: Inherited): PdfPage {
  const dictionary = file.resolve(reference) as PdfDictionary;
  const box = toBox(file, passed.get('CropBox')) ?? toBox(file, passed.get('MediaBox'));
  const turned = file.resolve(passed.get('Rotate')) ?? 0;
  const rotation = typeof turned === 'number' ? ((turned % 360) + 360) % 360 : Number.NaN;
  if (box === undefined || rotation % 90 !== 0) throw malformed('document-page-box');
  return { reference, dictionary, box, rotation: rotation as PdfPage['rotation'] };
}

function toBox(file: PdfFile, value: PdfValue | undefined): PdfPage['box'] | undefined {
  const given = file.resolve(value);
  if (!isArray(given) || given.length !== 4) return undefined;
  const [a, b, c, d] = given.map((one) => file.resolve(one));
  if (![a, b, c, d].every((one) => typeof one === 'number')) return undefined;
  const [x, y, z, w] = [a, b, c, d] as [number, number, number, number];
  return [Math.min(x, z), Math.min(y, w), Math.max(x, z), Math.max(y, w)];
}

/** How large it is shown. */
export function shownSize({ box: [left, bottom, right, top], rotation }: PdfPage) {
  const [across, down] = [right - left, top - bottom];
  return rotation % 180 === 0 ? { width: across, height: down } : { width: down, height: across };
}

/** A place as it is shown, from the left and from the top, to one in the page's own space. */
export function toPageSpace(
  { box: [left, bottom, right, top], rotation }: PdfPage,
  [x, y]: readonly [number, number],
): readonly [number, number] {
  if (rotation === 90) return [left + y, bottom + x];
  if (rotation === 180) return [right - x, bottom + y];
  if (rotation === 270) return [right - y, top - x];
  return [left + x, top - y];
}

/** The other way round: a place in the page's own space to where it is shown. */
export function fromPageSpace(
  { box: [left, bottom, right, top], rotation }: PdfPage,
  [x, y]: readonly [number, number],
): readonly [number, number] {
  if (rotation === 90) return [y - bottom, x - left];
  if (rotation === 180) return [right - x, y - bottom];
  if (rotation === 270) return [top - y, right - x];
  return [x - left, top - y];
}
