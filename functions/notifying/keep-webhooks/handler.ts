import { changedWebhookBody, newWebhookBody, nothingBody } from '../../../shared/api/webhooks.ts';
import {
  readDepartmentCaller,
  readDepartmentRequest,
} from '../../../shared/http/department-request.ts';
import type { HttpRequest, HttpResponse } from '../../../shared/http/http-message.ts';
import { readBody } from '../../../shared/http/read-body.ts';
import { toWrittenResponse } from '../../../shared/http/written-response.ts';
import type { KeepWebhooks } from './keep-webhooks.ts';

async function write(request: HttpRequest, keep: KeepWebhooks) {
  const { client: by, ...call } = readDepartmentRequest(request);
  const own = { ...call, by };
  const { id } = request.pathParameters;
  if (id === undefined) return keep.make(own, readBody(newWebhookBody, call.body));
  if (request.method === 'PUT')
    return keep.change(own, id, readBody(changedWebhookBody, call.body));
  readBody(nothingBody, call.body);
  return request.path.endsWith('/tests') ? keep.test(own, id) : keep.rotate(own, id);
}

/** `POST /v1/webhooks`, `PUT` and `DELETE /v1/webhooks/{id}`, `POST …/secrets`, `POST …/tests` */
export function makeKeepWebhooksHandler(keep: KeepWebhooks) {
  return async (request: HttpRequest): Promise<HttpResponse> => {
    if (request.method !== 'DELETE') return toWrittenResponse(await write(request, keep));
    const { department } = readDepartmentCaller(request);
    await keep.remove(request.pathParameters['id'] ?? '', department);
    return { status: 204 };
  };
}
