import { describe, expect, it } from 'vitest';
import { type Scope, scopes } from '../../shared/domain/client.ts';
import type { ClientId, Moment, SealId } from '../../shared/domain/ids.ts';
import type { Seal, SealState } from '../../shared/domain/seal.ts';
import {
  checkSealActor,
  checkSealState,
  maySeeSeal,
  type SealTarget,
  sealAsOf,
  sealSteps,
} from '../../shared/domain/seal-state.ts';
import { Problem } from '../../shared/problem/problem.ts';
import { housing, shenyang, toCaller } from '../build/callers.ts';
import { sampleSealImage } from '../build/sample-seal.ts';

const targets = Object.keys(sealSteps) as SealTarget[];
const states: readonly SealState[] = ['applied', ...targets];
const validUntil = 1_000_000 as Moment;

/** A seal that went straight to a state, each step by a client of its own. */
function sealIn(state: SealState): Seal {
  const path: readonly SealState[] = ['applied', 'made', 'enabled', 'suspended', 'cancelled'];
  const entries = path.slice(0, path.indexOf(state) + 1).map((one, at) => ({
    seq: at + 1,
    state: one,
    at: at as Moment,
    by: `${one}-client` as ClientId,
  }));
  const making = { keyId: 'key', certificate: '', validFrom: 0 as Moment, validUntil };
  return {
    id: 'seal-1' as SealId,
    department: shenyang,
    name: '证照专用章（示例）',
    kind: 'licence-special',
    image: sampleSealImage,
    state,
    entries,
    ...(state === 'applied' ? {} : { making }),
  } as Seal;
}

function outcomeOf(check: () => void): string {
  try {
    check();
    return 'ok';
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    return error.code;
  }
}

const actOn = (seal: Seal, to: SealTarget, caller: ReturnType<typeof toCaller>) =>
  outcomeOf(() => checkSealActor(seal, to, caller));

describe('a seal', () => {
  it('moves along its table and nowhere else', () => {
    const moves = states.flatMap((from) =>
      targets
        .filter((to) => outcomeOf(() => checkSealState(sealIn(from), to, 0 as Moment)) === 'ok')
        .map((to) => `${from} → ${to}`),
    );
    expect(moves).toEqual([
      'applied → made',
      'made → enabled',
      'made → cancelled',
      'enabled → suspended',
      'enabled → cancelled',
      'suspended → enabled',
      'suspended → cancelled',
    ]);
  });

  it('is not enabled once its certificate has ended', () => {
    const enable = (now: number) =>
      outcomeOf(() => checkSealState(sealIn('made'), 'enabled', now as Moment));
    expect([enable(validUntil - 1), enable(validUntil)]).toEqual(['ok', 'state-conflict']);
  });

  it('is made by a maker from outside its department only', () => {
    const seal = sealIn('applied');
    expect(actOn(seal, 'made', toCaller('maker', ['seals:make']))).toBe('ok');
    expect(actOn(seal, 'made', toCaller('maker', ['seals:make'], housing))).toBe('ok');
    expect(actOn(seal, 'made', toCaller('maker', ['seals:make'], shenyang))).toBe('forbidden');
    expect(actOn(seal, 'made', toCaller('applied-client', ['seals:make']))).toBe('same-client');
  });

  it('is enabled by a third client, of its own department', () => {
    const seal = sealIn('made');
    expect(actOn(seal, 'enabled', toCaller('keeper', ['seals:keep'], shenyang))).toBe('ok');
    expect(actOn(seal, 'enabled', toCaller('keeper', ['seals:keep'], housing))).toBe('forbidden');
    expect(actOn(seal, 'enabled', toCaller('keeper', ['seals:keep']))).toBe('forbidden');
    for (const by of ['applied-client', 'made-client']) {
      expect(actOn(seal, 'enabled', toCaller(by, ['seals:keep'], shenyang))).toBe('same-client');
    }
  });

  it('is moved with the scope of the step and no other', () => {
    for (const to of targets) {
      const { actor, scope } = sealSteps[to];
      const department = actor === 'owner' ? shenyang : undefined;
      const open = scopes.filter(
        (one: Scope) => actOn(sealIn('enabled'), to, toCaller('any', [one], department)) === 'ok',
      );
      expect(open).toEqual([scope]);
    }
  });

  it('is seen by its department and by makers, by nobody else', () => {
    const seal = sealIn('made');
    expect(maySeeSeal(seal, toCaller('a', ['seals:read'], shenyang))).toBe(true);
    expect(maySeeSeal(seal, toCaller('a', ['seals:make']))).toBe(true);
    expect(maySeeSeal(seal, toCaller('a', ['seals:read', 'seals:keep'], housing))).toBe(false);
    expect(maySeeSeal(seal, toCaller('a', ['seals:read']))).toBe(false);
  });

  it('can be told as it was: without key and certificate before it was made', () => {
    const seal = sealIn('suspended');
    expect(sealAsOf(seal, 4)).toEqual(seal);
    expect(sealAsOf(seal, 2)).toMatchObject({ state: 'made', making: { keyId: 'key' } });
    expect(sealAsOf(seal, 1)).toEqual(sealIn('applied'));
  });
});
