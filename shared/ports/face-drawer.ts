import type { FaceTemplate } from '../domain/face-template.ts';
import type { SealImage } from '../domain/seal.ts';
import type { SealAppearance, SealMark } from '../formats/document-appearance.ts';

/** A line on a face: what it is called, and what it says. */
export interface FaceRow {
  readonly name: string;
  readonly text: string;
  /** Takes the whole width. */
  readonly wide: boolean;
}

/** A picture on a face. */
export interface FacePicture {
  readonly mediaType: string;
  readonly bytes: Uint8Array;
}

/** All that a licence's face says. */
export interface FaceContent {
  readonly template: FaceTemplate;
  readonly title: string;
  /** 证照编号. */
  readonly number: string;
  readonly rows: readonly FaceRow[];
  readonly picture?: FacePicture;
  readonly issuer: string;
  /** As it is written: `2026年11月22日`. */
  readonly issued: string;
  readonly validity: string;
  /** 证照标识, which the document's metadata name too. */
  readonly identifier: string;
  /** What the QR code says; a copy that shows only some items has none. */
  readonly printedCode?: string;
  /** Where anybody may verify it. */
  readonly verifyAt: string;
  /** Goes along as an attachment: what a machine verifies. */
  readonly credential: string;
  /** Seconds since 1970. */
  readonly madeAt: number;
  /** Of a copy that was made for somebody 加注件. */
  readonly annotation?: FaceAnnotation;
}

/** What marks a copy: for whom, what for, until when, under which number. */
export interface FaceAnnotation {
  readonly title: string;
  readonly rows: readonly (readonly [name: string, text: string])[];
  /** Stands all over the page, across it. */
  readonly mark: string;
}

/** A face without its seal, and where that belongs. */
export interface DrawnFace {
  /** PDF. */
  readonly bytes: Uint8Array;
  /** The middle of the seal, points from the left and from the top of the first page. */
  readonly sealAt: readonly [x: number, y: number];
}

/** Draws faces. Pure but for randomness that PDF asks for: the same content looks the same. */
export interface FaceDrawer {
  /** @throws Error when the content does not fit on a page even in the smallest type */
  draw(face: FaceContent): Promise<DrawnFace>;
}

/** Gives seals as PDF draws them. */
export interface SealPictures {
  /** @throws Problem `malformed` for a picture that cannot be drawn */
  toAppearance(image: SealImage): Promise<SealAppearance>;
}

/** The whole seal, its middle there. */
export function wholeMark(
  { width, height }: SealAppearance,
  page: number,
  [x, y]: readonly [number, number],
): SealMark {
  return { page, left: x - width / 2, top: y - height / 2, from: 0, until: 1 };
}
