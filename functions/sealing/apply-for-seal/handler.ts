import { sealApplication } from '../../../shared/api/seals.ts';
import type { HttpHandler } from '../../../shared/http/http-message.ts';
import { type HttpOptions, makeHttpHandler } from '../../../shared/http/make-http-handler.ts';
import { readBody } from '../../../shared/http/read-body.ts';
import { readKeyedRequest } from '../../../shared/http/read-keyed-request.ts';
import { toSealResponse } from '../seal-response.ts';
import type { ApplyForSeal } from './apply-for-seal.ts';

const maxBodyBytes = 512 * 1024;

/** `POST /v1/seals`: a department applies for a seal. */
export function makeApplyForSealHandler(
  applyForSeal: ApplyForSeal,
  options: HttpOptions,
): HttpHandler {
  return makeHttpHandler(
    async (http) => {
      const caller = http.caller();
      const application = readBody(sealApplication, http.body());
      const request = readKeyedRequest(http);
      return toSealResponse(201, await applyForSeal({ caller, request, application }));
    },
    { maxBodyBytes, ...options },
  );
}
