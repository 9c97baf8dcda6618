import { writeFileSync } from 'node:fs';
import { makeSampleCredential } from './presented.ts';
import {
  makeSampleProvince,
  makeSheetFile,
  makeStatusListFile,
  makeTrustListFile,
  type SampleProvince,
} from './province-pki.ts';
import { toAgreement, toListedProvince } from './two-provinces.ts';

/** `node test/build/write-trust-samples.ts`: the signed samples of docs/trust-lists.md, with keys that nobody keeps. */
const write = (name: string, text: string) =>
  writeFileSync(`docs/samples/trust/${name}`, `${text}\n`);

function toPem({ root }: SampleProvince): string {
  const lines =
    Buffer.from(root.certificate)
      .toString('base64')
      .match(/.{1,64}/g) ?? [];
  return ['-----BEGIN CERTIFICATE-----', ...lines, '-----END CERTIFICATE-----'].join('\n');
}

const liaoning = await makeSampleProvince();
const zhejiang = await makeSampleProvince({
  url: 'https://yinzheng.zhejiang.example',
  name: '浙江省',
  code: '330000',
  department: {
    code: '11330100MB9Y200172',
    name: '杭州市市场监督管理局（示例）',
    division: '330100',
  },
});
const sheet = makeSheetFile(liaoning);
const holders = [
  { name: '沈阳鑫盛食品有限公司（示例）', codeType: '001', code: '91210102MAL3C6TE94' },
];
const draft = {
  roots: [zhejiang.root.certificate],
  provinces: [toListedProvince(liaoning)],
  agreements: [toAgreement(liaoning, { items: ['KZ_ZTYT'] })],
};
write('liaoning-root.pem', toPem(liaoning));
write(
  'liaoning-trust-list.jwt',
  makeTrustListFile(liaoning, sheet, { draft: { roots: [liaoning.root.certificate] } }),
);
write('liaoning-sheet.jwt', sheet);
write('liaoning-status-list.jwt', makeStatusListFile(liaoning));
write('liaoning-permit.credential', makeSampleCredential(liaoning, { content: { holders } }));
write('zhejiang-root.pem', toPem(zhejiang));
write('zhejiang-trust-list.jwt', makeTrustListFile(zhejiang, makeSheetFile(zhejiang), { draft }));
