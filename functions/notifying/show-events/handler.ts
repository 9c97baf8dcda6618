import { countsQuery, eventsQuery } from '../../../shared/api/webhooks.ts';
import { readDepartmentCaller } from '../../../shared/http/department-request.ts';
import type { HttpRequest, HttpResponse } from '../../../shared/http/http-message.ts';
import { readBody } from '../../../shared/http/read-body.ts';
import type { ShowCounts } from './show-counts.ts';
import type { ShowEvents } from './show-events.ts';

/** `GET /v1/events`, `GET /v1/counts` */
export function makeShowEventsHandler(show: ShowEvents, showCounts: ShowCounts) {
  return async (request: HttpRequest): Promise<HttpResponse> => {
    const { department } = readDepartmentCaller(request);
    if (request.path.endsWith('/counts')) {
      const asked = readBody(countsQuery, { ...request.query });
      return { status: 200, body: await showCounts(department, asked) };
    }
    const query = readBody(eventsQuery, { ...request.query });
    return { status: 200, body: await show(department, query) };
  };
}
