/** Why no path holds. Stable codes; the first that the longest path met is given. */
export type PathReason =
  /** No path leads to an anchor. */
  | 'chain-untrusted'
  | 'chain-signature'
  | 'chain-not-yet-valid'
  | 'chain-expired'
  /** Key of another suite, or a weak one. */
  | 'chain-key'
  /** Breaks the profile of RFC 5280 section 4: serial, key identifiers, names. */
  | 'chain-profile'
  /** A CA is not one, or a leaf is; the path is longer than an authority or the caller allows. */
  | 'chain-constraint'
  | 'chain-name-constraint'
  | 'chain-key-usage'
  | 'chain-purpose'
  | 'chain-critical-extension'
  | 'chain-policy'
  /** The leaf is not the peer that was asked for. */
  | 'chain-peer'
  | 'chain-revoked'
  | 'chain-revocation-unknown'
  /** The search was given up: an attacker made it too large. */
  | 'chain-work';
