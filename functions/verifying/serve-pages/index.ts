import { makePageFiles } from '../../../shared/adapters/system/page-files.ts';
import { readClockOffset, readVariables } from '../../../shared/config/variables.ts';
import { makeServePages } from './handler.ts';
import { makeFindPage } from './serve-pages.ts';

const config = readVariables(process.env, ['provinceUrl', 'trustAnchors', 'pagesFolder']);
const { provinceUrl, trustAnchors: anchors, pagesFolder } = config;
const facts = { provinceUrl, anchors, clockOffset: readClockOffset(process.env) };

export const handler = makeServePages(makeFindPage(makePageFiles(pagesFolder), facts), {
  provinceUrl,
});
