import { doubted } from './evidence.ts';
import type { Check } from './verdict.ts';

/**
 * Does our province recognise licences of that province and type 互认? Only asked of other provinces'
 * licences. No trust list says anything of agreements yet, so that nobody can tell.
 */
export function checkRecognition(): Check {
  return doubted('recognition', 'recognition-not-established');
}
