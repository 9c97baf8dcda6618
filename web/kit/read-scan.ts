import type { TextName } from './texts.ts';

/** What somebody scanned, typed or opened: a licence in one of its forms, or something else, by its name. */
export type Scan =
  | { readonly credential: string }
  | { readonly printedCode: string }
  | { readonly isNot: TextName };

const credentialPattern = /^[\w-]+\.[\w-]+\.[\w-]+~/;
const printedPattern = /YZ1/i;
const showCodePattern = /^https?:\/\/[^/]+\/r#/i;
const linkPattern = /^https?:\/\//i;
const partPattern = /^ey[\w-]{10,}/;

/**
 * Says what a text is, before anything of it is believed. Scanners put in spaces and line breaks, and
 * an input method may have made characters wide.
 */
export function readScan(text: string): Scan {
  const narrow = text.normalize('NFKC').replace(/[\s\u200b\ufeff]+/g, '');
  if (narrow === '') return { isNot: 'nothing' };
  if (credentialPattern.test(narrow)) return { credential: narrow };
  if (printedPattern.test(narrow)) return { printedCode: narrow };
  if (showCodePattern.test(narrow)) return { isNot: 'isShowCode' };
  if (linkPattern.test(narrow)) return { isNot: 'isLink' };
  return { isNot: partPattern.test(narrow) ? 'isPart' : 'isUnknown' };
}
