import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Call } from '../../../web/kit/sign-in/use-sign-in.ts';
import type { MeContext } from '../../../web/me/me-context.ts';
import { useShowCode } from '../../../web/me/use-show-code.ts';
import { unreachable } from './make-service.ts';
import { runHook } from './run-hook.ts';

const lifeMilliseconds = 60_000;

/** A page that shows a code, and what the service does meanwhile. */
function openCode() {
  const service = { isReachable: true, uses: 0, made: 0 };
  const call: Call = async ({ method }) => {
    if (!service.isReachable) throw unreachable();
    if (method === 'GET') return { state: 'active', uses: service.uses };
    service.made += 1;
    const expiresAt = new Date(Date.now() + lifeMilliseconds).toISOString();
    return { address: `https://example.com/r#${service.made}`, expiresAt };
  };
  const context = { call, settings: { now: () => Date.now() } } as unknown as MeContext;
  const show = () => runHook(() => useShowCode(context, 'authorisation-1'), undefined);
  return { service, show };
}

describe('a code that is shown to a counter', () => {
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['Date', 'setInterval', 'clearInterval'] });
    vi.stubGlobal('document', { hidden: false });
  });
  afterEach(() => {
    vi.useRealTimers();
    vi.unstubAllGlobals();
  });

  const pass = async (hook: ReturnType<ReturnType<typeof openCode>['show']>, seconds: number) => {
    for (let second = 0; second < seconds; second += 1) {
      await hook.after(() => vi.advanceTimersByTime(1000));
    }
  };

  it('comes as soon as the service can be reached, and says so until then', async () => {
    const { service, show } = openCode();
    service.isReachable = false;
    const hook = show();
    await pass(hook, 1);
    expect(hook.told()).toMatchObject({ isFailing: true });
    service.isReachable = true;
    await pass(hook, 2);
    expect(hook.told()).toMatchObject({ address: 'https://example.com/r#1', isFailing: false });
    hook.leave();
  });

  it('is shown no longer than it is good', async () => {
    const { service, show } = openCode();
    const hook = show();
    await pass(hook, 1);
    expect(hook.told().address).toBeDefined();
    service.isReachable = false;
    await pass(hook, 61);
    expect(hook.told()).toMatchObject({ isFailing: true });
    expect(hook.told().address).toBeUndefined();
    hook.leave();
  });

  it('is another one as soon as a counter has redeemed it', async () => {
    const { service, show } = openCode();
    const hook = show();
    await pass(hook, 1);
    const { address } = hook.told();
    service.uses = 1;
    await pass(hook, 4);
    expect(hook.told().address).not.toBe(address);
    hook.leave();
  });
});
