import { findRoute } from '../api/find-route.ts';
import { mayCall } from '../domain/rights.ts';
import { catalogue, type ProblemCode } from '../problem/catalogue.ts';
import { Problem } from '../problem/problem.ts';
import { readCaller, readHolderCaller } from './caller-context.ts';
import type { HttpEvent, RefusedContext } from './http-message.ts';

/** A refusal that is not in the catalogue is a fault of ours. */
function toProblem({ refusal, reason, retryAfterSeconds }: RefusedContext): Problem {
  const code = Object.hasOwn(catalogue, refusal) ? (refusal as ProblemCode) : 'internal-error';
  return new Problem(code, {
    ...(reason === undefined ? {} : { reason }),
    ...(retryAfterSeconds === undefined ? {} : { retryAfterSeconds: Number(retryAfterSeconds) }),
  });
}

/**
 * Lets a request in by the table of rights, or refuses it before any work: a route without a row does
 * not exist, and one that is not public needs whom the authoriser let in: a holder, or a client that
 * has one of its scopes.
 * @throws Problem `not-found`, `unauthenticated`, `forbidden`, and whatever the authoriser refused with
 */
export function admit(event: HttpEvent): void {
  const route = findRoute(event.routeKey);
  if (route === undefined) throw new Problem('not-found');
  if (route.access === 'public') return;
  const context = event.requestContext.authorizer?.lambda;
  if (context && 'refusal' in context) throw toProblem(context);
  if (route.access === 'holder') {
    if (context && 'clientId' in context) throw new Problem('forbidden');
    readHolderCaller(event);
    return;
  }
  const { scopes } = readCaller(event);
  if (!mayCall(scopes, route.access)) throw new Problem('forbidden');
}
