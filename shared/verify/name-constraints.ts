import type { Certificate } from '../formats/certificate.ts';
import { attributeTypes, type GeneralName } from '../formats/certificate-name.ts';
import type { NameRules } from './name-rules.ts';

/** What names are compared by, and how many comparisons with a subtree may still be made: hostile certificates hold thousands of each. */
export interface NameComparison {
  readonly rules: NameRules;
  left: number;
}

type Constraints = NonNullable<Certificate['extensions']['nameConstraints']>;
type Verdict = 'within' | 'outside' | 'work';

/** May every name of this certificate stand under these constraints? Exclusion beats permission. @see RFC 5280 section 4.2.1.10 */
export function checkNames(
  certificate: Certificate,
  constraints: Constraints,
  comparison: NameComparison,
): Verdict {
  const names = namesOf(certificate);
  const subtrees = constraints.permitted.length + constraints.excluded.length;
  comparison.left -= names.length * subtrees;
  if (comparison.left < 0) return 'work';
  const { rules } = comparison;
  return names.every((name) => isAllowed(name, constraints, rules)) ? 'within' : 'outside';
}

function isAllowed(
  name: GeneralName,
  { permitted, excluded }: Constraints,
  rules: NameRules,
): boolean {
  const isSame = ({ base }: { readonly base: GeneralName }) => isSameForm(name, base);
  if (excluded.filter(isSame).some(({ base }) => rules.mayEnterSubtree(name, base))) return false;
  const sameForm = permitted.filter(isSame);
  return sameForm.length === 0 || sameForm.some(({ base }) => rules.isWithinSubtree(name, base));
}

function isSameForm(name: GeneralName, base: GeneralName): boolean {
  if (name.kind === 'other' && base.kind === 'other') return name.tag === base.tag;
  return name.kind === base.kind;
}

/** Alternative names, the subject, and the mail addresses an old-fashioned subject carries. */
function namesOf({ subject, extensions }: Certificate): readonly GeneralName[] {
  const alternative = extensions.subjectAlternativeName?.names ?? [];
  if (subject.parts.length === 0) return alternative;
  const emails = subject.parts
    .flat()
    .filter(({ type }) => type === attributeTypes.emailAddress)
    .map(({ value }): GeneralName => ({ kind: 'email', text: value }));
  return [...alternative, { kind: 'directory', name: subject }, ...emails];
}

/** Are the constraints themselves written as RFC 5280 section 4.2.1.10 asks? Malformed ones must not constrain nothing. */
export function areConstraintsWellFormed(
  { permitted, excluded }: Constraints,
  rules: NameRules,
): boolean {
  return [...permitted, ...excluded].every(
    ({ base, beyondBase }) => !beyondBase && rules.isBaseWellFormed(base),
  );
}
