import { toCivilTime } from '../../../shared/domain/civil-date.ts';
import { readCredential } from '../../../shared/formats/credential.ts';
import { findUndrawable } from '../../../shared/formats/glyph-coverage.ts';
import { toPresentation } from '../../../shared/formats/presentation.ts';
import type { FaceAnnotation, FaceContent, FaceRow } from '../../../shared/ports/face-drawer.ts';
import type { RetrievedCopy } from '../../../shared/ports/retrieved-copies.ts';
import { type FaceSources, toFaceContent } from '../face/face-content.ts';

const maxBytes = 512 * 1024;
/** Stands for a character that the font has no glyph for. */
const missing = '〓';

/** Words that others wrote, as they can be drawn: nothing was checked of them beforehand. */
const toDrawable = (text: string) =>
  [...text].map((one) => (findUndrawable(one) === undefined ? one : missing)).join('');

/** Names of all that a presentation says: in the clear, or disclosed. */
function namesIn(presentation: string): ReadonlySet<string> {
  const { jws, disclosures } = readCredential(presentation, { maxBytes });
  return new Set([
    ...Object.keys(jws.payload),
    ...disclosures.flatMap(({ name }) => (name === undefined ? [] : [name])),
  ]);
}

/** A reservation without what the presentation keeps back. */
function toShown({ type, reservation }: FaceSources, names: ReadonlySet<string>) {
  const items = Object.entries(reservation.items).filter(([code]) => names.has(code));
  return {
    type,
    reservation: {
      ...reservation,
      number: names.has('number') ? reservation.number : '（未授权）',
      holders: names.has('holders') ? reservation.holders : [],
      items: Object.fromEntries(items),
    },
  };
}

function toAnnotation({ use, until, purpose }: RetrievedCopy): FaceAnnotation {
  const { name, departmentName } = use.verifier;
  const who = toDrawable([departmentName, name].filter((one) => one !== undefined).join(' '));
  const words = toDrawable(`${purpose.words}（${purpose.itemCode}）`);
  const end = toCivilTime(until);
  return {
    title: '加注件',
    rows: [
      ['取用单位', who],
      ['用途', words],
      ['授权有效期至', end],
      ['加注编号', use.id],
      ['取用时间', toCivilTime(use.at)],
    ],
    mark: `加注件 仅供${who}用于${words} 有效期至${end} ${use.id}`,
  };
}

/** Longer than this an item is not drawn but pointed to, and so are all once the page has so many characters. */
const longestItem = 600;
const mostCharacters = 1500;
const inAttachment = '（篇幅较长，见所附证照数据）';

/** Rows of an extract: one under the other, as far as they can be drawn and fit on a page. */
function toExtractRows(rows: readonly FaceRow[]): readonly FaceRow[] {
  let room = mostCharacters;
  return rows.map(({ name, text }) => {
    const isDrawn = text.length <= Math.min(longestItem, room);
    if (isDrawn) room -= text.length;
    return { name, text: isDrawn ? toDrawable(text) : inAttachment, wide: true };
  });
}

/**
 * Of a type whose face is a document that the department brings: an extract 摘录, drawn anew. The document
 * itself would show all of it, authorised or not; nothing in it was checked to be drawable here.
 */
function toExtract(content: FaceContent): FaceContent {
  return {
    ...content,
    template: { orientation: 'portrait' },
    title: `${content.title}摘录`,
    number: toDrawable(content.number),
    rows: toExtractRows(content.rows),
  };
}

/**
 * What an annotated copy says: of the face exactly what the presentation says, which goes along as its
 * attachment. The printed code stays away: it says what its type prints, authorised or not.
 */
export function toAnnotatedContent(sources: FaceSources, retrieved: RetrievedCopy): FaceContent {
  const { forms } = sources;
  const credential = toPresentation(forms.credential, retrieved.licence.items);
  const shown = { ...sources, ...toShown(sources, namesIn(credential)) };
  const { printedCode: _printed, ...content } = toFaceContent({
    ...shown,
    forms: { ...forms, credential },
  });
  const isGiven = sources.type.document === 'given-pdf';
  const drawn = isGiven ? toExtract(content) : content;
  return { ...drawn, annotation: toAnnotation(retrieved) };
}
