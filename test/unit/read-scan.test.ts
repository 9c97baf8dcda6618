import { describe, expect, it } from 'vitest';
import { counterTexts } from '../../web/counter/counter-texts.ts';
import { readCode } from '../../web/counter/read-code.ts';
import { retrievalTexts } from '../../web/counter/retrieval-texts.ts';
import { readScan } from '../../web/kit/read-scan.ts';
import { languages } from '../../web/kit/texts.ts';

const credential = 'eyJhbGciOiJFUzI1NiJ9.eyJpc3MiOiJ4In0.c2ln~WyJzIl0~';

const printed = `YZ1${'A'.repeat(40)}`;

describe('what was scanned', () => {
  it.each<readonly [string, string, object]>([
    ['a credential', credential, { credential }],
    ['with the line break of a scanner', `${credential}\r\n`, { credential }],
    ['broken over lines by a mail', credential.replace('.', '.\n  '), { credential }],
    ['made wide by an input method', credential.replace('~', '～'), { credential }],
    ['with a byte order mark', `\ufeff${credential}`, { credential }],
    [
      'a code on paper',
      `https://x.example/q#${printed}`,
      { printedCode: `https://x.example/q#${printed}` },
    ],
    ['with noise before it', `~@${printed}`, { printedCode: `~@${printed}` }],
    ['with a scanner’s own signs', `]Q1\u0002${printed}\u0003`, { printedCode: printed }],
    ['half a code on paper', 'https://x.example/q#YZ1ABC', { isNot: 'isPart' }],
    ['the address without the code', 'https://x.example/q#', { isNot: 'isPart' }],
    ['a show code', 'HTTPS://x.example/r#abc', { isNot: 'isShowCode', text: 'abc' }],
    ['a spoken code', '123 456 789', { isNot: 'isSpokenCode', text: '123456789' }],
    ['a counter’s request', 'https://x.example/a#request-1', { isNot: 'isRequest' }],
    ['a number', 'jy22101000000028', { isNot: 'isNumber', text: 'JY22101000000028' }],
    [
      'a title’s number',
      '辽（2026）沈阳市不动产权第0000001号',
      {
        isNot: 'isNumber',
        text: '辽(2026)沈阳市不动产权第0000001号',
      },
    ],
    [
      'an identifier',
      '1.2.156.3005.2.11100000MB0341032Y902.X.001.C',
      {
        isNot: 'isNumber',
        text: '1.2.156.3005.2.11100000MB0341032Y902.X.001.C',
      },
    ],
    ['goods', '6901234567892', { isNot: 'isGoods' }],
    ['a health certificate', 'HC1:NCFOXN', { isNot: 'isOther' }],
    ['JSON', '{"type":"VerifiableCredential"}', { isNot: 'isOther' }],
    ['a payment by WeChat', '134567890123456789', { isNot: 'isPayment' }],
    ['a payment by Alipay', '281234567890123456', { isNot: 'isPayment' }],
    ['a friend’s code', 'https://u.wechat.com/EAbcd', { isNot: 'isPayment' }],
    ['a shop’s code', 'https://qr.alipay.com/fkx1', { isNot: 'isPayment' }],
    ['a shop’s other code', 'wxp://f2f0abc', { isNot: 'isPayment' }],
    ['no payment application', 'https://wechat.com.example/', { isNot: 'isLink' }],
    ['a citizen’s number', '110101199003070118', { isNot: 'isNumber', text: '110101199003070118' }],
    ['what a paper licence leads to', 'https://www.gsxt.gov.cn/x', { isNot: 'isOfficial' }],
    ['a link', 'http://x.example/', { isNot: 'isLink' }],
    ['half a credential', credential.slice(0, 20), { isNot: 'isPart' }],
    ['a credential that lost its end', credential.split('~')[0] ?? '', { isNot: 'isPart' }],
    ['of another system', '沪A12345', { isNot: 'isUnknown' }],
    ['blanks', ' \n\t', { isNot: 'nothing' }],
  ])('is told apart: %s', (_name, text, scan) => {
    expect(readScan(text)).toEqual(scan);
  });
});

describe('what was scanned for retrieval', () => {
  const shown = 'A'.repeat(22);
  it.each<readonly [string, string, object]>([
    ['a show code', `https://x.example/r#${shown}`, { code: shown }],
    ['the code alone', shown, { code: shown }],
    ['nine digits as they are read out', '123-456 ７89', { spokenCode: '123456789' }],
    ['eight digits', '1234 5678', { fault: 'digitsFault' }],
    ['half a show code', 'https://x.example/r#AAAA', { fault: 'partFault' }],
    ['a web link', 'https://x.example/menu', { fault: 'linkFault' }],
    ['a counter’s own request', 'https://x.example/a#request-1', { fault: 'requestFault' }],
    ['a licence number', 'JY22101000000028', { fault: 'isNumberFault' }],
    ['a licence', credential, { fault: 'licenceFault' }],
    ['a code on paper', printed, { fault: 'licenceFault' }],
    ['a health certificate', 'HC1:NCFOXN', { fault: 'codeFault' }],
    ['nothing', '', { fault: 'codeFault' }],
  ])('is told apart: %s', (_name, text, code) => {
    expect(readCode(text)).toEqual(code);
  });
});

describe('the catalogues', () => {
  it.each([
    ['of the kit', languages],
    ['of the counter', counterTexts],
    ['of retrieval', retrievalTexts],
  ])('%s say everything in both languages', (_name, { 'zh-Hans': zh, en }) => {
    expect(Object.keys(en)).toEqual(Object.keys(zh));
    for (const text of [...Object.values(zh), ...Object.values(en)]) expect(text).not.toBe('');
  });
});
