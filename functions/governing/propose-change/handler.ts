import type { HttpHandler } from '../../../shared/http/http-message.ts';
import { type HttpOptions, makeHttpHandler } from '../../../shared/http/make-http-handler.ts';
import { readKeyedRequest } from '../../../shared/http/read-keyed-request.ts';
import { toProposalResponse } from '../proposal-answer.ts';
import type { ProposeChange } from './propose-change.ts';
import { toDraft } from './to-draft.ts';

/** Before and after of a licence type have to fit into one item of the table, 400 KB. */
const maxBodyBytes = 128 * 1024;

/** Every POST and PUT below `/v1/departments`, `/v1/licence-types` and `/v1/clients`: makes a proposal. */
export function makeProposeChangeHandler(
  proposeChange: ProposeChange,
  options: HttpOptions,
): HttpHandler {
  return makeHttpHandler(
    async (http) => {
      const { method, path, pathParameters } = http;
      const body = http.body();
      const request = readKeyedRequest(http);
      const draft = toDraft({ method, path, pathParameters, body });
      return toProposalResponse(202, await proposeChange({ request, draft }));
    },
    { maxBodyBytes, ...options },
  );
}
