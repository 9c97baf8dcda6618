import { makeKmsClient } from '../../../shared/adapters/aws/kms-client.ts';
import { makeKmsSigningKeys } from '../../../shared/adapters/aws/kms-signing-keys.ts';
import { jsonLog } from '../../../shared/adapters/system/log.ts';
import { makeNodePrimitives } from '../../../shared/adapters/system/node-primitives.ts';
import { makeSystemClock } from '../../../shared/adapters/system/system-clock.ts';
import { readClockOffset, readVariables } from '../../../shared/config/variables.ts';
import { makeAuthoriseRequest } from './authorise-request.ts';
import { makeAuthoriseRequestHandler } from './handler.ts';

const { provinceUrl, tokenKey } = readVariables(process.env, ['provinceUrl', 'tokenKey']);

const authoriseRequest = makeAuthoriseRequest({
  publicKeys: makeKmsSigningKeys(makeKmsClient()),
  primitives: makeNodePrimitives(),
  clock: makeSystemClock(readClockOffset(process.env)),
  tokenKey,
  provinceUrl,
});

/** The Lambda authoriser of every route that is not public. */
export const handler = makeAuthoriseRequestHandler(authoriseRequest, jsonLog);
