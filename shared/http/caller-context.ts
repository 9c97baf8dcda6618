import type { Caller, Scope } from '../domain/client.ts';
import type { HolderCaller } from '../domain/holder-caller.ts';
import type { ClientId, DepartmentCode } from '../domain/ids.ts';
import type { LicenceRight } from '../domain/licence-rights.ts';
import { Problem } from '../problem/problem.ts';
import type {
  AdmittedContext,
  AuthoriserContext,
  HolderContext,
  HttpEvent,
  HttpResponse,
} from './http-message.ts';

/** Who calls, for API Gateway to carry to the function. */
export function toAdmittedContext(caller: Caller): AdmittedContext {
  const { clientId, department, scopes, licenceRights } = caller;
  return {
    clientId,
    ...(department === undefined ? {} : { department }),
    scopes: scopes.join(' '),
    ...(licenceRights === undefined ? {} : { licenceRights: JSON.stringify(licenceRights) }),
  };
}

const findContext = (event: HttpEvent): AuthoriserContext | undefined =>
  event.requestContext.authorizer?.lambda ?? undefined;

/** Ours, by way of API Gateway: what it says is what the authoriser wrote. */
function toCaller({ clientId, department, scopes, licenceRights }: AdmittedContext): Caller {
  return {
    clientId: clientId as ClientId,
    ...(department ? { department: department as DepartmentCode } : {}),
    scopes: scopes.split(' ').filter((scope) => scope !== '') as Scope[],
    ...(licenceRights ? { licenceRights: JSON.parse(licenceRights) as LicenceRight[] } : {}),
  };
}

/**
 * Who calls, as the authoriser established it.
 * @throws Problem `unauthenticated` where nobody was let in
 */
export function readCaller(event: HttpEvent): Caller {
  const context = findContext(event);
  if (context === undefined || !('clientId' in context) || !context.clientId) {
    throw new Problem('unauthenticated', { reason: 'token-missing' });
  }
  return toCaller(context);
}

/** Which holder calls, for API Gateway to carry to the function. */
export function toHolderContext(holder: HolderCaller): HolderContext {
  return { holder: encodeURIComponent(JSON.stringify(holder)) };
}

/**
 * Which holder calls, as the authoriser established it.
 * @throws Problem `unauthenticated` where nobody was let in
 */
export function readHolderCaller(event: HttpEvent): HolderCaller {
  const context = findContext(event);
  if (context === undefined || !('holder' in context)) {
    throw new Problem('unauthenticated', { reason: 'identity-missing' });
  }
  return JSON.parse(decodeURIComponent(context.holder)) as HolderCaller;
}

/** The calling client's id, for the log. */
export function findClientId(event: HttpEvent): string | undefined {
  const context = findContext(event);
  return context !== undefined && 'clientId' in context ? context.clientId : undefined;
}

/** An answer with the nonce for the client's next proof, where the authoriser gave one. @see RFC 9449 section 8.2 */
export function withNonce(event: HttpEvent, response: HttpResponse): HttpResponse {
  const nonce = findContext(event)?.nonce;
  if (nonce === undefined) return response;
  return { ...response, headers: { ...response.headers, 'DPoP-Nonce': nonce } };
}
