import { listSealUsesQuery } from '../../../shared/api/seals.ts';
import { readDepartmentCaller } from '../../../shared/http/department-request.ts';
import type { HttpRequest, HttpResponse } from '../../../shared/http/http-message.ts';
import { readBody } from '../../../shared/http/read-body.ts';
import type { ListSealUses } from './list-seal-uses.ts';

/** `GET /v1/seals/{id}/uses` */
export function makeListSealUsesHandler(listSealUses: ListSealUses) {
  return async (request: HttpRequest): Promise<HttpResponse> => {
    const { department } = readDepartmentCaller(request);
    const query = readBody(listSealUsesQuery, { ...request.query });
    const seal = request.pathParameters['id'] ?? '';
    return { status: 200, body: await listSealUses({ seal, department, query }) };
  };
}
