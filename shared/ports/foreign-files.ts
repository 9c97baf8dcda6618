/** Which file of another province, and what of it will be accepted. */
export interface ForeignFileRequest {
  /** Absolute; its host is the province's. */
  readonly address: string;
  readonly mediaType: string;
  readonly maxBytes: number;
  /** Of the version that is held: then it is only told whether it is still the same. */
  readonly etag?: string;
}

/** Why what came was not taken. */
export type ForeignRefusal =
  | 'address-insecure'
  | 'address-private'
  | 'redirected'
  | 'status'
  | 'media-type'
  | 'encoding'
  | 'too-large';

/** `unreachable`: nobody answered in time. */
export type ForeignFile =
  | { readonly outcome: 'fetched'; readonly body: Uint8Array; readonly etag?: string }
  | { readonly outcome: 'same' | 'missing' | 'unreachable' }
  | { readonly outcome: 'refused'; readonly reason: ForeignRefusal };

/**
 * Public files of other provinces, over a network that nobody trusts: within limits of time, size and
 * media type, no redirect followed, nothing asked of addresses that are not public. Never throws. What
 * comes is any bytes at all until it was opened.
 */
export interface ForeignFiles {
  fetch(request: ForeignFileRequest): Promise<ForeignFile>;
}
