import { confirmation, rejection } from '../../../shared/api/directory.ts';
import type { HttpHandler, HttpRequest } from '../../../shared/http/http-message.ts';
import { type HttpOptions, makeHttpHandler } from '../../../shared/http/make-http-handler.ts';
import { readBody } from '../../../shared/http/read-body.ts';
import { readKeyedRequest } from '../../../shared/http/read-keyed-request.ts';
import { toProposalResponse } from '../proposal-answer.ts';
import type { DecideProposal, DecideProposalCommand } from './decide-proposal.ts';

const maxBodyBytes = 8 * 1024;

function readVerdict(http: HttpRequest): DecideProposalCommand['verdict'] {
  const body = http.body();
  if (http.path.endsWith('/rejections')) return { state: 'rejected', ...readBody(rejection, body) };
  readBody(confirmation, body);
  return { state: 'confirmed' };
}

/** `POST /v1/proposals/{id}/confirmations` and `/rejections`. */
export function makeDecideProposalHandler(
  decideProposal: DecideProposal,
  options: HttpOptions,
): HttpHandler {
  return makeHttpHandler(
    async (http) => {
      const caller = http.caller();
      const verdict = readVerdict(http);
      const request = readKeyedRequest(http);
      const id = http.pathParameters['id'] ?? '';
      return toProposalResponse(200, await decideProposal({ caller, request, id, verdict }));
    },
    { maxBodyBytes, ...options },
  );
}
