import { makeSystemClock } from '../../../shared/adapters/system/system-clock.ts';
import { serviceVersion } from '../../../shared/config/service-version.ts';
import { readClockOffset, readVariables, variables } from '../../../shared/config/variables.ts';
import { makeDescribeServiceHandler } from './handler.ts';

const { provinceUrl } = readVariables(process.env, ['provinceUrl']);

/** `GET /problems/{code}`, `GET /healthz`, `GET /version` */
export const handler = makeDescribeServiceHandler({
  ...serviceVersion,
  provinceUrl,
  clock: makeSystemClock(readClockOffset(process.env)),
  commit: process.env[variables.serviceCommit],
});
