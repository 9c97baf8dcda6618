import { serviceVersion } from '../../../shared/config/service-version.ts';
import { readVariables } from '../../../shared/config/variables.ts';
import { makeDescribeApiHandler } from './handler.ts';

const { provinceUrl } = readVariables(process.env, ['provinceUrl']);

/** `GET /openapi.json` */
export const handler = makeDescribeApiHandler({ provinceUrl, version: serviceVersion.version });
