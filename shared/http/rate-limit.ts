import type { RequestQuota } from '../domain/request-quota.ts';
import { Problem } from '../problem/problem.ts';
import type { HttpEvent, HttpResponse } from './http-message.ts';
import { toRateLimitHeaders } from './rate-limit-headers.ts';
import { sourceAddressOf } from './source-address.ts';

/** Limits the requests that come without a client, and tells every caller what is left. */
export interface RateLimit {
  /**
   * Counts a public request, as so many (1 unless told).
   * @throws Problem `rate-limited`
   */
  take(event: HttpEvent, requests?: number): void;
  /** The answer with what is left, unless it is one for everybody's caches. */
  tell(event: HttpEvent, response: HttpResponse): HttpResponse;
}

/** 100 requests a second, and 1,000 at once, from one address at one container. */
const intervalMilliseconds = 10;
const burst = 1000;
const wholeMilliseconds = burst * intervalMilliseconds;
/** Addresses that a container remembers; beyond it the one unseen for longest is forgotten. */
const maxAddresses = 10_000;

/** From milliseconds until all is there again. */
function toQuota(debtMilliseconds: number): RequestQuota {
  const left = (wholeMilliseconds - debtMilliseconds) / intervalMilliseconds;
  return {
    limit: burst,
    windowSeconds: wholeMilliseconds / 1000,
    remaining: Math.max(0, Math.floor(left)),
    resetSeconds: Math.ceil(debtMilliseconds / 1000),
  };
}

const isForEverybody = ({ headers }: HttpResponse) =>
  headers?.['Cache-Control']?.includes('public') === true;

/** What the authoriser counted for the client; nothing where it was not asked. */
function findClientHeaders(event: HttpEvent): Readonly<Record<string, string>> | undefined {
  const context = event.requestContext.authorizer?.lambda;
  if (!context) return undefined;
  const { rateLimit, rateLimitPolicy } = context;
  if (rateLimit === undefined || rateLimitPolicy === undefined) return {};
  return { RateLimit: rateLimit, 'RateLimit-Policy': rateLimitPolicy };
}

/**
 * The limit at a function's edge. Clients were counted by the authoriser, for all containers together;
 * public requests are counted here, each container for itself, behind the throttling of the API: so much
 * from one address as a whole office needs, and no more.
 * @param now milliseconds that only rise
 */
export function makeRateLimit(now: () => number = () => performance.now()): RateLimit {
  /** When all will be there again, by address; the one unseen for longest stands first. */
  const wholeAt = new Map<string, number>();
  const debtOf = (address: string) => Math.max(0, (wholeAt.get(address) ?? 0) - now());

  const remember = (address: string, debtMilliseconds: number) => {
    wholeAt.delete(address);
    wholeAt.set(address, now() + debtMilliseconds);
    const [oldest] = wholeAt.keys();
    if (wholeAt.size > maxAddresses && oldest !== undefined) wholeAt.delete(oldest);
  };

  return {
    take(event, requests = 1) {
      if (findClientHeaders(event) !== undefined) return;
      const address = sourceAddressOf(event);
      const debt = debtOf(address) + intervalMilliseconds * requests;
      if (debt > wholeMilliseconds) {
        const retryAfterSeconds = Math.ceil((debt - wholeMilliseconds) / 1000);
        throw new Problem('rate-limited', { reason: 'address', retryAfterSeconds });
      }
      remember(address, debt);
    },
    tell(event, response) {
      if (isForEverybody(response)) return response;
      const quota = findClientHeaders(event);
      const told = quota ?? toRateLimitHeaders('address', toQuota(debtOf(sourceAddressOf(event))));
      return { ...response, headers: { ...response.headers, ...told } };
    },
  };
}
