import { makeDynamoHolderLicences } from '../../../shared/adapters/aws/dynamo-holder-licences.ts';
import { makeHttpHandler } from '../../../shared/http/make-http-handler.ts';
import { wireFaces } from '../wire-faces.ts';
import { makeMakeFaceHandler } from './handler.ts';
import { makeMakeFace } from './make-face.ts';

const { ports, table } = wireFaces(process.env);
const { provinceUrl, log } = ports;
const makeFace = makeMakeFace({ ...ports, licences: makeDynamoHolderLicences(table) });

/** `GET /v1/licences/{id}/document`, `GET /v1/me/licences/{id}/document` */
export const handler = makeHttpHandler(makeMakeFaceHandler(makeFace), { provinceUrl, log });
