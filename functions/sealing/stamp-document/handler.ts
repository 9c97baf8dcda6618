import { stampBody } from '../../../shared/api/stamps.ts';
import type { HttpHandler } from '../../../shared/http/http-message.ts';
import { type HttpOptions, makeHttpHandler } from '../../../shared/http/make-http-handler.ts';
import { readBody } from '../../../shared/http/read-body.ts';
import { readKeyedRequest } from '../../../shared/http/read-keyed-request.ts';
import type { StampDocument } from './stamp-document.ts';

/** A document of 4 MB in base64; a larger one is uploaded. */
const maxBodyBytes = 5.5 * 1024 * 1024;

/** `POST /v1/seals/{id}/stamps`: a department's own document under its seal. */
export function makeStampDocumentHandler(
  stampDocument: StampDocument,
  options: HttpOptions,
): HttpHandler {
  return makeHttpHandler(
    async (http) => {
      const caller = http.caller();
      const asked = readBody(stampBody, http.body());
      const request = readKeyedRequest(http);
      const id = http.pathParameters['id'] ?? '';
      const { answer, replayed } = await stampDocument({ id, caller, request, asked });
      return {
        status: 201,
        headers: {
          'Cache-Control': 'no-store',
          ...(replayed ? { 'Idempotent-Replayed': 'true' } : {}),
        },
        body: answer,
      };
    },
    { maxBodyBytes, ...options },
  );
}
