import { makeDynamoHolderLicences } from '../../../shared/adapters/aws/dynamo-holder-licences.ts';
import { makeHttpHandler } from '../../../shared/http/make-http-handler.ts';
import { wireRegister } from '../wire-register.ts';
import { makeReportLossHandler } from './handler.ts';
import { makeReportLoss } from './report-loss.ts';

const { table, ports } = wireRegister(process.env);
const reportLoss = makeReportLoss({ ...ports, licences: makeDynamoHolderLicences(table) });

/** `POST /v1/me/licences/{id}/loss-reports`, `POST /v1/me/licences/{id}/found-reports` */
export const handler = makeHttpHandler(makeReportLossHandler(reportLoss, ports.clock), {
  maxBodyBytes: 4096,
  provinceUrl: ports.provinceUrl,
  log: ports.log,
});
