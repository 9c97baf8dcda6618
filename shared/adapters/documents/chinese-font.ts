import { readFileSync } from 'node:fs';
import type { Font } from '@cantoo/fontkit';
import type { FindOutline, Outline } from '../../formats/seal-appearance.ts';

/** The font of faces and seals, read when it is first asked for: ten megabytes. */
export interface ChineseFont {
  /** A font of these characters and no others. */
  subset(text: string): Promise<Uint8Array>;
  findOutline(): Promise<FindOutline>;
}

/** @param file the font's path */
export function makeChineseFont(file: string): ChineseFont {
  let bytes: Buffer | undefined;
  let opened: Promise<Font> | undefined;
  const read = () => {
    bytes ??= readFileSync(file);
    return bytes;
  };
  const open = async () => {
    const { default: fontkit } = await import('@cantoo/fontkit');
    return fontkit.create(read()) as Font;
  };
  return {
    async subset(text) {
      const { default: subsetFont } = await import('subset-font');
      const characters = [...new Set(text)].sort().join('');
      // the layout features of Chinese type (vertical forms, alternates) are of no use on a face
      return subsetFont(read(), characters, { noLayoutClosure: true });
    },
    async findOutline() {
      opened ??= open();
      const font = await opened;
      return (character) => toOutline(font, character);
    },
  };
}

function toOutline(font: Font, character: string): Outline {
  const glyph = font.glyphForCodePoint(character.codePointAt(0) ?? 0);
  const em = font.unitsPerEm;
  if (glyph === null) return { advance: 1, commands: [] };
  const commands = glyph.path.commands.map(({ command, args }) => ({
    command,
    args: args.map((one) => one / em),
  }));
  return { advance: glyph.advanceWidth / em, commands: commands as Outline['commands'] };
}
