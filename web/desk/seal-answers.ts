import type { SealBody } from '../../shared/api/seals.ts';

/** `GET /v1/seals/{id}` */
export type SealAnswer = SealBody;

/** A picture as an address that loads nothing from anywhere; a script in it never runs there. */
export function toImageAddress(image: NonNullable<SealBody['image']>): string {
  if ('png' in image) return `data:image/png;base64,${image.png}`;
  return `data:image/svg+xml;charset=utf-8,${encodeURIComponent(image.svg)}`;
}
