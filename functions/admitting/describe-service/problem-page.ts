import { createHash } from 'node:crypto';
import type { ProblemPageAnswer } from '../../../shared/api/about-service.ts';

/** Large enough for old eyes: text of 18 px and more, lines far apart, contrast above 7 to 1. */
const style =
  'body{max-width:40em;margin:2em auto;padding:0 1em;font:1.25rem/1.6 system-ui,sans-serif;color:#1a1a1a;background:#fff}' +
  'h1{font-size:1.6rem;line-height:1.3}h2{font-size:1.25rem;margin:1.5em 0 .3em}p{margin:0}code{font-size:1.1rem}';

const words = {
  zh: { tag: 'zh-Hans', service: '印证', meaning: '含义', whatToDo: '处理办法', code: '代码' },
  en: {
    tag: 'en',
    service: 'Yinzheng',
    meaning: 'What it means',
    whatToDo: 'What to do',
    code: 'Code',
  },
} as const;

/** No script, no frame, no form, and no style but the one above. */
export const pagePolicy = [
  "default-src 'none'",
  `style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'`,
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

const escapes: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
};
const toText = (text: string) => text.replace(/[&<>"]/g, (one) => escapes[one] ?? one);

/** The page behind the `type` of a problem document. */
export function toProblemPage(problem: ProblemPageAnswer, language: keyof typeof words): string {
  const { tag, service, ...headings } = words[language];
  const title = toText(problem.title);
  return `<!doctype html>
<html lang="${tag}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} – ${service}</title>
<style>${style}</style>
</head>
<body>
<main>
<h1>${title}</h1>
<h2>${headings.meaning}</h2>
<p>${toText(problem.meaning)}</p>
<h2>${headings.whatToDo}</h2>
<p>${toText(problem.whatToDo)}</p>
<h2>${headings.code}</h2>
<p><code>${problem.code}</code> (HTTP ${problem.status})</p>
</main>
</body>
</html>
`;
}
