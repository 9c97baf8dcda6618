import type { FieldText } from './field-texts.ts';

const dated = [
  '/history/trust-list',
  '/history/status-lists/{id}',
  '/history/mirrors/{code}/trust-list',
  '/history/mirrors/{code}/status-lists/{id}',
  '/mirrors/{code}/trust-list',
  '/mirrors/{code}/status-lists/{id}',
];

/** What `time` means where versions of public files are asked for. */
const times = Object.fromEntries(
  dated.map((path) => [
    `${path}?time`,
    { description: 'Second since 1970 at which it stood 所问时间' },
  ]),
);

const plain = (description: string): FieldText => ({ description });

/** Public files: their versions, and what a type's metadata says. */
export const publicFileTexts: Readonly<Record<string, FieldText>> = {
  ...times,
  'TypeMetadata.vct': plain('Address of this document; `vct` of the licences 类型元数据地址'),
  'TypeMetadata.display': plain('Names by language 各语言名称'),
  'TypeMetadata.rendering': plain('How a card of the type is drawn 卡片样式'),
  'TypeMetadata.simple': plain('In colours alone 仅配色'),
  'TypeMetadata.background_color': plain('Of the frame, `#rrggbb` 边框颜色'),
  'TypeMetadata.text_color': plain('Of what stands on it, `#rrggbb` 文字颜色'),
  'TypeMetadata.spoken_result': plain('A verdict on one is said aloud 核验结果语音播报'),
  'TypeMetadata.claims': plain('What a licence of the type says 证照内容'),
  'TypeMetadata.locale': plain('Language (BCP 47) 语言'),
  'TypeMetadata.label': plain('Name of the claim 名称'),
  'TypeMetadata.path': plain('Where the claim stands 位置'),
  'TypeMetadata.sd': plain('Whether it is disclosed selectively 是否选择性披露'),
  'TypeMetadata.print': plain('What stands in the printed code 印刷码内容'),
  'TypeMetadata.item': plain('Code of the item 照面项代码'),
  'TypeMetadata.max': plain('Longest text there, in characters 最大字符数'),
};
