import { provinceCountsQuery } from '../../../shared/api/province-counts.ts';
import { countsQuery, eventsQuery } from '../../../shared/api/webhooks.ts';
import { readDepartmentCaller } from '../../../shared/http/department-request.ts';
import type { HttpRequest, HttpResponse } from '../../../shared/http/http-message.ts';
import { readBody } from '../../../shared/http/read-body.ts';
import type { ShowCounts } from './show-counts.ts';
import type { ShowEvents } from './show-events.ts';
import type { ShowProvinceCounts } from './show-province-counts.ts';

/** What the handler calls. */
export interface ShowEventsHandlerPorts {
  readonly show: ShowEvents;
  readonly showCounts: ShowCounts;
  readonly showProvinceCounts: ShowProvinceCounts;
}

/** `GET /v1/events`, `GET /v1/counts`, `GET /v1/province-counts` */
export function makeShowEventsHandler(ports: ShowEventsHandlerPorts) {
  const { show, showCounts, showProvinceCounts } = ports;
  return async (request: HttpRequest): Promise<HttpResponse> => {
    if (request.path.endsWith('/province-counts')) {
      const asked = readBody(provinceCountsQuery, { ...request.query });
      return { status: 200, body: await showProvinceCounts(asked) };
    }
    const { department } = readDepartmentCaller(request);
    if (request.path.endsWith('/counts')) {
      const asked = readBody(countsQuery, { ...request.query });
      return { status: 200, body: await showCounts(department, asked) };
    }
    const query = readBody(eventsQuery, { ...request.query });
    return { status: 200, body: await show(department, query) };
  };
}
