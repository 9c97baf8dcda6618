import { describe, expect, it } from 'vitest';
import { type Asked as Question, useAsked } from '../../../web/desk/use-asked.ts';
import { useLoaded } from '../../../web/kit/use-loaded.ts';
import { makeService, unreachable } from './make-service.ts';
import { runHook } from './run-hook.ts';

const find = (number: string): Question => ({ method: 'POST', path: '/find', body: { number } });

describe('what a page asked for', () => {
  it('shows the answer of where it is, not a later one of where it was', async () => {
    const { asked, call } = makeService();
    const hook = runHook<string, { value?: unknown }>((path) => useLoaded(call, path), '/one');
    hook.change('/two');
    await hook.after(() => asked[1]?.answer({ is: 'two' }));
    await hook.after(() => asked[0]?.answer({ is: 'one' }));
    expect(hook.told().value).toEqual({ is: 'two' });
  });

  it('shows what was looked for last, not a later answer to what was looked for before', async () => {
    const { asked, call } = makeService();
    const hook = runHook((question: Question) => useAsked(call, question), find('1'));
    hook.change(find('2'));
    await hook.after(() => asked[1]?.answer({ found: '2' }));
    await hook.after(() => asked[0]?.refuse(unreachable()));
    expect(hook.told()).toMatchObject({ value: { found: '2' } });
    expect(hook.told().fault).toBeUndefined();
  });

  it('tells an answer that did not come from the one before, so that whoever waits asks again', async () => {
    const { asked, call } = makeService();
    const hook = runHook((path: string) => useLoaded(call, path), '/job');
    await hook.after(() => asked[0]?.answer({ state: 'running' }));
    const turns = [hook.told().turn];
    for (const at of [1, 2]) {
      await hook.after(() => hook.told().reload());
      await hook.after(() => asked[at]?.refuse(unreachable()));
      turns.push(hook.told().turn);
    }
    expect(new Set(turns).size).toBe(3);
    expect(hook.told()).toMatchObject({ value: { state: 'running' }, fault: '' });
  });
});
