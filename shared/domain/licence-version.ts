import type { LicenceState } from './licence.ts';

/**
 * Why a licence gets a new version: renewed 延续, changed 变更, replaced 换发/补发, corrected 更正, or
 * given back when a court or a higher authority has annulled its withdrawal (`reinstate`).
 */
export const versionKinds = ['renew', 'change', 'replace', 'correct', 'reinstate'] as const;
export type VersionKind = (typeof versionKinds)[number];

/** What of a licence decides whether it may get a version. */
export interface VersionedLicence {
  readonly state: LicenceState;
  /** Withdrawn or penalty-revoked, and deregistered as well. */
  readonly alsoDeregistered?: boolean;
  /** Suspended because its holder reported it lost 挂失. */
  readonly lossReported?: boolean;
}

/**
 * May a version of this kind be made of the licence as it is? Only of one that is valid, so that no
 * version undoes a suspension; but what was reported lost may be replaced, and only what was withdrawn
 * or penalty-revoked is given back.
 */
export function mayMakeVersion(kind: VersionKind, licence: VersionedLicence): boolean {
  const { state, alsoDeregistered, lossReported } = licence;
  if (kind === 'reinstate') {
    return (state === 'withdrawn' || state === 'penalty-revoked') && !alsoDeregistered;
  }
  if (state === 'suspended') return kind === 'replace' && lossReported === true;
  return state === 'valid';
}

/** Does the version say something else than the one before it? The others say the same, for longer or anew. */
export function mayAlterFace(kind: VersionKind): boolean {
  return kind === 'change' || kind === 'correct';
}
