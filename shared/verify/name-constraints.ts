import type { Certificate } from '../formats/certificate.ts';
import type { GeneralSubtree } from '../formats/certificate-extensions.ts';
import { attributeTypes, type GeneralName } from '../formats/certificate-name.ts';
import { isWithinSubtree, mayEnterSubtree } from './name-constraints-subtree.ts';
import { isEmailAddress, isHostName, isNetwork, isUriHostConstraint } from './name-syntax.ts';

/** How many comparisons of a name with a subtree may still be made: hostile certificates hold thousands of each. */
export interface NameBudget {
  comparisons: number;
}

type Constraints = NonNullable<Certificate['extensions']['nameConstraints']>;
type Verdict = 'within' | 'outside' | 'work';

/** May every name of this certificate stand under these constraints? Exclusion beats permission. @see RFC 5280 section 4.2.1.10 */
export function checkNames(
  certificate: Certificate,
  constraints: Constraints,
  budget: NameBudget,
): Verdict {
  const names = namesOf(certificate);
  const subtrees = constraints.permitted.length + constraints.excluded.length;
  budget.comparisons -= names.length * subtrees;
  if (budget.comparisons < 0) return 'work';
  return names.every((name) => isAllowed(name, constraints)) ? 'within' : 'outside';
}

function isAllowed(name: GeneralName, { permitted, excluded }: Constraints): boolean {
  if (excluded.some(({ base }) => mayEnterSubtree(name, base))) return false;
  const sameForm = permitted.filter(({ base }) => isSameForm(name, base));
  return sameForm.length === 0 || sameForm.some(({ base }) => isWithinSubtree(name, base));
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
export function areConstraintsWellFormed({ permitted, excluded }: Constraints): boolean {
  return [...permitted, ...excluded].every(isSubtreeWellFormed);
}

function isSubtreeWellFormed({ base, beyondBase }: GeneralSubtree): boolean {
  if (beyondBase) return false;
  switch (base.kind) {
    case 'dns':
      return base.text === '' || isHostName(base.text);
    case 'email':
      return isEmailAddress(base.text) || isUriHostConstraint(base.text);
    case 'uri':
      return isUriHostConstraint(base.text);
    case 'ip':
      return isNetwork(base.octets);
    default:
      return true;
  }
}
