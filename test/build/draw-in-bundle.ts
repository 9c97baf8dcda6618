import { makeChineseFont } from '../../shared/adapters/documents/chinese-font.ts';
import { libpdfTextFinder } from '../../shared/adapters/documents/libpdf-text-finder.ts';
import { makePdfFaceDrawer } from '../../shared/adapters/documents/pdf-face-drawer.ts';
import { makePdfSealPictures } from '../../shared/adapters/documents/pdf-seal-pictures.ts';
import { drawSealImage } from '../../shared/formats/seal-image.ts';

/** What a function does with libraries, font and subsetter, started where its bundle lies: tells what came of it. */
async function draw(): Promise<void> {
  const font = makeChineseFont('font.ttf');
  const { bytes } = await makePdfFaceDrawer(font).draw({
    ...{
      template: { orientation: 'portrait' },
      title: '许可证',
      number: '1',
      rows: [],
      issuer: '局',
    },
    ...{
      issued: '2026年11月22日',
      validity: '长期',
      identifier: '1.2',
      verifyAt: 'https://a.example',
    },
    ...{ printedCode: `https://a.example/q#YZ1${'A'.repeat(400)}`, credential: 'x~', madeAt: 0 },
  });
  const image = drawSealImage({ name: '局（示例）', kind: 'official' });
  const seal = await makePdfSealPictures(font).toAppearance(image);
  const found = await libpdfTextFinder.find(bytes, '发证机关');
  process.stdout.write(`${bytes.length > 10_000} ${seal.operators.length > 1000} ${found.length}`);
}

draw().catch((error: unknown) => {
  process.stderr.write(String(error));
  process.exitCode = 1;
});
