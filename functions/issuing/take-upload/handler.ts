import { completeUploadBody, openUploadBody } from '../../../shared/api/uploads.ts';
import type { Scope } from '../../../shared/domain/client.ts';
import type { UploadPurpose } from '../../../shared/domain/upload.ts';
import { readDepartmentRequest } from '../../../shared/http/department-request.ts';
import type { HttpRequest, HttpResponse } from '../../../shared/http/http-message.ts';
import { readBody } from '../../../shared/http/read-body.ts';
import { toWrittenResponse } from '../../../shared/http/written-response.ts';
import { Problem } from '../../../shared/problem/problem.ts';
import type { CompleteUpload, OpenUpload } from './take-upload.ts';

/** A purpose and a size, or what the store answered for each part. */
export const maxUploadBodyBytes = 16 * 1024;

/** Who may upload for what. */
const scopesOf: Readonly<Record<UploadPurpose, readonly Scope[]>> = {
  document: ['licences:issue', 'seals:stamp'],
  bulk: ['licences:issue'],
};

/** `POST /v1/uploads` and `POST /v1/uploads/{id}/completions` */
export function makeTakeUploadHandler({
  open,
  complete,
}: {
  readonly open: OpenUpload;
  readonly complete: CompleteUpload;
}) {
  return async (request: HttpRequest): Promise<HttpResponse> => {
    const asked = readDepartmentRequest(request);
    if (request.path.endsWith('/completions')) {
      const { parts } = readBody(completeUploadBody, asked.body);
      const id = request.pathParameters['id'] ?? '';
      return { status: 200, body: await complete(id, asked.department, parts) };
    }
    const upload = readBody(openUploadBody, asked.body);
    const { scopes } = request.caller();
    const mayUpload = scopesOf[upload.purpose].some((scope) => scopes.includes(scope));
    if (!mayUpload) throw new Problem('forbidden');
    return toWrittenResponse(await open(asked, upload));
  };
}
