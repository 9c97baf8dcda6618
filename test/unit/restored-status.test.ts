import { describe, expect, it } from 'vitest';
import { toCarefulStatus } from '../../shared/domain/restored-status.ts';

const [suspended, withdrawn, deregistered] = [0x02, 0x0c, 0x0e];

describe('a status that was published and lost (R12)', () => {
  it('comes back where the register knows nothing', () => {
    expect(toCarefulStatus(0, suspended)).toBe(suspended);
    expect(toCarefulStatus(0, withdrawn)).toBe(withdrawn);
  });

  it('ends what the register has as suspended', () => {
    expect(toCarefulStatus(suspended, withdrawn)).toBe(withdrawn);
  });

  it('never makes a licence better than the register has it', () => {
    expect(toCarefulStatus(suspended, 0)).toBeUndefined();
    expect(toCarefulStatus(withdrawn, 0)).toBeUndefined();
    expect(toCarefulStatus(withdrawn, suspended)).toBeUndefined();
    expect(toCarefulStatus(withdrawn, deregistered)).toBeUndefined();
  });

  it('is left alone where both say the same', () => {
    expect(toCarefulStatus(suspended, suspended)).toBeUndefined();
    expect(toCarefulStatus(0, 0)).toBeUndefined();
  });
});
