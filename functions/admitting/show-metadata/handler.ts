import type { HttpHandler } from '../../../shared/http/http-message.ts';
import { type HttpOptions, makeHttpHandler } from '../../../shared/http/make-http-handler.ts';
import { toMetadata, toResourceMetadata } from './to-metadata.ts';

const headers = { 'Cache-Control': 'public, max-age=3600' };

const resourcePath = '/.well-known/oauth-protected-resource';

/** `GET /.well-known/oauth-authorization-server`, `GET /.well-known/oauth-protected-resource` */
export function makeShowMetadataHandler(
  options: HttpOptions & { readonly provinceUrl: string; readonly identityIssuer: string },
): HttpHandler {
  const { provinceUrl, identityIssuer } = options;
  const server = { ...toMetadata(provinceUrl) };
  const resource = { ...toResourceMetadata(provinceUrl, identityIssuer) };
  return makeHttpHandler(
    async ({ path }) => ({ status: 200, headers, body: path === resourcePath ? resource : server }),
    options,
  );
}
