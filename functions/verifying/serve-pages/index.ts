import { makePageFiles } from '../../../shared/adapters/system/page-files.ts';
import { readIdentityProvider } from '../../../shared/config/identity-provider.ts';
import { readClockOffset, readVariables } from '../../../shared/config/variables.ts';
import { makeServePages } from './handler.ts';
import { makeFindPage } from './serve-pages.ts';

const variables = readVariables(process.env, [
  'provinceUrl',
  'trustAnchors',
  'pagesFolder',
  'identityProvider',
  'filesOrigin',
]);
const { provinceUrl, trustAnchors, pagesFolder, identityProvider, filesOrigin } = variables;
const { issuer, pagesClient } = readIdentityProvider(identityProvider);
const facts = {
  ...{ provinceUrl, anchors: trustAnchors, clockOffset: readClockOffset(process.env) },
  identity: { issuer, client: pagesClient },
};

export const handler = makeServePages(makeFindPage(makePageFiles(pagesFolder), facts), {
  ...{ provinceUrl, identityOrigin: new URL(issuer).origin, filesOrigin },
});
