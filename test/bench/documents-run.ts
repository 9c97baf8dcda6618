import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { makeChineseFont } from '../../shared/adapters/documents/chinese-font.ts';
import { makePdfFaceDrawer } from '../../shared/adapters/documents/pdf-face-drawer.ts';
import { makePdfSealPictures } from '../../shared/adapters/documents/pdf-seal-pictures.ts';
import { drawSealImage } from '../../shared/formats/seal-image.ts';
import { type FaceContent, wholeMark } from '../../shared/ports/face-drawer.ts';
import { makePlainDocument, prepareDocument, signPrepared } from '../build/documents.ts';
import { makeSampleCredential } from '../build/presented.ts';
import { makePrintedCode, samplePrinted } from '../build/printed-codes.ts';
import { makeSampleProvince, sampleSeconds } from '../build/province-pki.ts';

/** Runs in a process of its own, so that its memory is that of a function that makes faces and nothing else. */
const fontFile = createRequire(import.meta.url).resolve(
  '@expo-google-fonts/noto-sans-sc/400Regular/NotoSansSC_400Regular.ttf',
);
const faces = 40;
const mebibyte = 1024 * 1024;

const province = await makeSampleProvince();
const font = makeChineseFont(fontFile);
const drawer = makePdfFaceDrawer(font);
const pictures = makePdfSealPictures(font);
const image = drawSealImage({ name: '沈阳市市场监督管理局（示例）', kind: 'licence-special' });

const rows = [
  ['经营者名称', '沈阳美达餐饮管理有限公司（示例）'],
  ['统一社会信用代码', '91210102MA20FNR4XM'],
  ['法定代表人（负责人）', '李文（示例）'],
  ['住所', '辽宁省沈阳市沈河区示例街8号'],
  ['经营项目', '热食类食品制售、冷食类食品制售'],
].map(([name = '', text = '']) => ({ name, text, wide: false }));

const content: FaceContent = {
  ...{
    template: { orientation: 'landscape' },
    title: '食品经营许可证',
    number: 'JY22101000000028',
  },
  ...{ rows, issuer: '沈阳市市场监督管理局（示例）', issued: '2026年11月22日', validity: '长期' },
  ...{ identifier: '1.2.156.3005.2', verifyAt: `${province.url}/q`, madeAt: sampleSeconds },
  printedCode: makePrintedCode(samplePrinted, province.seal.privateKey),
  credential: makeSampleCredential(province),
};

async function makeFace(): Promise<Uint8Array> {
  const seal = await pictures.toAppearance(image);
  const { bytes, sealAt } = await drawer.draw(content);
  const marks = [wholeMark(seal, 0, sealAt)];
  return signPrepared(await prepareDocument(bytes, { seal, marks, isFinal: true }), province.seal);
}

/** Pages of incompressible pictures stand for a scan. */
async function makeScan(): Promise<Uint8Array> {
  const { PDFDocument } = await import('@cantoo/pdf-lib');
  const document = await PDFDocument.load(await makePlainDocument({ pages: 10 }));
  const bytes = Buffer.concat([readFileSync(fontFile).subarray(0, 10 * mebibyte)]);
  document.context.register(document.context.stream(bytes));
  return document.save({ useObjectStreams: false });
}

async function time(work: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now();
  await work();
  return performance.now() - startedAt;
}

await makeFace();
const milliseconds = await time(async () => {
  for (let face = 0; face < faces; face += 1) await makeFace();
});
const residentMebibytes = process.memoryUsage().rss / mebibyte;
const seal = await pictures.toAppearance(image);
const scan = await makeScan();
const stampMilliseconds = await time(async () => {
  const marks = [wholeMark(seal, 0, [400, 600])];
  signPrepared(await prepareDocument(scan, { seal, marks }), province.seal);
});
process.stdout.write(
  JSON.stringify({
    ...{ facesPerSecond: (faces * 1000) / milliseconds, residentMebibytes },
    ...{ scanMebibytes: scan.length / mebibyte, stampMilliseconds },
  }),
);
