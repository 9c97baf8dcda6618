import { describe, expect, it } from 'vitest';
import { type Scope, scopes } from '../../shared/domain/client.ts';
import type { ClientId, Moment, SealId } from '../../shared/domain/ids.ts';
import type { RemakeGround, Seal, SealEntry, SealState } from '../../shared/domain/seal.ts';
import { checkRemake, type RemakeCase } from '../../shared/domain/seal-remake.ts';
import {
  checkSealActor,
  checkSealState,
  compromisedFromOf,
  isKeyWanted,
  maySeeSeal,
  type SealTarget,
  sealAsOf,
  sealSteps,
  standingOf,
} from '../../shared/domain/seal-state.ts';
import { isUsable, requireUsable } from '../../shared/domain/usable-seal.ts';
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

/** `ok`, or why not. */
function outcomeOf(check: () => void): string {
  try {
    check();
    return 'ok';
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    return String(error.details.reason ?? error.code);
  }
}

const actOn = (seal: Seal, to: SealTarget, caller: ReturnType<typeof toCaller>) =>
  outcomeOf(() => checkSealActor(seal, to, caller));

describe('a seal', () => {
  it('moves along its table and nowhere else', () => {
    const moves = states.flatMap((from) =>
      targets
        .filter((to) => outcomeOf(() => checkSealState(sealIn(from), { to }, 0 as Moment)) === 'ok')
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
      outcomeOf(() => checkSealState(sealIn('made'), { to: 'enabled' }, now as Moment));
    expect([enable(validUntil - 1), enable(validUntil)]).toEqual(['ok', 'seal-expired']);
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

  it('has ended when its certificate has, unless it was cancelled before', () => {
    const at = (state: SealState, now: number) => standingOf(sealIn(state), now as Moment);
    expect(states.map((state) => at(state, validUntil - 1))).toEqual(states);
    expect(states.map((state) => at(state, validUntil))).toEqual([
      ...['applied', 'expired', 'expired', 'expired', 'cancelled'],
    ]);
    expect(isKeyWanted(sealIn('enabled'), (validUntil - 1) as Moment)).toBe(true);
    expect(isKeyWanted(sealIn('enabled'), validUntil)).toBe(false);
  });

  it('is compromised from the earliest moment told, once put away, and never enabled again', () => {
    const told = (seal: Seal, to: SealTarget, from: number) =>
      outcomeOf(() => checkSealState(seal, { to, compromisedFrom: from as Moment }, 100 as Moment));
    const last = (seal: Seal) => seal.entries.at(-1);
    const compromised = (state: SealState, from: number): Seal => {
      const seal = sealIn(state);
      const entry = { ...last(seal), compromisedFrom: from as Moment };
      return { ...seal, entries: [...seal.entries.slice(0, -1), entry] } as Seal;
    };
    expect(told(sealIn('enabled'), 'suspended', 50)).toBe('ok');
    expect(told(sealIn('suspended'), 'suspended', 50)).toBe('ok');
    expect(told(sealIn('cancelled'), 'cancelled', 50)).toBe('ok');
    expect(told(sealIn('cancelled'), 'suspended', 50)).toBe('seal-cancelled');
    expect(told(compromised('suspended', 50), 'suspended', 49)).toBe('ok');
    expect(told(compromised('suspended', 50), 'suspended', 50)).toBe('seal-suspended');
    expect(told(compromised('suspended', 50), 'cancelled', 50)).toBe('ok');
    const enable = () =>
      checkSealState(compromised('suspended', 50), { to: 'enabled' }, 0 as Moment);
    expect(outcomeOf(enable)).toBe('seal-compromised');
    const seal = compromised('suspended', 50);
    const earlier = { ...sealIn('suspended').entries[3], seq: 5, compromisedFrom: 20 as Moment };
    expect(compromisedFromOf([...seal.entries, earlier as SealEntry])).toBe(20);
    expect(compromisedFromOf(sealIn('suspended').entries)).toBeUndefined();
  });

  it('is made anew on a ground that holds', () => {
    const remake = (old: Seal, ground: RemakeGround, parts: Partial<RemakeCase> = {}) =>
      outcomeOf(() =>
        checkRemake({
          ...{ old, ground, certifiedName: '甲局', departmentName: '甲局', now: 0 as Moment },
          ...parts,
        }),
      );
    const near = (validUntil - 180 * 24 * 3600 * 1000) as Moment;
    const compromise = { ...sealIn('suspended').entries[3], compromisedFrom: 9 as Moment };
    const compromised = { ...sealIn('suspended'), entries: [compromise as SealEntry] } as Seal;
    expect(remake(sealIn('enabled'), 'rename')).toBe('department-not-renamed');
    expect(remake(sealIn('enabled'), 'rename', { departmentName: '乙局' })).toBe('ok');
    expect(remake(sealIn('enabled'), 'expiry', { now: near })).toBe('ok');
    expect(remake(sealIn('enabled'), 'expiry', { now: (near - 1) as Moment })).toBe(
      'seal-not-expiring',
    );
    expect(remake(sealIn('enabled'), 'loss')).toBe('seal-enabled');
    expect(remake(sealIn('suspended'), 'loss')).toBe('ok');
    expect(remake(sealIn('suspended'), 'compromise')).toBe('seal-not-compromised');
    expect(remake(compromised, 'compromise')).toBe('ok');
    expect(remake(sealIn('applied'), 'rename', { departmentName: '乙局' })).toBe('seal-applied');
  });

  it.each([
    ['made', 0, 'made'],
    ['suspended', 0, 'suspended'],
    ['cancelled', 0, 'cancelled'],
    ['applied', 0, 'applied'],
    ['enabled', -1, 'not-yet-valid'],
    ['enabled', 0, 'ok'],
    ['enabled', validUntil - 1, 'ok'],
    ['enabled', validUntil, 'expired'],
  ] as const)('that is %s may be used at %i: %s', (state, at, outcome) => {
    const seal = sealIn(state);
    expect(outcomeOf(() => requireUsable(seal, at as Moment))).toBe(outcome);
    expect(isUsable(seal, at as Moment)).toBe(outcome === 'ok');
  });

  it('that nobody knows may not be used', () => {
    expect(isUsable(undefined, 0 as Moment)).toBe(false);
  });

  it('can be told as it was: without key and certificate before it was made', () => {
    const seal = sealIn('suspended');
    expect(sealAsOf(seal, 4)).toEqual(seal);
    expect(sealAsOf(seal, 2)).toMatchObject({ state: 'made', making: { keyId: 'key' } });
    expect(sealAsOf(seal, 1)).toEqual(sealIn('applied'));
    expect(sealAsOf(seal, 0)).toEqual({ ...sealIn('applied'), entries: [] });
  });
});
