import type { Moment } from '../../../shared/domain/ids.ts';
import {
  defaultRequestsPerMinute,
  type RequestQuota,
} from '../../../shared/domain/request-quota.ts';
import type { Clock } from '../../../shared/ports/clock.ts';
import type { RequestCounts } from '../../../shared/ports/request-counts.ts';

export interface ClientQuotaPorts {
  readonly counts: RequestCounts;
  readonly clock: Clock;
}

/** What one request left of its client's quota. */
export interface TakenRequest {
  readonly isWithin: boolean;
  readonly quota: RequestQuota;
}

/** For whom requests are counted: a client, or a holder. */
export interface CountedCaller {
  readonly id: string;
  /** `defaultRequestsPerMinute` unless told. */
  readonly requestsPerMinute?: number;
}

export type TakeRequest = (caller: CountedCaller) => Promise<TakenRequest>;

/** One caller in one window, as this container knows it. */
interface Window {
  readonly caller: CountedCaller;
  readonly start: Moment;
  readonly limit: number;
  /** Requests let through here. */
  used: number;
  /** Taken from the quota and not used yet. */
  left: number;
  /** Taken by all containers, as of the last time that this one took some. */
  taken: number;
  waiting: number;
  taking?: Promise<void> | undefined;
}

const windowMilliseconds = 60_000;
const windowSeconds = windowMilliseconds / 1000;
/** Most requests taken from the quota at a time. */
const maxBlock = 100;
/** Clients that a container remembers; beyond it the one that came first is asked for anew. */
const maxClients = 10_000;

/**
 * Takes requests from the quota: as many as wait, or a quarter of what this container used in the window
 * already. So a busy container asks the table once in a hundred requests, an idle one strands nothing, and
 * no client is refused before it has made four fifths of what it may, less one request a container.
 */
async function takeBlock({ counts }: ClientQuotaPorts, window: Window): Promise<void> {
  const block = Math.min(maxBlock, Math.max(1, window.waiting, Math.ceil(window.used / 4)));
  window.taken = await counts.add(window.caller.id, window.start, block);
  const before = window.taken - block;
  window.left += Math.min(block, Math.max(0, window.limit - before));
}

/** Uses one request up; false when the quota has none. Those that come together share one way to the table. */
async function useOne(ports: ClientQuotaPorts, window: Window): Promise<boolean> {
  window.waiting += 1;
  try {
    while (window.left === 0 && window.taken < window.limit) {
      window.taking ??= takeBlock(ports, window).finally(() => {
        window.taking = undefined;
      });
      await window.taking;
    }
    if (window.left === 0) return false;
    window.left -= 1;
    window.used += 1;
    return true;
  } finally {
    window.waiting -= 1;
  }
}

function toQuota({ limit, taken, left, start }: Window, now: Moment): RequestQuota {
  return {
    limit,
    windowSeconds,
    remaining: Math.max(0, limit - taken) + left,
    resetSeconds: Math.max(1, Math.ceil((start + windowMilliseconds - now) / 1000)),
  };
}

/**
 * Counts the requests of clients and holders in windows of a minute. What a client may is in its record; never more
 * than that is let through, whatever the number of containers.
 */
export function makeClientQuotas(ports: ClientQuotaPorts): TakeRequest {
  const windows = new Map<string, Window>();
  const windowOf = (caller: CountedCaller, now: Moment): Window => {
    const start = (now - (now % windowMilliseconds)) as Moment;
    const known = windows.get(caller.id);
    if (known?.start === start) return known;
    const limit = caller.requestsPerMinute ?? defaultRequestsPerMinute;
    const opened = { caller, start, limit, used: 0, left: 0, taken: 0, waiting: 0 };
    const [oldest] = windows.keys();
    if (windows.size >= maxClients && oldest !== undefined) windows.delete(oldest);
    windows.set(caller.id, opened);
    return opened;
  };
  return async (caller) => {
    const now = ports.clock.now();
    const window = windowOf(caller, now);
    const isWithin = await useOne(ports, window);
    return { isWithin, quota: toQuota(window, now) };
  };
}
