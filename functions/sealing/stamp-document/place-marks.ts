import type { StampPlacement } from '../../../shared/api/stamps.ts';
import { invalid } from '../../../shared/domain/reading.ts';
import {
  pointsPerMillimetre,
  type SealAppearance,
  type SealMark,
} from '../../../shared/formats/document-appearance.ts';
import type { PdfFile } from '../../../shared/formats/document-file.ts';
import {
  fromPageSpace,
  listPages,
  type PdfPage,
  shownSize,
} from '../../../shared/formats/document-pages.ts';
import { wholeMark } from '../../../shared/ports/face-drawer.ts';
import type { TextFinder } from '../../../shared/ports/stamps.ts';

/** What marks are placed on. */
export interface MarkedDocument {
  readonly file: PdfFile;
  readonly seal: SealAppearance;
  readonly finder: TextFinder;
}

/** Strips narrower than this show nothing: then the pages share several seals. */
const leastStripMillimetres = 4;

type Place<Kind extends string> = Extract<StampPlacement, { readonly [Name in Kind]: unknown }>;

function placeAt(
  pages: readonly PdfPage[],
  seal: SealAppearance,
  { given, at }: { readonly given: Place<'page'>; readonly at: number },
) {
  const page = pages[given.page - 1];
  if (page === undefined) throw invalid(`/placements/${at}/page`, 'too-large');
  const { width, height } = shownSize(page);
  const [x, y] = [given.x * pointsPerMillimetre, given.y * pointsPerMillimetre];
  if (x > width || y > height) throw invalid(`/placements/${at}`, 'too-large');
  return [wholeMark(seal, given.page - 1, [x, y])];
}

async function placeOver(
  { file, seal, finder }: MarkedDocument,
  pages: readonly PdfPage[],
  { given, at }: { readonly given: Place<'keyword'>; readonly at: number },
): Promise<SealMark[]> {
  const found = await finder.find(file.bytes, given.keyword);
  const chosen = { first: found.slice(0, 1), last: found.slice(-1), all: found }[given.which];
  if (chosen.length === 0) throw invalid(`/placements/${at}/keyword`, 'unknown');
  return chosen.map(({ page, x, y, width, height }) => {
    const middle = [x + width / 2, y + height / 2] as const;
    return wholeMark(seal, page, fromPageSpace(pages[page] as PdfPage, middle));
  });
}

/** 骑缝章: each page bears its strip on the right edge; many pages share several seals. */
function placeAcross(
  pages: readonly PdfPage[],
  seal: SealAppearance,
  { given, at }: { readonly given: Place<'acrossEdges'>; readonly at: number },
): SealMark[] {
  if (pages.length < 2) throw invalid(`/placements/${at}/acrossEdges`, 'not-allowed');
  const most = Math.floor(seal.width / pointsPerMillimetre / leastStripMillimetres);
  const groups = Math.ceil(pages.length / most);
  const share = Math.ceil(pages.length / groups);
  return pages.map((page, number) => {
    const group = Math.floor(number / share);
    const strips = Math.min(share, pages.length - group * share);
    const strip = number % share;
    const { width, height } = shownSize(page);
    const middle = given.y === undefined ? height / 2 : given.y * pointsPerMillimetre;
    return {
      ...{ page: number, from: strip / strips, until: (strip + 1) / strips },
      ...{ left: width - seal.width / strips, top: middle - seal.height / 2 },
    };
  });
}

/**
 * Where the seal's picture goes, in the order in which it was asked for.
 * @throws Problem `request-invalid` at the placement that is not there
 */
export async function placeMarks(
  document: MarkedDocument,
  placements: readonly StampPlacement[],
): Promise<readonly SealMark[]> {
  const pages = listPages(document.file);
  const { seal } = document;
  const placed = placements.map(async (given, at) => {
    if ('page' in given) return placeAt(pages, seal, { given, at });
    if ('keyword' in given) return placeOver(document, pages, { given, at });
    return placeAcross(pages, seal, { given, at });
  });
  return (await Promise.all(placed)).flat();
}
