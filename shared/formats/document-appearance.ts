import { type PdfPage, toPageSpace } from './document-pages.ts';
import type { PdfUpdate } from './document-update.ts';
import { PdfName, type PdfRef, PdfStream, type PdfValue, toAscii } from './document-values.ts';

/** Points in a millimetre. */
export const pointsPerMillimetre = 72 / 25.4;

/** A picture that another one masks: samples as their filters have them. */
export interface PdfPicture {
  readonly dictionary: ReadonlyMap<string, PdfValue>;
  readonly data: Uint8Array;
  /** How opaque it is. */
  readonly mask?: PdfPicture;
}

/** What is drawn of a seal, in points, from its lower left corner. */
export interface SealAppearance {
  readonly width: number;
  readonly height: number;
  /** Operators; the picture, where there is one, is `/Seal`. */
  readonly operators: string;
  readonly picture?: PdfPicture;
}

/** Where a seal's picture, or an upright strip of it, stands on a page. Points as shown, from the left and from the top. */
export interface SealMark {
  /** Number of the page, from 0. */
  readonly page: number;
  readonly left: number;
  readonly top: number;
  /** Which part of its width: from 0 to 1. */
  readonly from: number;
  readonly until: number;
}

function addPicture(update: PdfUpdate, { dictionary, data, mask }: PdfPicture): PdfRef {
  const entries = new Map<string, PdfValue>([
    ['Type', new PdfName('XObject')],
    ['Subtype', new PdfName('Image')],
    ...dictionary,
    ['Length', data.length],
  ]);
  if (mask !== undefined) entries.set('SMask', addPicture(update, mask));
  return update.add(new PdfStream(entries, data));
}

const form = (entries: readonly (readonly [string, PdfValue])[], operators: string) => {
  const data = toAscii(operators);
  const head = [
    ['Type', new PdfName('XObject')],
    ['Subtype', new PdfName('Form')],
    ['Length', data.length],
  ] as const;
  return new PdfStream(new Map<string, PdfValue>([...head, ...entries]), data);
};

/** The whole seal, once for all its marks. */
export function addSeal(update: PdfUpdate, seal: SealAppearance): PdfRef {
  // as ink is: what is printed under it stays to be read
  const ink = new Map<string, PdfValue>([['BM', new PdfName('Multiply')]]);
  const resources = new Map<string, PdfValue>([['ExtGState', new Map([['Ink', ink]])]]);
  if (seal.picture !== undefined) {
    resources.set('XObject', new Map([['Seal', addPicture(update, seal.picture)]]));
  }
  const box = [0, 0, seal.width, seal.height];
  return update.add(
    form(
      [
        ['BBox', box],
        ['Resources', resources],
      ],
      `/Ink gs\n${seal.operators}`,
    ),
  );
}

/** Counter-clockwise, against the page being shown turned clockwise. */
const turns: Readonly<Record<PdfPage['rotation'], readonly number[]>> = {
  0: [1, 0, 0, 1, 0, 0],
  90: [0, 1, -1, 0, 0, 0],
  180: [-1, 0, 0, -1, 0, 0],
  270: [0, -1, 1, 0, 0, 0],
};

/** What an annotation on a page shows of the seal: where it stands, and its appearance. */
export function addMark(
  update: PdfUpdate,
  {
    seal,
    appearance,
    page,
    mark,
  }: {
    readonly seal: SealAppearance;
    readonly appearance: PdfRef;
    readonly page: PdfPage;
    readonly mark: SealMark;
  },
): readonly (readonly [string, PdfValue])[] {
  const { width, height } = seal;
  const strip = form(
    [
      ['BBox', [mark.from * width, 0, mark.until * width, height]],
      ['Matrix', turns[page.rotation]],
      ['Resources', new Map([['XObject', new Map([['Whole', appearance]])]])],
    ],
    '/Whole Do',
  );
  const across = (mark.until - mark.from) * width;
  const [x, y] = toPageSpace(page, [mark.left, mark.top]);
  const [z, w] = toPageSpace(page, [mark.left + across, mark.top + height]);
  return [
    ['Rect', [Math.min(x, z), Math.min(y, w), Math.max(x, z), Math.max(y, w)]],
    ['AP', new Map([['N', update.add(strip)]])],
    ['P', page.reference],
  ];
}
