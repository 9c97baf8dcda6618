import { describe, expect, it } from 'vitest';
import { readScan } from '../../web/kit/read-scan.ts';
import { languages } from '../../web/kit/texts.ts';

const credential = 'eyJhbGciOiJFUzI1NiJ9.eyJpc3MiOiJ4In0.c2ln~WyJzIl0~';

describe('what was scanned', () => {
  it.each<readonly [string, string, object]>([
    ['a credential', credential, { credential }],
    ['with the line break of a scanner', `${credential}\r\n`, { credential }],
    ['broken over lines by a mail', credential.replace('.', '.\n  '), { credential }],
    ['made wide by an input method', credential.replace('~', '～'), { credential }],
    ['with a byte order mark', `\ufeff${credential}`, { credential }],
    [
      'a code on paper',
      'https://x.example/q#YZ1ABC',
      { printedCode: 'https://x.example/q#YZ1ABC' },
    ],
    ['with noise before it', '~@YZ1ABC', { printedCode: '~@YZ1ABC' }],
    ['a show code', 'HTTPS://x.example/r#abc', { isNot: 'isShowCode' }],
    ['a link', 'http://x.example/', { isNot: 'isLink' }],
    ['half a credential', credential.slice(0, 20), { isNot: 'isPart' }],
    ['a credential that lost its end', credential.split('~')[0] ?? '', { isNot: 'isPart' }],
    ['of another system', '沪A12345', { isNot: 'isUnknown' }],
    ['blanks', ' \n\t', { isNot: 'nothing' }],
  ])('is told apart: %s', (_name, text, scan) => {
    expect(readScan(text)).toEqual(scan);
  });
});

describe('the catalogues', () => {
  it('say everything in both languages, and nothing in two words', () => {
    const { 'zh-Hans': zh, en } = languages;
    expect(Object.keys(en)).toEqual(Object.keys(zh));
    for (const text of [...Object.values(zh), ...Object.values(en)]) expect(text).not.toBe('');
  });
});
