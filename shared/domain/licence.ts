import type { HolderCodeType } from './licence-type.ts';

/** States of a licence (`design.md` §3, kept with their legal differences). */
export const licenceStates = [
  'reserved',
  'valid',
  'suspended',
  'withdrawn',
  'penalty-revoked',
  'deregistered',
  'transferred',
  'superseded',
  'rescinded',
  'void',
  'other',
] as const;
export type LicenceState = (typeof licenceStates)[number];

/** A holder 持证主体 as given on issue. */
export interface Holder {
  readonly name: string;
  readonly codeType: HolderCodeType;
  readonly code: string;
}

/** Why a state changed, as the law asks: the legal basis and the reason, both in words. */
export interface Grounds {
  readonly legalBasis: string;
  readonly reason: string;
}
