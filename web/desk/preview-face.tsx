import type { LicencePreview } from '../../shared/api/licence-drafts.ts';
import { SummaryList, toRows } from '../kit/summary-list.tsx';
import type { DeskContext } from './desk-context.ts';
import { FacePicture } from './face-picture.tsx';
import { toHolderText } from './holder-text.ts';

/** An item's value as text; a picture is told by what it is. */
export function toItemText(value: unknown): string {
  if (Array.isArray(value)) return value.map(toItemText).join('、');
  if (typeof value !== 'object' || value === null) return String(value);
  const { mediaType } = value as { readonly mediaType?: unknown };
  return mediaType === undefined ? JSON.stringify(value) : String(mediaType);
}

interface Props extends Pick<DeskContext, 'texts' | 'language'> {
  readonly preview: LicencePreview;
}

/** A licence as it would be if it were issued now. */
export function PreviewFace({ preview, texts, language }: Props) {
  const { type, holders, items, number, department, seal, supersedes } = preview;
  const { validFrom, validUntil = texts.longTerm } = preview;
  const holderText = toHolderText(holders, language);
  return (
    <FacePicture
      title={type.name}
      number={number === undefined ? '' : `${texts.number} ${number}`}
      label={texts.face}
    >
      <SummaryList
        rows={toRows([
          [texts.holder, holderText],
          ...items.map(({ name, value }) => [name, toItemText(value)] as const),
          [texts.issued, preview.issued],
          [texts.validity, `${validFrom} ${texts.to} ${validUntil}`],
          [texts.department, department.name],
          [texts.sealImage, seal.name],
          [texts.supersedes, supersedes?.identifier ?? ''],
        ])}
      />
    </FacePicture>
  );
}
