import { credentialFileName } from '../../formats/licence-in-document.ts';
import { quietZone, toQrSymbol } from '../../formats/qr-symbol.ts';
import type { DrawnFace, FaceContent, FaceDrawer, FacePicture } from '../../ports/face-drawer.ts';
import type { ChineseFont } from './chinese-font.ts';
import { drawAnnotation, textsOf } from './face-annotation.ts';
import { drawBackground } from './face-background.ts';
import { drawRows, type RowArea } from './face-rows.ts';
import {
  drawCentred,
  drawLine,
  type FaceSheet,
  type PdfLibrary,
  sheetSize,
  toColours,
} from './face-sheet.ts';

const words: Readonly<Record<'number' | 'issuer' | 'issued' | 'validity', string>> = {
  number: '编号',
  issuer: '发证机关',
  issued: '发证日期',
  validity: '有效期',
};
const scanWords = '扫码核验';
const margin = 58;
const qrSize = 132;

/** Everything that is set in the font: what is not among it has no glyph. */
function textOf(face: FaceContent): string {
  const rows = face.rows.flatMap(({ name, text }) => [name, text]);
  return [
    ...Object.values(words),
    ...[scanWords, '：（）证照标识核验地址', face.title, face.number, ...rows],
    ...textsOf(face.annotation),
    ...[face.issuer, face.issued, face.validity, face.identifier, face.verifyAt],
    ' 0123456789',
  ].join('');
}

/** Draws faces with pdf-lib: one font of exactly the characters needed, all text selectable. */
export function makePdfFaceDrawer(font: ChineseFont): FaceDrawer {
  return {
    async draw(face) {
      const [library, { default: fontkit }, bytes] = await Promise.all([
        import('@cantoo/pdf-lib'),
        import('@cantoo/fontkit'),
        font.subset(textOf(face)),
      ]);
      const document = await library.PDFDocument.create({ updateMetadata: false });
      document.registerFontkit(fontkit as never);
      describe(document, face);
      const size = sheetSize(face.template);
      const sheet: FaceSheet = {
        ...{ library, page: document.addPage([...size]), width: size[0], height: size[1] },
        font: await document.embedFont(bytes, { subset: false }),
        colours: toColours(library, face.template),
      };
      const sealAt = await drawFace(sheet, face, document);
      await attachCredential(document, face, library);
      return { bytes: await document.save({ useObjectStreams: false }), sealAt };
    },
  };
}

type PdfDocument = Awaited<ReturnType<PdfLibrary['PDFDocument']['create']>>;

/** The licence's identifier stands in the metadata; nothing of the holder does. */
function describe(document: PdfDocument, face: FaceContent): void {
  const at = new Date(face.madeAt * 1000);
  document.setTitle(face.title, { showInWindowTitleBar: true });
  document.setSubject(face.identifier);
  document.setAuthor(face.issuer);
  document.setCreator('Yinzheng');
  document.setProducer('Yinzheng');
  document.setLanguage('zh-CN');
  document.setCreationDate(at);
  document.setModificationDate(at);
}

async function attachCredential(
  document: PdfDocument,
  { credential, madeAt }: FaceContent,
  { AFRelationship }: PdfLibrary,
): Promise<void> {
  const at = new Date(madeAt * 1000);
  await document.attach(new TextEncoder().encode(credential), credentialFileName, {
    mimeType: 'application/dc+sd-jwt',
    description: '证照签名数据 the licence’s signed form',
    ...{ creationDate: at, modificationDate: at, afRelationship: AFRelationship.Data },
  });
}

/** Gives where the seal belongs. */
async function drawFace(
  sheet: FaceSheet,
  face: FaceContent,
  document: PdfDocument,
): Promise<DrawnFace['sealAt']> {
  const { width, height } = sheet;
  const isWide = width > height;
  drawBackground(sheet);
  const titleY = isWide ? 104 : 128;
  drawTitle(sheet, face, titleY);
  const area = await drawPicture(sheet, face, { document, top: titleY + 58 });
  drawRows(sheet, face.rows, area);
  if (face.printedCode !== undefined) drawQr(sheet, face.printedCode);
  const sealAt = drawIssuer(sheet, face);
  drawFoot(sheet, face);
  if (face.annotation !== undefined) drawAnnotation(sheet, face.annotation);
  return sealAt;
}

function drawTitle(sheet: FaceSheet, { title, number }: FaceContent, y: number): void {
  const { width, colours, font } = sheet;
  const room = width - 2 * margin - 20;
  const size = Math.min(36, room / (title.length * 1.25));
  drawCentred(sheet, title, { x: width / 2, y, size, bold: size / 34, spread: size * 0.22 });
  const text = `${words.number}：${number}`;
  const x = width - margin - font.widthOfTextAtSize(text, 11);
  drawLine(sheet, text, { x, y: y + 32, size: 11, colour: colours.ink });
}

/** A photograph stands on the right, and rows keep clear of it. */
async function drawPicture(
  sheet: FaceSheet,
  { picture }: FaceContent,
  { document, top }: { readonly document: PdfDocument; readonly top: number },
): Promise<RowArea> {
  const { page, width, height, colours } = sheet;
  const left = margin + 8;
  const area = { left, top, width: width - 2 * left, height: height - 226 - top };
  if (picture === undefined) return area;
  const image = await embedPicture(document, picture);
  const { width: across, height: down } = image?.scaleToFit(99, 139) ?? { width: 99, height: 139 };
  const place = { x: width - left - across, y: height - top - down, width: across, height: down };
  if (image !== undefined) page.drawImage(image, place);
  page.drawRectangle({ ...place, borderColor: colours.frame, borderWidth: 0.5 });
  return { ...area, width: area.width - across - 24 };
}

/** A picture that only begins as one leaves its frame empty: the licence holds without it. */
async function embedPicture(document: PdfDocument, { mediaType, bytes }: FacePicture) {
  try {
    return await (mediaType === 'image/png' ? document.embedPng(bytes) : document.embedJpg(bytes));
  } catch {
    return undefined;
  }
}

/** On white, with its quiet zone; dark modules a row at a time as one path. */
function drawQr(sheet: FaceSheet, printedCode: string): void {
  const { page, height, library } = sheet;
  const { size, path } = toQrSymbol(printedCode);
  const scale = qrSize / (size + 2 * quietZone);
  const left = margin;
  const top = height - 214;
  page.drawRectangle({
    ...{ x: left, y: height - top - qrSize, width: qrSize, height: qrSize },
    color: library.rgb(1, 1, 1),
  });
  page.drawSvgPath(path, {
    ...{ x: left + quietZone * scale, y: height - top - quietZone * scale, scale },
    color: library.rgb(0, 0, 0),
  });
  drawCentred(sheet, scanWords, {
    ...{ x: left + qrSize / 2, y: top + qrSize + 12, size: 9 },
    colour: sheet.colours.label,
  });
}

/** Who issued it and when, on the right; the seal goes over the two. */
function drawIssuer(sheet: FaceSheet, face: FaceContent): DrawnFace['sealAt'] {
  const { width, height } = sheet;
  const room = width - 2 * margin - qrSize - 40;
  const middle = width - margin - Math.min(room / 2, 130);
  const size = Math.min(13.5, room / (face.issuer.length + 5));
  const top = height - 150;
  const lines = [
    `${words.issuer}：${face.issuer}`,
    `${words.issued}：${face.issued}`,
    `${words.validity}：${face.validity}`,
  ];
  const widest = Math.max(...lines.map((one) => sheet.font.widthOfTextAtSize(one, size)));
  const x = Math.min(middle - widest / 2, width - margin - widest);
  for (const [at, text] of lines.entries()) drawLine(sheet, text, { x, y: top + at * 25, size });
  return [Math.min(x + widest / 2, width - margin - 60), top + 20];
}

function drawFoot(sheet: FaceSheet, { identifier, verifyAt }: FaceContent): void {
  const { width, height, colours } = sheet;
  const lines = [`证照标识：${identifier}`, `核验地址：${verifyAt}`];
  for (const [at, text] of lines.entries()) {
    const size = Math.min(8, ((width - 2 * margin) / sheet.font.widthOfTextAtSize(text, 8)) * 8);
    drawCentred(sheet, text, {
      ...{ x: width / 2, y: height - 56 + at * 12, size, colour: colours.label },
    });
  }
}
