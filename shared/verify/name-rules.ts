import type { DistinguishedName, GeneralName, NameAttribute } from '../formats/certificate-name.ts';

/** Which forms of names a chain may hold and how they compare; handed in, so that the validator carries no form that it does not need. */
export interface NameRules {
  /** Is an alternative name written as its form asks? False for a form that may not stand there. */
  isNameWellFormed(name: GeneralName): boolean;
  /** Is the base of a constraint written as its form asks? */
  isBaseWellFormed(base: GeneralName): boolean;
  /** Is all that this name stands for within the subtree? False for a form that nothing here compares. */
  isWithinSubtree(name: GeneralName, base: GeneralName): boolean;
  /** Might anything that this name stands for lie in the subtree, which is of its form? True for a form that nothing here compares. */
  mayEnterSubtree(name: GeneralName, base: GeneralName): boolean;
}

/**
 * The names of every chain of ours: directory names 机构名称. Hosts, addresses, mailboxes and URIs are refused
 * wherever they stand, as names and as constraints: a seal belongs to a department, and a name that
 * nobody compares must not look as if somebody had.
 */
export const directoryNames: NameRules = {
  isNameWellFormed: isOfFormKnown,
  isBaseWellFormed: (base) => base.kind === 'other' || base.kind === 'directory',
  isWithinSubtree: isDirectoryWithin,
  mayEnterSubtree: (name, base) => base.kind !== 'directory' || isDirectoryWithin(name, base),
};

function isOfFormKnown(name: GeneralName): boolean {
  return name.kind === 'directory' ? name.name.parts.length > 0 : name.kind === 'other';
}

/** Two directory names of which the base's relative names are the first ones of the other. */
export function isDirectoryWithin(name: GeneralName, base: GeneralName): boolean {
  return (
    name.kind === 'directory' && base.kind === 'directory' && isNameWithin(name.name, base.name)
  );
}

/** The base's relative names are the first ones of the name. */
function isNameWithin(name: DistinguishedName, base: DistinguishedName): boolean {
  return base.parts.every((part, index) => {
    const other = name.parts[index];
    return other !== undefined && isSamePart(part, other);
  });
}

function isSamePart(a: readonly NameAttribute[], b: readonly NameAttribute[]): boolean {
  return a.length === b.length && a.every((one) => b.some((other) => isSameAttribute(one, other)));
}

function isSameAttribute(a: NameAttribute, b: NameAttribute): boolean {
  return a.type === b.type && (a.value === b.value || foldText(a.value) === foldText(b.value));
}

/** Case, width and spacing do not tell names apart. @see RFC 5280 section 7.1, RFC 4518 */
function foldText(text: string): string {
  return text.normalize('NFKC').toLowerCase().trim().replace(/\s+/gu, ' ');
}
