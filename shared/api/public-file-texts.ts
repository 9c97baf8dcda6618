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
export const publicFileTexts: Readonly<Record<string, FieldText>> = Object.fromEntries(
  dated.map((path) => [
    `${path}?time`,
    { description: 'Second since 1970 at which it stood 所问时间' },
  ]),
);
