import { workListQuery } from '../../../shared/api/work-list.ts';
import type { JsonValue } from '../../../shared/formats/strict-json.ts';
import { readDepartmentCaller } from '../../../shared/http/department-request.ts';
import type { HttpRequest, HttpResponse } from '../../../shared/http/http-message.ts';
import { readBody } from '../../../shared/http/read-body.ts';
import type { ListWork } from './list-work.ts';

/** `GET /v1/work-list` */
export function makeListWorkHandler(list: ListWork) {
  return async (request: HttpRequest): Promise<HttpResponse> => {
    const caller = readDepartmentCaller(request);
    readBody(workListQuery, { ...request.query });
    return { status: 200, body: (await list(caller)) as JsonValue };
  };
}
