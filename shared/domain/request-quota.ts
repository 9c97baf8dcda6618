/** How many requests may be made in a window of time, and what is left of them. */
export interface RequestQuota {
  readonly limit: number;
  readonly windowSeconds: number;
  /** Near enough: what others use up meanwhile is told later. */
  readonly remaining: number;
  /** Seconds until all of it is there again. */
  readonly resetSeconds: number;
}

/** Requests a client may make in a minute unless its record says otherwise: 100 a second, all at once if it likes. */
export const defaultRequestsPerMinute = 6000;

/** Most that a client's record may allow. */
export const maxRequestsPerMinute = 600_000;
