import { createHmac } from 'node:crypto';
import type { Clock } from '../../shared/ports/clock.ts';
import type { KeyedDigests } from '../../shared/ports/signing-keys.ts';
import { Problem } from '../../shared/problem/problem.ts';

/** A nonce is given out for so long, and taken for as long again: it lives 2.5 to 5 minutes. */
const slotSeconds = 150;
const slotsPerDay = 86_400 / slotSeconds;
const nonceLength = 22;

/** Nonces that prove that a proof was made just now. */
export interface ProofNonces {
  /** The one to be used next. @throws Problem `service-unavailable` */
  current(): Promise<string>;
  /** @throws Problem `service-unavailable` */
  isFresh(nonce: string): Promise<boolean>;
}

export interface ProofNoncesPorts {
  /** By a key that is good for nothing else. */
  readonly digests: KeyedDigests;
  readonly clock: Clock;
}

/** A day's secret is made in KMS once a container; a failure is not kept. */
function makeDaySecrets({ digests }: ProofNoncesPorts): (day: number) => Promise<string> {
  const known = new Map<number, Promise<string>>();
  return (day) => {
    const found = known.get(day);
    if (found !== undefined) return found;
    const secret = digests.digest('dpop-nonce', String(day)).catch((error: unknown) => {
      known.delete(day);
      if (!(error instanceof Problem)) throw error;
      throw new Problem('service-unavailable', { retryAfterSeconds: 1 });
    });
    known.set(day, secret);
    if (known.size > 3) known.delete(Math.min(...known.keys()));
    return secret;
  };
}

/**
 * Nonces without a store: a MAC over the present slot of 150 seconds, under a secret of the day that is
 * made from a KMS key. All containers give the same; the slot before and, for clocks that run
 * apart, the slot after are taken as well.
 * @see RFC 9449 sections 8 and 11.1
 */
export function makeProofNonces(ports: ProofNoncesPorts): ProofNonces {
  const secretOf = makeDaySecrets(ports);
  const slotNow = () => Math.floor(ports.clock.now() / 1000 / slotSeconds);
  const nonceOf = async (slot: number) => {
    const secret = await secretOf(Math.floor(slot / slotsPerDay));
    const mac = createHmac('sha256', secret).update(String(slot)).digest('base64url');
    return mac.slice(0, nonceLength);
  };
  return {
    current: () => nonceOf(slotNow()),
    async isFresh(nonce) {
      const slot = slotNow();
      const taken = await Promise.all([slot, slot - 1, slot + 1].map(nonceOf));
      return taken.includes(nonce);
    },
  };
}
