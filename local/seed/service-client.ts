import { makeProofMaker } from '../../cli/proof-maker.ts';
import { openSession, Refusal } from '../../cli/service-client.ts';
import type { Clock } from '../../shared/ports/clock.ts';
import type { ClientFile } from './client-file.ts';

/** One POST to the service. */
export interface PostCall {
  readonly path: string;
  readonly body: object;
  readonly idempotencyKey: string;
}

/** Calls the service as a sample client would, by its own clock. @throws Error with the refusal's type */
export function makeServiceClient(client: ClientFile, clock: Clock) {
  const { now } = clock;
  const session = openSession(client, { now, proofs: makeProofMaker({ now }) });
  return async (call: PostCall): Promise<Record<string, unknown>> => {
    const { body } = await session
      .call({ method: 'POST', ...call })
      .catch((error: unknown) => explain(error, call.path));
    return body;
  };
}

function explain(error: unknown, path: string): never {
  if (!(error instanceof Refusal)) throw error;
  const { status, body } = error.answer;
  const errors = body['errors'] === undefined ? '' : JSON.stringify(body['errors']);
  const reason = body['reason'] ?? body['error_description'];
  const why = [body['type'] ?? body['error'], reason, errors];
  throw new Error(`${path}: ${status} ${why.filter(Boolean).join(' ')}`);
}
