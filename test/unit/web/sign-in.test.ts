import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ApiRefusal } from '../../../web/kit/sign-in/call-api.ts';
import { makeCurrentSession } from '../../../web/kit/sign-in/current-session.ts';
import { keepPerson, keepSession, readSession } from '../../../web/kit/sign-in/session.ts';
import { clearTab, readTab, writeTab } from '../../../web/kit/sign-in/tab-store.ts';
import { makeCalls } from '../../../web/kit/sign-in/use-sign-in.ts';

/** What a browser keeps for one tab. */
function makeTab() {
  const methods = {
    getItem: (name: string) => kept[name] ?? null,
    setItem: (name: string, text: string) => {
      kept[name] = text;
    },
    removeItem: (name: string) => {
      delete kept[name];
    },
  };
  const kept: Record<string, string> = Object.create(methods);
  return kept;
}

const session = { accessToken: 'first', refreshToken: 'once', expiresAt: 0 };
const renewed = { accessToken: 'second', expiresAt: 1_000_000 };

beforeEach(() => vi.stubGlobal('sessionStorage', makeTab()));
afterEach(() => vi.unstubAllGlobals());

/** A provider that answers when it is told to. */
function openSession() {
  keepSession(session);
  const { promise, resolve } = Promise.withResolvers<typeof renewed>();
  const renew = vi.fn(() => promise);
  return { current: makeCurrentSession({ renew, now: () => 1000 }), renew, answer: resolve };
}

describe('a session whose token has ended', () => {
  it('is renewed once, however many ask at the same time', async () => {
    const { current, renew, answer } = openSession();
    const asked = [current(), current()];
    answer(renewed);
    expect(await Promise.all(asked)).toEqual([renewed, renewed]);
    expect(await current()).toEqual(renewed);
    expect(renew).toHaveBeenCalledOnce();
  });

  it('does not come back to whoever signed out while it was renewed', async () => {
    const { current, answer } = openSession();
    const asked = current();
    clearTab();
    answer(renewed);
    expect(await asked).toBeUndefined();
    expect(readSession()).toBeUndefined();
  });
});

describe('whoever signs in where somebody else was', () => {
  it('finds nothing of them; who comes back finds what they filled in', () => {
    expect(keepPerson('one')).toBe(false);
    writeTab('kept-leave', { words: '示例' });
    expect(keepPerson('one')).toBe(false);
    expect(readTab('kept-leave')).toEqual({ words: '示例' });
    expect(keepPerson('other')).toBe(true);
    expect(readTab('kept-leave')).toBeUndefined();
    expect(keepPerson('other')).toBe(false);
  });
});

it('a provider that cannot be used is told like a service that does not answer, in no words of a library', async () => {
  const fault = Object.assign(new Error('unexpected HTTP status code'), { code: 'OAUTH_PARSE' });
  const open = () => Promise.reject(fault);
  const { call } = makeCalls(
    { settings: undefined, acts: 'holder', language: 'en', open },
    vi.fn(),
  );
  const asked = call({ method: 'GET', path: '/v1/me' });
  await expect(asked).rejects.toMatchObject({ code: 'unreachable' });
  await expect(asked).rejects.toBeInstanceOf(ApiRefusal);
});
