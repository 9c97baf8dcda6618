import { describe, expect, it } from 'vitest';
import { foldEntries, type StateEntry } from '../../shared/domain/licence-fold.ts';

const wrote = (
  state: StateEntry['state'],
  { region = 'north', epoch = 1, seq = 2 }: Partial<StateEntry> = {},
): StateEntry => ({ state, region, epoch, seq });

/** The state that both orders of arrival give. */
function fold(...entries: readonly StateEntry[]) {
  const folded = foldEntries(entries);
  expect(foldEntries([...entries].reverse())).toEqual(folded);
  return folded;
}

describe('entries of two Regions', () => {
  it.each([
    ['by the turn first', wrote('valid', { epoch: 2, seq: 2 }), wrote('suspended', { seq: 9 })],
    ['then by sequence', wrote('valid', { seq: 3 }), wrote('suspended', { seq: 2 })],
    ['then by Region', wrote('valid', { region: 'south' }), wrote('suspended')],
    ['then by state', wrote('valid'), wrote('suspended')],
  ])('hold in the order of writing: %s', (_by, last, first) => {
    expect(fold(first, last)?.state).toBe('valid');
  });

  it.each([
    ['by the turn first', wrote('withdrawn', { seq: 9 }), wrote('void', { epoch: 2 })],
    ['then by sequence', wrote('withdrawn'), wrote('void', { seq: 3 })],
    ['then by Region', wrote('withdrawn'), wrote('void', { region: 'south' })],
    ['then by state', wrote('void'), wrote('withdrawn')],
  ])('end a licence as the first end says: %s', (_by, first, later) => {
    expect(fold(first, later)?.state).toBe(first.state);
  });

  it('count one entry that arrives twice once', () => {
    const one = wrote('suspended');
    expect(foldEntries([one, one])).toEqual(foldEntries([one]));
  });

  it.each([
    ['withdrawn, later deregistered', 'withdrawn', 'deregistered', true],
    ['revoked as a penalty, later deregistered', 'penalty-revoked', 'deregistered', true],
    ['withdrawn, later something else', 'withdrawn', 'void', false],
    ['void, later deregistered', 'void', 'deregistered', false],
    ['superseded, later deregistered', 'superseded', 'deregistered', false],
  ] as const)('say what came on top of an end: %s', (...[, state, later, alsoDeregistered]) => {
    expect(fold(wrote(state), wrote(later, { seq: 3 }))).toMatchObject({ state, alsoDeregistered });
  });

  it('say nothing of a deregistration when only the withdrawal has arrived, or that alone', () => {
    expect(fold(wrote('withdrawn'))?.alsoDeregistered).toBe(false);
    expect(fold(wrote('deregistered'))?.alsoDeregistered).toBe(false);
  });
});
