import type { HttpHandler } from '../../../shared/http/http-message.ts';
import { type HttpOptions, makeHttpHandler } from '../../../shared/http/make-http-handler.ts';
import { toMetadata } from './to-metadata.ts';

const headers = { 'Cache-Control': 'public, max-age=3600' };

/** `GET /.well-known/oauth-authorization-server` */
export function makeShowMetadataHandler(
  options: HttpOptions & { readonly provinceUrl: string },
): HttpHandler {
  const body = { ...toMetadata(options.provinceUrl) };
  return makeHttpHandler(async () => ({ status: 200, headers, body }), options);
}
