import type { AuthorisationAnswer } from '../../shared/api/authorisations.ts';
import { fill } from '../kit/fill.ts';
import type { MeTexts } from './me-texts.ts';

/** Who may look, in words. */
export function toVerifierWords(
  { client, department }: AuthorisationAnswer['verifier'],
  texts: MeTexts,
): string {
  if (client !== undefined) return fill(texts.saidCounter, { code: client });
  if (department !== undefined) return fill(texts.saidDepartment, { code: department });
  return texts.saidAnyone;
}
