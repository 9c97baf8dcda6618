import { readVariables } from '../../../shared/config/variables.ts';
import { makeRefuseRequestHandler } from './handler.ts';

const { provinceUrl } = readVariables(process.env, ['provinceUrl']);

/** `$default`. */
export const handler = makeRefuseRequestHandler({ provinceUrl });
