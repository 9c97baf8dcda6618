import { describe, expect, it } from 'vitest';
import {
  makeIssueLicenceHandler,
  maxIssueBodyBytes,
} from '../../functions/issuing/issue-licence/handler.ts';
import type { DepartmentRequest } from '../../functions/issuing/keyed-request.ts';
import { makeHttpHandler } from '../../shared/http/make-http-handler.ts';
import { type RequestParts, toApiEvent, toJson } from '../build/api-events.ts';
import { shenyang, toCaller } from '../build/callers.ts';
import { toApplicationBody } from '../build/licences.ts';

const caller = toCaller('shenyang-licensing', ['licences:issue'], shenyang);
const licence = { licenceId: '1', state: 'valid' };

function makeEdge() {
  const asked: DepartmentRequest[] = [];
  const handler = makeHttpHandler(
    makeIssueLicenceHandler(async (request) => {
      asked.push(request);
      const answer = { status: 201, location: '/v1/licences/1', body: licence };
      return { answer, replayed: asked.length > 1 };
    }),
    { maxBodyBytes: maxIssueBodyBytes, log: { note: () => undefined, alert: () => undefined } },
  );
  const post = (parts: RequestParts = {}) =>
    handler(
      toApiEvent({
        ...{ path: '/v1/licences', caller, body: toApplicationBody() },
        ...{ headers: { 'idempotency-key': 'k-1' }, ...parts },
      }),
      {},
    );
  return { asked, post };
}

describe('POST /v1/licences', () => {
  it('answers 201 with the place, and says when it answers again', async () => {
    const { post } = makeEdge();
    const first = await post();
    expect(first).toMatchObject({ statusCode: 201, headers: { Location: '/v1/licences/1' } });
    expect(first.headers).not.toHaveProperty('Idempotent-Replayed');
    const again = await post();
    expect(again).toMatchObject({ statusCode: 201, headers: { 'Idempotent-Replayed': 'true' } });
    expect(again.body).toBe(first.body);
  });

  it('acts for the department that the token names, never for one in the body', async () => {
    const { asked, post } = makeEdge();
    await post();
    expect(asked[0]).toMatchObject({ client: 'shenyang-licensing', department: shenyang });
    const body = { ...toApplicationBody(), department: '11210000MB9Y1002XB' };
    expect(await post({ body })).toMatchObject({ statusCode: 400 });
  });

  it.each<[string, RequestParts, `${number} ${string}`]>([
    ['no key', { headers: {} }, '400 idempotency-key-missing'],
    ['a key with blanks', { headers: { 'idempotency-key': 'a b' } }, '400 idempotency-key-missing'],
    ['no caller', { caller: undefined as never }, '401 unauthenticated'],
    [
      'a caller of no department',
      { caller: toCaller('seal-maker', ['licences:issue']) },
      '403 forbidden',
    ],
    [
      'another content type',
      { headers: { 'idempotency-key': 'k', 'content-type': 'text/plain' } },
      '415 unsupported-media-type',
    ],
    ['broken JSON', { body: '{"type":' }, '400 request-invalid'],
    ['a doubled name', { body: '{"type":"a","type":"b"}' }, '400 request-invalid'],
    ['depth 10,000', { body: '['.repeat(10_000) }, '400 request-invalid'],
    ['a body over the limit', { body: `"${'x'.repeat(maxIssueBodyBytes)}"` }, '413 body-too-large'],
  ])('refuses %s and asks nobody', async (_what, parts, expected) => {
    const { asked, post } = makeEdge();
    const refused = await post(parts);
    const code = String(toJson(refused)['type']).replace('/problems/', '');
    expect(`${refused.statusCode} ${code}`).toBe(expected);
    expect(asked).toEqual([]);
  });
});
