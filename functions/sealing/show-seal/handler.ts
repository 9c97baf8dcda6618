import type { Seal } from '../../../shared/domain/seal.ts';
import type { HttpHandler } from '../../../shared/http/http-message.ts';
import { type HttpOptions, makeHttpHandler } from '../../../shared/http/make-http-handler.ts';
import { toSealBody } from '../seal-response.ts';
import type { ShowSeal } from './show-seal.ts';

const toImageBody = ({ image }: Seal) =>
  image.kind === 'drawn' ? { svg: image.svg } : { png: image.png };

/** `GET /v1/seals/{id}`: one seal with its image. */
export function makeShowSealHandler(showSeal: ShowSeal, options: HttpOptions): HttpHandler {
  return makeHttpHandler(async (http) => {
    const id = http.pathParameters['id'] ?? '';
    const { seal, at, replacedBy } = await showSeal(id, http.caller());
    const body = { ...toSealBody(seal, at, replacedBy), image: toImageBody(seal) };
    return { status: 200, body };
  }, options);
}
