import type { PageFiles } from '../../../shared/ports/page-files.ts';

/** Something that a browser asks for: how it is called, and what it is. */
export interface Page {
  readonly text: string | Uint8Array;
  readonly mediaType: string;
}

/** What pages are told of the province that serves them. */
export interface PageFacts {
  readonly provinceUrl: string;
  /** DER root certificates, base64, separated by commas: public, and what verifying in the page rests on. */
  readonly anchors: string;
  /** Where people log in, and as which of its clients. */
  readonly identity: { readonly issuer: string; readonly client: string };
  /** Milliseconds; other than 0 in the embedded run only. */
  readonly clockOffset: number;
}

export type FindPage = (path: string) => Promise<Page | undefined>;

const documents: Readonly<Record<string, string>> = {
  '/counter': 'counter.html',
  '/desk': 'desk.html',
  '/developers': 'developers.html',
  '/me': 'me.html',
  '/a': 'me.html',
  '/q': 'check.html',
  '/r': 'check.html',
};
const mediaTypes: Readonly<Record<string, string>> = {
  html: 'text/html; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
  wasm: 'application/wasm',
};
const filePattern = /^\/pages\/([a-z]+(?:-[A-Z0-9]{8})?\.(?:js|css)|zxing\.wasm)$/;

function toName(path: string): string | undefined {
  if (path === '/counter-worker.js') return path.slice(1);
  return documents[path] ?? filePattern.exec(path)?.[1];
}

/** Finds pages, their files, and their settings; nothing else that may lie in the folder. */
export function makeFindPage(files: PageFiles, facts: PageFacts): FindPage {
  const settings = { text: JSON.stringify(facts), mediaType: 'application/json' };
  return async (path) => {
    if (path === '/pages/settings.json') return settings;
    const name = toName(path);
    const text = name === undefined ? undefined : await files.find(name);
    const mediaType = mediaTypes[name?.split('.').at(-1) ?? ''];
    return text === undefined || mediaType === undefined ? undefined : { text, mediaType };
  };
}
