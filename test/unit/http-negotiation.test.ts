import { describe, expect, it } from 'vitest';
import { chooseLanguage } from '../../shared/http/choose-language.ts';
import { chooseMediaType } from '../../shared/http/choose-media-type.ts';

describe('the language of an answer', () => {
  it.each([
    [undefined, 'zh'],
    ['', 'zh'],
    ['*', 'zh'],
    ['en', 'en'],
    ['EN-us', 'en'],
    ['zh-Hant-TW', 'zh'],
    ['fr, de', 'zh'],
    ['fr, en-GB;q=0.5, zh;q=0.4', 'en'],
    ['en;q=0.4, zh-CN;q=0.5', 'zh'],
    ['en, zh', 'en'],
    ['zh, en', 'zh'],
    ['en;q=0.8, *;q=0.9', 'zh'],
    ['zh;q=0, *', 'en'],
    ['zh;q=0', 'zh'],
    ['zh;q=0, en;q=0', 'zh'],
    ['en;q=0.001', 'en'],
    ['en ; q = 0.5 , zh ; q=0.4', 'en'],
    ['en;q=2', 'zh'],
    ['en;q=0.1234, zh;q=0.1', 'zh'],
    [`${'x,'.repeat(300)}en`, 'zh'],
  ] as const)('for %j is %s', (header, language) => {
    expect(chooseLanguage(header)).toBe(language);
  });
});

describe('the media type of an answer', () => {
  it.each([
    [undefined, 'text/html'],
    ['*/*', 'text/html'],
    ['text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8', 'text/html'],
    ['application/json', 'application/json'],
    ['application/json;q=0.5, text/html;q=0.4', 'application/json'],
    ['application/*', 'application/json'],
    ['application/*;q=0.2, text/html;level=1;q=0.1', 'application/json'],
    ['text/html;q=0, */*', 'application/json'],
    ['image/png', undefined],
    ['text/html;q=0', undefined],
    ['nonsense', undefined],
  ] as const)('for %j is %s', (accept, type) => {
    expect(chooseMediaType(accept, ['text/html', 'application/json'])).toBe(type);
  });

  it('costs no more for a hostile header than for any other', () => {
    const started = performance.now();
    chooseMediaType(`a/b;${' ;'.repeat(5000)}`, ['text/html']);
    chooseLanguage('a-'.repeat(5000));
    expect(performance.now() - started).toBeLessThan(100);
  });
});
