import { checkHolderCode, isPersonCodeType, maxHolderCodeLength } from './holder-code.ts';
import { maxHolderNameLength } from './holders.ts';
import type { Holder } from './licence.ts';
import { type HolderCodeType, holderCodeTypes } from './licence-type.ts';
import { checkText } from './text.ts';

/** Which claims of a province's identity provider say what; its codes of documents as ours. */
export interface IdentityClaims {
  readonly codeType: string;
  readonly code: string;
  readonly name: string;
  readonly organisationCode: string;
  readonly organisationName: string;
  /** The provider's words for sorts of documents, and our codes for them. */
  readonly codeTypes: Readonly<Record<string, string>>;
}

/** Who logged in, and for which organisation, if for one. */
export interface HolderIdentity {
  readonly person: Holder;
  readonly organisation?: Holder;
}

type Claims = Readonly<Record<string, unknown>>;

function readText(claims: Claims, name: string, most: number): string | undefined {
  const value = claims[name];
  return typeof value === 'string' && checkText(value, most) === undefined ? value : undefined;
}

function toHolder(
  codeType: string | undefined,
  name: string | undefined,
  code: string | undefined,
): Holder | undefined {
  const known: HolderCodeType | undefined = holderCodeTypes.find((one) => one === codeType);
  if (known === undefined || name === undefined || code === undefined) return undefined;
  return checkHolderCode(known, code) === undefined ? { name, codeType: known, code } : undefined;
}

/**
 * Reads who logged in from an identity provider's claims; nothing where they do not say it, or say it
 * of a code that is none. An organisation's representative is a person too.
 */
export function findHolderIdentity(
  claims: Claims,
  mapping: IdentityClaims,
): HolderIdentity | undefined {
  const text = (name: string) => readText(claims, name, maxHolderNameLength);
  const code = (name: string) => readText(claims, name, maxHolderCodeLength);
  const codeType = mapping.codeTypes[text(mapping.codeType) ?? ''];
  const person = toHolder(codeType, text(mapping.name), code(mapping.code));
  if (person === undefined || !isPersonCodeType(person.codeType)) return undefined;
  if (claims[mapping.organisationCode] === undefined) return { person };
  const { organisationName, organisationCode } = mapping;
  const organisation = toHolder('001', text(organisationName), code(organisationCode));
  return organisation && { person, organisation };
}
