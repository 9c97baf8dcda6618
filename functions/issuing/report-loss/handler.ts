import { lossReportBody } from '../../../shared/api/loss-reports.ts';
import { keyExpiresAt } from '../../../shared/domain/repeated-request.ts';
import { readHolderRequest } from '../../../shared/http/holder-request.ts';
import type { HttpRequest, HttpResponse } from '../../../shared/http/http-message.ts';
import { readBody } from '../../../shared/http/read-body.ts';
import { toDigestedKey } from '../../../shared/http/read-keyed-request.ts';
import { toWrittenResponse } from '../../../shared/http/written-response.ts';
import type { Clock } from '../../../shared/ports/clock.ts';
import type { ReportLoss } from './report-loss.ts';

/** `POST /v1/me/licences/{id}/loss-reports`, `POST /v1/me/licences/{id}/found-reports` */
export function makeReportLossHandler(reportLoss: ReportLoss, clock: Clock) {
  return async (request: HttpRequest): Promise<HttpResponse> => {
    const asked = readHolderRequest(request);
    readBody(lossReportBody, asked.body);
    const key = { ...toDigestedKey(asked), expiresAt: keyExpiresAt(clock.now()) };
    const what = request.path.endsWith('/loss-reports') ? 'lost' : 'found';
    const licenceId = request.pathParameters['id'] ?? '';
    const report = { holder: asked.holder.digest, licenceId, key, what } as const;
    return toWrittenResponse(await reportLoss(report));
  };
}
