import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeDynamoAdmissions } from '../../shared/adapters/aws/dynamo-admissions.ts';
import type { ClientId, Moment } from '../../shared/domain/ids.ts';
import { startZones, type Zones } from '../build/sealing-zone.ts';

let zones: Zones;
beforeAll(async () => {
  zones = await startZones();
});
afterAll(() => zones.close());

const open = () =>
  makeDynamoAdmissions({
    client: zones.dynamo,
    table: zones.tables.admission,
    clock: zones.clock,
  });

const useOf = (client: string, jtiDigest: string) => ({
  client: client as ClientId,
  jtiDigest,
  expiresAt: (zones.clock.now() + 60_000) as Moment,
});

describe('admissions', () => {
  it('let an assertion through once a client', async () => {
    const { spend } = open();
    expect(await spend(useOf('client-a', 'jti-1'))).toBe('new');
    expect(await spend(useOf('client-a', 'jti-1'))).toBe('used');
    expect(await spend(useOf('client-b', 'jti-1'))).toBe('new');
    expect(await spend(useOf('client-a', 'jti-2'))).toBe('new');
  });

  it('let one of many simultaneous uses through', async () => {
    const { spend } = open();
    const outcomes = await Promise.all(
      Array.from({ length: 20 }, () => spend(useOf('client-a', 'jti-3'))),
    );
    expect(outcomes.filter((outcome) => outcome === 'new')).toHaveLength(1);
  });

  it('forget a use when the assertion has ended', async () => {
    const { spend } = open();
    const use = useOf('client-a', 'jti-4');
    expect(await spend(use)).toBe('new');
    zones.clock.set(use.expiresAt - 1);
    expect(await spend(useOf('client-a', 'jti-4'))).toBe('used');
    zones.clock.set(use.expiresAt);
    expect(await spend(useOf('client-a', 'jti-4'))).toBe('new');
  });

  it('let a proof through once a key', async () => {
    const { spendProof } = open();
    const expiresAt = (zones.clock.now() + 60_000) as Moment;
    const proofOf = (thumbprint: string, jtiDigest: string) => ({
      thumbprint,
      jtiDigest,
      expiresAt,
    });
    expect(await spendProof(proofOf('key-a', 'jti-1'))).toBe('new');
    expect(await spendProof(proofOf('key-a', 'jti-1'))).toBe('used');
    expect(await spendProof(proofOf('key-b', 'jti-1'))).toBe('new');
    zones.clock.set(expiresAt);
    expect(await spendProof(proofOf('key-a', 'jti-1'))).toBe('new');
  });

  it('know which tokens were given up', async () => {
    const { revokeToken, isTokenRevoked } = open();
    const token = { jti: 'token-1', expiresAt: (zones.clock.now() + 600_000) as Moment };
    expect(await isTokenRevoked('token-1')).toBe(false);
    await revokeToken(token);
    await revokeToken(token);
    expect(await isTokenRevoked('token-1')).toBe(true);
    expect(await isTokenRevoked('token-2')).toBe(false);
  });

  it('R04 recognise their own write when its answer was lost', async () => {
    let lost = 0;
    const client = zones.dynamo;
    client.middlewareStack.add(
      (next) => async (args) => {
        const answer = await next(args);
        if (lost > 0) return answer;
        lost += 1;
        throw Object.assign(new Error('lost'), { name: 'TimeoutError' });
      },
      { step: 'finalizeRequest', priority: 'low', name: 'lostAnswer' },
    );
    expect(await open().spend(useOf('client-a', 'jti-5'))).toBe('new');
    expect(lost).toBe(1);
    client.middlewareStack.remove('lostAnswer');
    expect(await open().spend(useOf('client-a', 'jti-5'))).toBe('used');
  });
});
