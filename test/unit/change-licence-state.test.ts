import { describe, expect, it } from 'vitest';
import { makeChangeLicenceState } from '../../functions/issuing/change-licence-state/change-licence-state.ts';
import { changeLicenceStateBody } from '../../shared/api/licences.ts';
import type { Moment } from '../../shared/domain/ids.ts';
import type { LicenceState } from '../../shared/domain/licence.ts';
import { readBody } from '../../shared/http/read-body.ts';
import type { LicenceChange, LicenceHead } from '../../shared/ports/register.ts';
import { errorsOf } from '../build/errors-of.ts';
import { askForChange } from '../build/licences.ts';
import { toSampleHead } from '../build/sample-head.ts';
import { sampleDepartment } from '../build/sample-holders.ts';

const at = Date.UTC(2026, 10, 22, 8) as Moment;

/** A register that holds one licence and keeps the last change asked of it. */
function makeWorld(head: LicenceHead, outcomes: readonly string[] = ['changed']) {
  const changes: LicenceChange[] = [];
  const ports = {
    clock: { now: () => at },
    reader: {
      findHead: async (id: string) => (id === head.licenceId ? head : undefined),
      listEntries: async () => [],
    },
    records: { find: async () => undefined },
    register: {
      changeState: async (change: LicenceChange) => {
        changes.push(change);
        return outcomes[changes.length - 1] ?? 'moved';
      },
    },
    log: { note: () => undefined, alert: () => undefined },
  } as never;
  return { changes, change: makeChangeLicenceState(ports) };
}

const inState = (state: LicenceState, parts: Partial<LicenceHead> = {}) =>
  toSampleHead({ state, issuedAt: at, ...parts });

describe('a change of a licence’s state', () => {
  it('says who, when, why and by which law', async () => {
    const { changes, change } = makeWorld(inState('valid'));
    const { request, asked } = askForChange(toSampleHead().licenceId, 'suspended', {
      body: { lossReported: true },
    });
    const { answer, replayed } = await change(request, asked);
    expect(replayed).toBe(false);
    expect(answer).toMatchObject({
      status: 200,
      body: {
        state: 'suspended',
        changedAt: '2026-11-22T08:00:00.000Z',
        entry: { seq: 3, by: request.client, lossReported: true, reason: asked.reason },
      },
    });
    expect(changes[0]).toMatchObject({ status: 2, entry: 'suspended', at, by: request.client });
  });

  it('is never entered before the change that it follows (R09)', async () => {
    const changedAt = (at + 5000) as Moment;
    const { changes, change } = makeWorld(inState('valid', { changedAt }));
    const { request, asked } = askForChange(toSampleHead().licenceId, 'suspended');
    await change(request, asked);
    expect(changes[0]?.at).toBe(changedAt);
  });

  it('is tried again when others were in between, and not for ever', async () => {
    const { changes, change } = makeWorld(inState('valid'), ['moved', 'key-used', 'changed']);
    const { request, asked } = askForChange(toSampleHead().licenceId, 'suspended');
    await change(request, asked);
    expect(changes).toHaveLength(3);
    const busy = makeWorld(inState('valid'), []);
    await expect(busy.change(request, asked)).rejects.toMatchObject({
      code: 'service-unavailable',
    });
  });

  it('is a conflict where the table of states has none', async () => {
    const { changes, change } = makeWorld(inState('withdrawn'));
    const { request, asked } = askForChange(toSampleHead().licenceId, 'valid');
    await expect(change(request, asked)).rejects.toMatchObject({ code: 'state-conflict' });
    expect(changes).toHaveLength(0);
  });

  it('concerns a licence of the own department only, once it was in force (O06)', async () => {
    const { licenceId } = toSampleHead();
    const { request, asked } = askForChange(licenceId, 'suspended');
    const refusedBy = (head: LicenceHead, parts: object = {}) =>
      expect(makeWorld(head).change({ ...request, ...parts }, asked)).rejects.toMatchObject({
        code: 'not-found',
      });
    await refusedBy(toSampleHead({ state: 'reserved' }));
    await refusedBy(toSampleHead({ state: 'void' }));
    await refusedBy(inState('valid'), { department: '11210000MB9Y1002XB' });
    await refusedBy(inState('valid'), { licenceId: 'nonsense' });
    await refusedBy(inState('valid'), { licenceId: licenceId.replace(/.$/, 'X') });
    expect(sampleDepartment().code).toBe(request.department);
  });
});

describe('the body of a change of state', () => {
  const refusedIn = (parts: object) =>
    errorsOf(() =>
      readBody(changeLicenceStateBody, {
        ...{ to: 'suspended', legalBasis: '依据（示例）', reason: '原因（示例）' },
        ...parts,
      }),
    );

  it('refuses states that only issuing enters', () => {
    expect(refusedIn({ to: 'superseded' })).toEqual({ '/to': 'enum' });
    expect(refusedIn({ to: 'reserved' })).toEqual({ '/to': 'enum' });
  });

  it('asks for legal basis and reason', () => {
    expect(errorsOf(() => readBody(changeLicenceStateBody, { to: 'valid' }))).toEqual({
      '/legalBasis': 'required',
      '/reason': 'required',
    });
    expect(refusedIn({ reason: '' })).toEqual({ '/reason': 'required' });
  });

  it('refuses words that hide something, or name a citizen by number (Q03, P01)', () => {
    expect(refusedIn({ reason: 'a\u202eb' })).toEqual({ '/reason': 'control-character' });
    expect(refusedIn({ reason: '持证人 11010519491231002X（示例）' })).toEqual({
      '/reason': 'personal',
    });
    expect(refusedIn({ legalBasis: '法'.repeat(501) })).toEqual({ '/legalBasis': 'too-long' });
  });

  it('knows a reported loss with a suspension only', () => {
    expect(refusedIn({ to: 'withdrawn', lossReported: true })).toEqual({
      '/lossReported': 'not-allowed',
    });
  });
});
