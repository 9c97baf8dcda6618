import type { Clock } from '../../ports/clock.ts';
import type { IdentityKey, IdentityKeys } from '../../ports/identity-keys.ts';
import { Problem } from '../../problem/problem.ts';
import { readLimitedBody } from './read-limited-body.ts';

const timeoutMilliseconds = 2000;
const maxBytes = 64 * 1024;
const maxKeys = 20;
/** So long keys are taken as they are; a key that was taken out is refused after it. */
const freshMilliseconds = 10 * 60 * 1000;
/** So long they are taken while the provider cannot be asked. */
const staleMilliseconds = 60 * 60 * 1000;
/** Nobody is asked more often, however many tokens name a key that there is not. */
const pauseMilliseconds = 10_000;

interface Held {
  readonly keys: readonly IdentityKey[];
  readonly at: number;
}

function readKeys(text: string): readonly IdentityKey[] {
  const { keys } = JSON.parse(text) as { keys?: unknown };
  if (!Array.isArray(keys)) throw new Error('no key set');
  return keys
    .filter((key): key is IdentityKey => typeof key === 'object' && key !== null)
    .filter((key) => key['use'] === undefined || key['use'] === 'sig')
    .slice(0, maxKeys);
}

async function fetchKeys(jwksUri: string): Promise<readonly IdentityKey[]> {
  const response = await fetch(jwksUri, {
    redirect: 'error',
    credentials: 'omit',
    headers: { accept: 'application/jwk-set+json, application/json' },
    signal: AbortSignal.timeout(timeoutMilliseconds),
  });
  const body = await readLimitedBody(response, maxBytes);
  if (response.status !== 200 || body === undefined) throw new Error('no key set');
  return readKeys(new TextDecoder().decode(body));
}

const hasKey = (keys: readonly IdentityKey[], kid: string) =>
  keys.some((key) => key['kid'] === kid);

/**
 * The keys under an address: at most 2 seconds, 64 KiB, 20 keys, no redirects; one request at a time,
 * and none within ten seconds of the last. What is known goes on for an hour when nobody answers.
 * `fetch` is first touched when a key is first needed.
 */
export function makeHttpIdentityKeys(options: {
  readonly clock: Clock;
  readonly jwksUri: string;
}): IdentityKeys {
  const { clock, jwksUri } = options;
  let held: Held | undefined;
  let lastAsked: { readonly at: number; readonly answered: boolean } | undefined;
  let underWay: Promise<void> | undefined;

  const ask = async (): Promise<void> => {
    const at = clock.now();
    try {
      held = { keys: await fetchKeys(jwksUri), at };
      lastAsked = { at, answered: true };
    } catch {
      lastAsked = { at, answered: false };
    }
  };
  const knownWithin = (milliseconds: number) =>
    held !== undefined && clock.now() - held.at < milliseconds ? held.keys : [];

  return {
    async findKeys(kid) {
      const fresh = knownWithin(freshMilliseconds);
      if (hasKey(fresh, kid)) return fresh;
      if (lastAsked === undefined || clock.now() - lastAsked.at >= pauseMilliseconds) {
        underWay ??= ask().finally(() => {
          underWay = undefined;
        });
      }
      await underWay;
      const known = knownWithin(staleMilliseconds);
      if (lastAsked?.answered || hasKey(known, kid)) return known;
      throw new Problem('service-unavailable', {
        reason: 'identity-provider',
        retryAfterSeconds: 10,
      });
    },
  };
}
