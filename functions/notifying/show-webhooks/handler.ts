import { deliveriesQuery } from '../../../shared/api/webhooks.ts';
import { readDepartmentCaller } from '../../../shared/http/department-request.ts';
import type { HttpRequest, HttpResponse } from '../../../shared/http/http-message.ts';
import { readBody } from '../../../shared/http/read-body.ts';
import type { ShowWebhooks } from './show-webhooks.ts';

/** `GET /v1/webhooks`, `GET /v1/webhooks/{id}`, `GET /v1/webhooks/{id}/deliveries` */
export function makeShowWebhooksHandler(show: ShowWebhooks) {
  return async (request: HttpRequest): Promise<HttpResponse> => {
    const { department } = readDepartmentCaller(request);
    const { id } = request.pathParameters;
    if (id === undefined) return { status: 200, body: await show.list(department) };
    if (!request.path.endsWith('/deliveries'))
      return { status: 200, body: await show.show(id, department) };
    const query = readBody(deliveriesQuery, { ...request.query });
    return { status: 200, body: await show.deliveries(id, department, query) };
  };
}
