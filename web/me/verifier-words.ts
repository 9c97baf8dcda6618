import { fill } from '../kit/fill.ts';
import { type Choice, findName } from '../kit/use-directory.ts';
import type { MeTexts } from './me-texts.ts';

interface Words {
  readonly texts: MeTexts;
  readonly departments: readonly Choice[];
}

/** Who may look, in words; a department by its name and code. */
export function toVerifierWords(
  verifier: { readonly client?: string; readonly department?: string },
  { texts, departments }: Words,
): string {
  const { client, department } = verifier;
  if (client !== undefined) return fill(texts.saidCounter, { code: client });
  if (department === undefined) return texts.saidAnyone;
  const name = findName(departments, department);
  return name === undefined
    ? fill(texts.saidDepartment, { code: department })
    : `${name}（${department}）`;
}
