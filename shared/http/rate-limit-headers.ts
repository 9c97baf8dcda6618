import type { RequestQuota } from '../domain/request-quota.ts';

/** For whom requests are counted. */
export type Counted = 'client' | 'holder' | 'address';

/**
 * A quota as headers.
 * @see draft-ietf-httpapi-ratelimit-headers sections 3 and 4
 */
export function toRateLimitHeaders(counted: Counted, quota: RequestQuota) {
  const { limit, windowSeconds, remaining, resetSeconds } = quota;
  return {
    'RateLimit-Policy': `"${counted}";q=${limit};w=${windowSeconds}`,
    RateLimit: `"${counted}";r=${remaining};t=${resetSeconds}`,
  };
}
