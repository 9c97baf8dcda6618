import { sealStateChange } from '../../../shared/api/seals.ts';
import type { HttpHandler } from '../../../shared/http/http-message.ts';
import { type HttpOptions, makeHttpHandler } from '../../../shared/http/make-http-handler.ts';
import { readBody } from '../../../shared/http/read-body.ts';
import { readKeyedRequest } from '../../../shared/http/read-keyed-request.ts';
import { toSealResponse } from '../seal-response.ts';
import type { ChangeSealState } from './change-seal-state.ts';

const maxBodyBytes = 16_384;

/** `POST /v1/seals/{id}/state-changes`: make, enable, suspend, cancel. */
export function makeChangeSealStateHandler(
  changeSealState: ChangeSealState,
  options: HttpOptions,
): HttpHandler {
  return makeHttpHandler(
    async (http) => {
      const caller = http.caller();
      const change = readBody(sealStateChange, http.body());
      const request = readKeyedRequest(http);
      const id = http.pathParameters['id'] ?? '';
      return toSealResponse(200, await changeSealState({ id, caller, request, change }));
    },
    { maxBodyBytes, ...options },
  );
}
