import type { HolderDigest } from './ids.ts';

/** A holder or a person who acts for one: what stands for them in keys, and their name as they logged in. */
export interface NamedHolder {
  readonly digest: HolderDigest;
  readonly name: string;
}

/**
 * Which holder calls, as the authoriser established it from the identity provider's token. Codes stay
 * with the authoriser: whoever works for a holder knows them by digest and name.
 */
export interface HolderCaller extends NamedHolder {
  readonly kind: 'person' | 'organisation';
  /** The person who logged in: the holder, or who represents the organisation 法定代表人或经办人. */
  readonly person: NamedHolder;
}
