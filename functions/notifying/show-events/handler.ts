import { eventsQuery } from '../../../shared/api/webhooks.ts';
import { readDepartmentCaller } from '../../../shared/http/department-request.ts';
import type { HttpRequest, HttpResponse } from '../../../shared/http/http-message.ts';
import { readBody } from '../../../shared/http/read-body.ts';
import type { ShowEvents } from './show-events.ts';

/** `GET /v1/events` */
export function makeShowEventsHandler(show: ShowEvents) {
  return async (request: HttpRequest): Promise<HttpResponse> => {
    const { department } = readDepartmentCaller(request);
    const query = readBody(eventsQuery, { ...request.query });
    return { status: 200, body: await show(department, query) };
  };
}
