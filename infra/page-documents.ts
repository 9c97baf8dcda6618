/** A page as the browser first gets it: its name, files and what whoever has no script is told. */
interface PageDocument {
  readonly name: string;
  readonly title: string;
  /** Has a style sheet of its own beside the kit's. */
  readonly isStyled: boolean;
  readonly withoutScript: string;
}

const needsScript = '此页面需要启用 JavaScript。 This page needs JavaScript.';
const verifiesHere =
  '核验在本机完成，需要启用 JavaScript。 Verification runs in this page and needs JavaScript.';

const pages: readonly PageDocument[] = [
  { name: 'counter', title: '窗口核验', isStyled: true, withoutScript: verifiesHere },
  { name: 'check', title: '证照核验', isStyled: false, withoutScript: verifiesHere },
  { name: 'desk', title: '部门工作台', isStyled: true, withoutScript: needsScript },
  {
    ...{ name: 'developers', title: '开发者', isStyled: true },
    withoutScript:
      '此页面需要启用 JavaScript；接口文档见 /openapi.json。 This page needs JavaScript; the API document is at /openapi.json.',
  },
  { name: 'me', title: '我的证照', isStyled: true, withoutScript: needsScript },
];

/** No page tells another place where somebody came from: what stands behind `#` is nobody's. */
function toDocument({ name, title, isStyled, withoutScript }: PageDocument): string {
  const styles = ['kit', ...(isStyled ? [name] : [])];
  return `<!doctype html>
<html lang="zh-Hans">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="referrer" content="no-referrer">
    <title>${title} · 印证</title>
    <link rel="icon" href="data:,">
${styles.map((style) => `    <link rel="stylesheet" href="/pages/${style}.css">`).join('\n')}
    <script type="module" src="/pages/${name}.js"></script>
  </head>
  <body>
    <noscript>${withoutScript}</noscript>
  </body>
</html>
`;
}

/** The documents of all pages, by file name. */
export const pageDocuments: readonly { readonly name: string; readonly text: string }[] = pages.map(
  (page) => ({ name: `${page.name}.html`, text: toDocument(page) }),
);
