import { expect, it } from 'vitest';
import { Problem } from '../../shared/problem/problem.ts';
import { unlessRefused } from '../../shared/problem/unless-refused.ts';

it('a refusal gives nothing; a fault of ours is no refusal, and is thrown on', () => {
  const failing = (error: Error) => () => {
    throw error;
  };
  expect(unlessRefused(() => 5)).toBe(5);
  expect(unlessRefused(failing(new Problem('malformed', { reason: 'x' })))).toBeUndefined();
  expect(() => unlessRefused(failing(new TypeError('ours')))).toThrow('ours');
});
