import {
  invalid,
  readArray,
  readEach,
  readObject,
  readOneOf,
  readText,
  refuseRepeats,
} from './reading.ts';

/** How a licence's face 证照样式 is set, as data: what is not said follows from the type. */
export interface FaceTemplate {
  /** A4, unless told landscape. */
  readonly orientation: 'landscape' | 'portrait';
  /** Over the face; the type's name unless told. */
  readonly title?: string;
  /** Codes of items that take the whole width. */
  readonly wide?: readonly string[];
  /** Colour of the frame. */
  readonly frame?: FaceFrame;
}

export const faceFrames = ['gold', 'green', 'blue', 'red'] as const;
export type FaceFrame = (typeof faceFrames)[number];

/** Their colours where a licence is drawn on a screen. */
export const frameColours: Readonly<Record<FaceFrame, string>> = {
  ...{ gold: '#a67c2d', green: '#3c7a53', blue: '#2f5f96', red: '#a5372f' },
};

const maxTitleLength = 40;

/** What a type without a template gets. */
export const plainFace: FaceTemplate = { orientation: 'landscape' };

/**
 * A template from its definition.
 * @param items codes of the type's items
 * @throws Problem `request-invalid`
 */
export function readFaceTemplate(value: unknown, items: readonly string[]): FaceTemplate {
  const pointer = '/face';
  const source = readObject(value, pointer, ['orientation', 'title', 'wide', 'frame']);
  const { orientation, title, wide, frame } = source;
  return {
    orientation: readOneOf(orientation, `${pointer}/orientation`, ['landscape', 'portrait']),
    ...(title === undefined ? {} : { title: readText(title, `${pointer}/title`, maxTitleLength) }),
    ...(wide === undefined ? {} : { wide: readWide(wide, `${pointer}/wide`, items) }),
    ...(frame === undefined ? {} : { frame: readOneOf(frame, `${pointer}/frame`, faceFrames) }),
  };
}

function readWide(value: unknown, pointer: string, items: readonly string[]): readonly string[] {
  const given = readArray(value, pointer, { min: 1, max: items.length });
  const codes = readEach(given, pointer, (one, at) => {
    if (typeof one !== 'string' || !items.includes(one)) throw invalid(at, 'unknown-item');
    return one;
  });
  refuseRepeats(codes, (index) => `${pointer}/${index}`);
  return codes;
}
