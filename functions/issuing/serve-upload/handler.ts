import type { UploadContentAnswer } from '../../../shared/api/uploads.ts';
import type { HttpRequest, HttpResponse } from '../../../shared/http/http-message.ts';
import type { ServeUpload } from './serve-upload.ts';

/** `GET /v1/uploads/{id}/content` */
export function makeServeUploadHandler(serveUpload: ServeUpload) {
  return async (request: HttpRequest): Promise<HttpResponse> => {
    const address: UploadContentAnswer['url'] = await serveUpload(
      request.pathParameters['id'] ?? '',
    );
    return { status: 200, headers: { 'Cache-Control': 'no-store' }, body: { url: address } };
  };
}
