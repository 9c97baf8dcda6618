/** What may be done with a text that a licence is to say: how it is refused where it is issued, if it is. */
export interface HostileText {
  readonly text: string;
  readonly refused?: 'control-character' | 'no-glyph' | 'too-long' | 'not-trimmed';
}

/** Texts that look like more than text, or like less, by what they are; each of at most 100 characters but the last. */
export const hostileTexts = {
  markup: { text: '<b onclick=alert(1)>张三</b>&lt;i&gt;&#x202e;{{1+1}}' },
  script: { text: '<img src=x onerror="document.title=1"><script>document.title=1</script>' },
  closing: { text: '--></bdi></dd></dl><h2>有效</h2>]]>' },
  formula: { text: `=HYPERLINK("//a.example","查看");'@SUM(1,2)` },
  template: { text: '$' + '{7*7}%s%n%00{licence}{who}../../etc/passwd\\r\\n' },
  document: { text: '(Tj) Tj ET Q endstream endobj %%EOF <</JS(app.alert(1))>>' },
  'rare Han of the font': { text: '王䶮李㛃陈䲟𠂉𰻞' },
  long: { text: '沈河区示例街道某某路很长的地址'.repeat(6) },
  'from right to left': { text: 'שלום 123', refused: 'no-glyph' },
  Arabic: { text: 'شركة المثال 45', refused: 'no-glyph' },
  emoji: { text: '示例😀公司', refused: 'no-glyph' },
  'rare Han of no font': { text: '王𠮷', refused: 'no-glyph' },
  'turned around': { text: '沈阳\u202e司公某\u202c有限', refused: 'control-character' },
  isolated: { text: '沈阳\u2067有效\u2069公司', refused: 'control-character' },
  'zero width': { text: '沈\u200b阳\u200c公\u2060司', refused: 'control-character' },
  'joined emoji': { text: '👩\u200d⚕\ufe0f诊所', refused: 'control-character' },
  'soft hyphen': { text: '沈阳\u00ad公司', refused: 'control-character' },
  'variant of a character': { text: '葛\u{e0100}城', refused: 'control-character' },
  'private use': { text: '沈阳\ue000\u{f0000}公司', refused: 'control-character' },
  'two lines': { text: '沈阳\r\n状态：有效', refused: 'control-character' },
  'terminal escape': { text: '\u001b[2J\u009b31m公司', refused: 'control-character' },
  nought: { text: '沈阳\u0000公司', refused: 'control-character' },
  'piled marks': { text: `公司q${'\u0323'.repeat(30)}`, refused: 'control-character' },
  'full-width blank': { text: '公司\u3000', refused: 'not-trimmed' },
  endless: { text: '某'.repeat(10_000), refused: 'too-long' },
} as const satisfies Readonly<Record<string, HostileText>>;

const all: readonly HostileText[] = Object.values(hostileTexts);

/** Those that a department may put on a licence. */
export const issuable: readonly string[] = all.flatMap(({ text, refused }) =>
  refused === undefined ? [text] : [],
);

/** Those that none of ours says, and another province's may. */
export const refusable = all.flatMap(({ text, refused }) =>
  refused === undefined ? [] : [{ text, refused }],
);
