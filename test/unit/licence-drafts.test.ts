import { describe, expect, it } from 'vitest';
import { makeDecideDraftHandler } from '../../functions/issuing/decide-licence-draft/handler.ts';
import { toDraftKey, toKeyedRequest } from '../../functions/issuing/keyed-request.ts';
import { makeShowLicenceDraftsHandler } from '../../functions/issuing/show-licence-drafts/handler.ts';
import type { ClientId, Moment } from '../../shared/domain/ids.ts';
import {
  draftStateAt,
  isLicenceDraftId,
  type LicenceDraft,
  toLicenceDraftId,
} from '../../shared/domain/licence-draft.ts';
import { makeHttpHandler } from '../../shared/http/make-http-handler.ts';
import { type RequestParts, toApiEvent, toJson } from '../build/api-events.ts';
import { shenyang, toCaller } from '../build/callers.ts';
import { askForLicence } from '../build/licences.ts';
import { samplePerson } from '../build/sample-holders.ts';

const id = toLicenceDraftId(new Uint8Array(26).fill(7));
const now = 1_000 as Moment;
const draft = { id, draftedBy: 'drafter' as ClientId, expiresAt: 9_000 as Moment } as LicenceDraft;
const log = { note: () => undefined, alert: () => undefined };
const approver = toCaller('shenyang-approver', ['licences:approve'], shenyang);
const previewDigest = 'A'.repeat(43);

function makeEdge() {
  const asked: string[] = [];
  const written = (what: string) => async () => {
    asked.push(what);
    return { answer: { status: 200, body: {} }, replayed: false };
  };
  const work = makeDecideDraftHandler({ confirm: written('confirm'), reject: written('reject') });
  const handler = makeHttpHandler(work, { log });
  const post = (step: string, parts: RequestParts = {}) => {
    const path = `/v1/licence-drafts/${id}/${step}`;
    const keyed = { headers: { 'idempotency-key': 'k' }, pathParameters: { id } };
    return handler(toApiEvent({ path, caller: approver, ...keyed, ...parts }), {});
  };
  return { asked, post };
}

describe('the id of a draft', () => {
  it('is made of random bytes and nothing else', () => {
    expect(isLicenceDraftId(id)).toBe(true);
    expect(id).toBe(`draft-${'7'.repeat(26)}`);
    for (const text of ['', 'draft-', `${id}7`, id.toUpperCase(), `draft-${'i'.repeat(26)}`]) {
      expect(isLicenceDraftId(text)).toBe(false);
    }
  });

  it('gives the key of its one licence, which no request can have', () => {
    const key = toDraftKey(draft);
    expect(toDraftKey({ ...draft })).toEqual(key);
    expect(key.expiresAt).toBeGreaterThan(draft.expiresAt);
    const { request } = askForLicence({ key: `draft:${id}` });
    const sent = toKeyedRequest({ ...request, client: draft.draftedBy }, now);
    expect(sent.keyDigest).not.toBe(key.keyDigest);
  });
});

describe('the state of a draft', () => {
  const at = (state: LicenceDraft['state'], moment: number) =>
    draftStateAt({ state, expiresAt: 9_000 as Moment }, moment as Moment);

  it('is expired from its last moment on, while nobody has decided', () => {
    expect(at('awaiting-approval', 8_999)).toBe('awaiting-approval');
    expect(at('awaiting-approval', 9_000)).toBe('expired');
    expect(at('approved', 9_000)).toBe('approved');
    expect(at('rejected', 9_000)).toBe('rejected');
  });
});

describe('POST /v1/licence-drafts/{id}/…', () => {
  it('confirms with the digest of what was seen, and rejects with a reason', async () => {
    const { asked, post } = makeEdge();
    expect(await post('confirmations', { body: { previewDigest } })).toMatchObject({
      statusCode: 200,
    });
    expect(await post('rejections', { body: { reason: '材料不全（示例）' } })).toMatchObject({
      statusCode: 200,
    });
    expect(asked).toEqual(['confirm', 'reject']);
  });

  it.each<[string, string, RequestParts, number]>([
    ['a confirmation of nothing seen', 'confirmations', { body: {} }, 400],
    ['half a digest', 'confirmations', { body: { previewDigest: 'AAA' } }, 400],
    ['no reason', 'rejections', { body: {} }, 400],
    ['a reason with a holder in it', 'rejections', { body: { reason: samplePerson().code } }, 400],
    ['no key', 'confirmations', { headers: {}, body: { previewDigest } }, 400],
    [
      'a drafting client',
      'confirmations',
      { body: { previewDigest }, caller: toCaller('drafter', ['licences:issue'], shenyang) },
      403,
    ],
    [
      'a caller of no department',
      'confirmations',
      { body: { previewDigest }, caller: toCaller('nobody', ['licences:approve']) },
      403,
    ],
  ])('refuses %s and asks nobody', async (...[, step, parts, status]) => {
    const { asked, post } = makeEdge();
    expect((await post(step, parts)).statusCode).toBe(status);
    expect(asked).toEqual([]);
  });
});

describe('GET /v1/licence-drafts', () => {
  const handler = makeHttpHandler(
    makeShowLicenceDraftsHandler({
      list: async ({ limit }) => ({ drafts: [], next: String(limit) }),
      show: async (draftId) => ({ draftId }) as never,
    }),
    { log },
  );
  const get = (parts: RequestParts) =>
    handler(toApiEvent({ method: 'GET', caller: approver, ...parts }), {});

  it('lists fifty unless asked, and shows one by its id', async () => {
    const path = '/v1/licence-drafts';
    expect(toJson(await get({ path }))).toEqual({ drafts: [], next: '50' });
    expect((await get({ path, query: { limit: '101' } })).statusCode).toBe(400);
    expect((await get({ path, query: { state: 'lost' } })).statusCode).toBe(400);
    const one = await get({ path: `${path}/${id}`, pathParameters: { id } });
    expect(toJson(one)).toEqual({ draftId: id });
  });
});
