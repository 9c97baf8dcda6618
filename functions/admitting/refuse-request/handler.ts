import type { HttpHandler } from '../../../shared/http/http-message.ts';
import { type HttpOptions, makeHttpHandler } from '../../../shared/http/make-http-handler.ts';
import { refuseRequest } from './refuse-request.ts';

/** `$default`: whatever fits no route. */
export function makeRefuseRequestHandler(options: HttpOptions): HttpHandler {
  return makeHttpHandler((request) => Promise.reject(refuseRequest(request.path)), {
    ...options,
    servesNoRoute: true,
  });
}
