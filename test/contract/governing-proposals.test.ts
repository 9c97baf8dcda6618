import { describe, expect, it } from 'vitest';
import { proposalBody, proposalsBody } from '../../shared/api/directory.ts';
import { toJson } from '../build/api-events.ts';
import { housing, shenyang } from '../build/callers.ts';
import { days, idOf, useGoverningScene } from '../build/governing-scene.ts';
import { refusalIn } from '../build/governing-zone.ts';

const { clock, zone, at, newClient, rename, confirm, reject } = useGoverningScene();

describe('a proposal', () => {
  it('changes nothing, and says what it would change', async () => {
    const before = await zone.directory.findDepartment(shenyang);
    const proposed = await rename('甲');
    expect(proposed.statusCode).toBe(202);
    const proposal = proposalBody.parse(toJson(proposed));
    expect(proposed.headers?.['Location']).toBe(`/v1/proposals/${proposal.id}`);
    expect(proposal).toMatchObject({
      state: 'open',
      act: 'change-department',
      subject: `/v1/departments/${shenyang}`,
      before,
      after: { ...before, name: '甲（示例）' },
      proposedBy: 'governor-one',
      expiresAt: at(30 * days),
    });
    expect(await zone.directory.findDepartment(shenyang)).toEqual(before);
    const shown = await zone.call('GET', `/v1/proposals/${proposal.id}`);
    expect(toJson(shown)).toEqual(toJson(proposed));
  });

  it('is applied when another client confirms it, once', async () => {
    const id = idOf(await rename('乙'));
    const confirmed = await confirm(id);
    expect(confirmed.statusCode).toBe(200);
    expect(proposalBody.parse(toJson(confirmed))).toMatchObject({
      state: 'confirmed',
      decidedBy: 'governor-two',
      decidedAt: at(0),
    });
    expect(await zone.directory.findDepartment(shenyang)).toMatchObject({ name: '乙（示例）' });
    const again = await confirm(id);
    expect([again.statusCode, refusalIn(again)]).toEqual([409, 'proposal-confirmed']);
  });

  it('is not confirmed by the client that proposed it', async () => {
    const id = idOf(await rename('丙'));
    const refused = await confirm(id, 'governor-one');
    expect([refused.statusCode, refusalIn(refused)]).toEqual([403, 'same-client']);
    expect(await zone.directory.findDepartment(shenyang)).not.toMatchObject({ name: '丙（示例）' });
    expect((await confirm(id)).statusCode).toBe(200);
  });

  it('gives way to one that was confirmed before it', async () => {
    const [first, second] = [idOf(await rename('丁')), idOf(await rename('戊'))];
    expect((await confirm(first)).statusCode).toBe(200);
    const refused = await confirm(second);
    expect([refused.statusCode, refusalIn(refused)]).toEqual([409, 'directory-changed']);
    expect(await zone.directory.findDepartment(shenyang)).toMatchObject({ name: '丁（示例）' });
  });

  it('is applied once when many confirm it at the same time', async () => {
    const id = idOf(await rename('己'));
    const results = await Promise.all(
      Array.from({ length: 8 }, (_, n) => confirm(id, `governor-${n}`)),
    );
    expect(results.filter(({ statusCode }) => statusCode === 200)).toHaveLength(1);
    for (const lost of results.filter(({ statusCode }) => statusCode !== 200)) {
      expect(lost.statusCode).toBe(409);
    }
    const history = await zone.call('GET', `/v1/departments/${shenyang}/history`, {
      query: { limit: '100' },
    });
    const lines = toJson<{ entries: { by: { proposal?: string } }[] }>(history).entries;
    expect(lines.filter(({ by }) => by.proposal === id)).toHaveLength(1);
  });

  it('lets one of two opposed proposals win, whoever is confirmed at the same time', async () => {
    const ids = [idOf(await rename('庚')), idOf(await rename('辛'))];
    const results = await Promise.all(ids.map((id) => confirm(id)));
    expect(results.map(({ statusCode }) => statusCode).toSorted()).toEqual([200, 409]);
  });

  it('expires after thirty days', async () => {
    const id = idOf(await rename('壬'));
    clock.advance(30 * days - 1);
    expect(toJson(await zone.call('GET', `/v1/proposals/${id}`))['state']).toBe('open');
    clock.advance(1);
    expect(toJson(await zone.call('GET', `/v1/proposals/${id}`))['state']).toBe('expired');
    expect(refusalIn(await confirm(id))).toBe('proposal-expired');
    expect(refusalIn(await reject(id))).toBe('proposal-expired');
  });

  it('is rejected with a reason, or taken back, and then never confirmed', async () => {
    const [first, second] = [idOf(await rename('癸')), idOf(await rename('子'))];
    const stranger = { by: 'somebody', scopes: ['directory:propose'] };
    expect((await reject(first, stranger)).statusCode).toBe(403);
    expect((await reject(first, { body: { reason: ' ' } })).statusCode).toBe(400);
    const rejected = await reject(first, { by: 'governor-two' });
    expect(toJson(rejected)).toMatchObject({ state: 'rejected', reason: '不必（示例）' });
    const taken = await reject(second, { scopes: ['directory:propose'] });
    expect(toJson(taken)).toMatchObject({ state: 'rejected', decidedBy: 'governor-one' });
    for (const id of [first, second])
      expect(refusalIn(await confirm(id))).toBe('proposal-rejected');
  });

  it('is not found by another name', async () => {
    for (const id of ['proposal-00000000000000000000000000', 'x', 'head']) {
      expect((await zone.call('GET', `/v1/proposals/${id}`)).statusCode).toBe(404);
      expect((await confirm(id)).statusCode).toBe(404);
    }
  });

  it('is listed newest first, by state and page by page', async () => {
    const open = [idOf(await rename('丑')), idOf(await rename('寅')), idOf(await rename('卯'))];
    await reject(open[1] ?? '');
    const list = async (query: Record<string, string>) =>
      proposalsBody.parse(toJson(await zone.call('GET', '/v1/proposals', { query })));
    const all = await list({ limit: '3' });
    expect(all.proposals.map(({ id }) => id)).toEqual(open.toReversed());
    const rest = await list({ limit: '100', cursor: all.next ?? '' });
    expect(rest.proposals.map(({ id }) => id)).not.toContain(open[0]);
    expect(rest.proposals.length).toBeGreaterThan(8);
    expect(rest.next).toBeUndefined();
    const states = { open: [open[2], open[0]], rejected: [open[1]] };
    for (const [state, ids] of Object.entries(states)) {
      const { proposals } = await list({ state, limit: String(ids.length) });
      expect(proposals.map(({ id }) => id)).toEqual(ids);
      expect(new Set(proposals.map((one) => one.state))).toEqual(new Set([state]));
    }
    const { proposals: expired } = await list({ state: 'expired' });
    expect(expired.length).toBeGreaterThan(0);
    for (const one of expired) expect(Date.parse(one.expiresAt)).toBeLessThanOrEqual(clock.now());
    const bad = await zone.call('GET', '/v1/proposals', { query: { cursor: 'proposal-1' } });
    expect(refusalIn(bad)).toEqual({ '/cursor': 'cursor' });
  });
});

describe('a repeated request', () => {
  it('gets the proposal that it made, in the words of the first time', async () => {
    const body = { name: '辰（示例）' };
    const path = `/v1/departments/${shenyang}`;
    const first = await zone.call('PUT', path, { key: 'propose-1', body });
    await confirm(idOf(first));
    clock.advance(days);
    const again = await zone.call('PUT', path, { key: 'propose-1', body });
    expect(again.headers?.['Idempotent-Replayed']).toBe('true');
    expect([again.statusCode, again.body]).toEqual([202, first.body]);
    const otherBody = { name: '巳（示例）' };
    const mismatch = await zone.call('PUT', path, { key: 'propose-1', body: otherBody });
    expect(mismatch.statusCode).toBe(422);
    const elsewhere = await zone.call('PUT', `/v1/departments/${housing}`, {
      key: 'propose-1',
      body,
    });
    expect(elsewhere.statusCode).toBe(422);
    const stranger = await zone.call('PUT', path, { key: 'propose-1', body, by: 'governor-two' });
    expect(refusalIn(stranger)).toBe('no-change');
  });

  it('gets its decision again, and confirms nothing twice', async () => {
    const id = idOf(await rename('午'));
    const first = await confirm(id, 'governor-two', 'confirm-1');
    const again = await confirm(id, 'governor-two', 'confirm-1');
    expect([again.statusCode, again.body]).toEqual([200, first.body]);
    expect(again.headers?.['Idempotent-Replayed']).toBe('true');
    const turned = await reject(id, { by: 'governor-two', key: 'confirm-1' });
    expect(turned.statusCode).toBe(422);
  });

  it('makes one proposal when it comes several times at once', async () => {
    const body = newClient();
    const results = await Promise.all(
      Array.from({ length: 6 }, () => zone.call('POST', '/v1/clients', { key: 'client-a', body })),
    );
    expect(new Set(results.map(({ statusCode }) => statusCode))).toEqual(new Set([202]));
    expect(new Set(results.map(idOf)).size).toBe(1);
  });

  it('has to name itself', async () => {
    const nameless = await zone.call('POST', '/v1/clients', { key: '', body: newClient() });
    expect(refusalIn(nameless)).toBe('idempotency-key-missing');
  });
});
