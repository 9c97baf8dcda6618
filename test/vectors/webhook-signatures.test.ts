import { readFileSync } from 'node:fs';
import { Webhook as Stranger } from 'standardwebhooks';
import { afterEach, expect, it, vi } from 'vitest';
import { signWebhook } from '../../shared/adapters/system/webhook-signature.ts';

interface Vector {
  readonly secret: string;
  readonly id: string;
  readonly timestampSeconds: number;
  readonly body: string;
  readonly signature: string;
}

const file = new URL('data/webhook-signatures.json', import.meta.url);
const { vectors } = JSON.parse(readFileSync(file, 'utf8')) as { vectors: readonly Vector[] };

afterEach(() => vi.useRealTimers());

it.each(vectors)('signs $id as others do, and as the strangers’ library takes it', (vector) => {
  const { secret, signature, id, body, timestampSeconds } = vector;
  expect(signWebhook([secret], vector)).toBe(signature);
  vi.setSystemTime(timestampSeconds * 1000);
  const headers = {
    ...{ 'webhook-id': id, 'webhook-timestamp': String(timestampSeconds) },
    'webhook-signature': signWebhook(
      [`whsec_${Buffer.alloc(24).toString('base64')}`, secret],
      vector,
    ),
  };
  expect(new Stranger(secret).verify(body, headers)).toEqual(JSON.parse(body));
  for (const altered of [{ 'webhook-id': 'another' }, { 'webhook-timestamp': '2' }])
    expect(() => new Stranger(secret).verify(body, { ...headers, ...altered })).toThrow();
  expect(() => new Stranger(secret).verify(`${body} `, headers)).toThrow();
});
