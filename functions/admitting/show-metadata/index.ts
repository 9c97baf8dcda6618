import { readVariables } from '../../../shared/config/variables.ts';
import { makeShowMetadataHandler } from './handler.ts';

const { provinceUrl } = readVariables(process.env, ['provinceUrl']);

/** `GET /.well-known/oauth-authorization-server` */
export const handler = makeShowMetadataHandler({ provinceUrl });
