import { describe, expect, it } from 'vitest';
import { ApiRefusal, SignInNeeded } from '../../../web/kit/sign-in/call-api.ts';
import { useAct } from '../../../web/kit/use-act.ts';
import { makeService, unreachable } from './make-service.ts';
import { runHook } from './run-hook.ts';

const retrieval = { method: 'POST', path: '/v1/retrievals', body: { code: '1' } } as const;
const other = { ...retrieval, body: { code: '2' } };
const overloaded = () =>
  new ApiRefusal(503, { type: '/problems/service-unavailable', title: '服务暂时不可用' });

function openAct() {
  const { asked, call } = makeService();
  const hook = runHook(() => useAct(call), undefined);
  const run = (request: Parameters<ReturnType<typeof useAct>['run']>[0]) =>
    hook.after(() => void hook.told().run(request));
  return { asked, hook, run };
}

describe('what somebody does once', () => {
  it.each([
    ['nobody answered', unreachable],
    ['the service was overloaded', overloaded],
  ])(
    'goes out under the same key again after %s, and under another once it is done',
    async (_, why) => {
      const { asked, hook, run } = openAct();
      await run(retrieval);
      await hook.after(() => asked[0]?.refuse(why()));
      await run(retrieval);
      await hook.after(() => asked[1]?.answer({}));
      await run(retrieval);
      const [first, second, third] = asked.map(({ idempotencyKey }) => idempotencyKey);
      expect(second).toBe(first);
      expect(third).not.toBe(first);
    },
  );

  it('keeps its key while something else is done in between', async () => {
    const { asked, hook, run } = openAct();
    for (const [at, request] of [retrieval, other, retrieval].entries()) {
      await run(request);
      await hook.after(() => asked[at]?.refuse(unreachable()));
    }
    const [first, second, third] = asked.map(({ idempotencyKey }) => idempotencyKey);
    expect(third).toBe(first);
    expect(second).not.toBe(first);
  });

  it('tells nothing of what was sent before somebody filled in something else', async () => {
    const { asked, hook, run } = openAct();
    await run(retrieval);
    await hook.after(() => hook.told().reset());
    await hook.after(() => asked[0]?.refuse(overloaded()));
    expect(hook.told()).toMatchObject({ isBusy: false });
    expect(hook.told().refusal).toBeUndefined();
  });

  it('is no refusal where somebody has to sign in again: the page says that already', async () => {
    const { asked, hook, run } = openAct();
    await run(retrieval);
    await hook.after(() => asked[0]?.refuse(new SignInNeeded()));
    expect(hook.told()).toMatchObject({ isBusy: false });
    expect(hook.told().refusal).toBeUndefined();
  });
});
