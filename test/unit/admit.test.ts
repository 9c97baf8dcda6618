import { describe, expect, it } from 'vitest';
import type { AuthoriserContext } from '../../shared/http/http-message.ts';
import { makeHttpHandler } from '../../shared/http/make-http-handler.ts';
import { silent } from '../build/admitting-zone.ts';
import { type RequestParts, toApiEvent, toJson } from '../build/api-events.ts';

/** A function's edge behind an authoriser that answered so. */
async function send(parts: RequestParts, context?: AuthoriserContext) {
  let worked = 0;
  const handler = makeHttpHandler(
    async () => {
      worked += 1;
      return { status: 200 };
    },
    { log: silent },
  );
  const event = toApiEvent(parts);
  const authorizer = context === undefined ? {} : { authorizer: { lambda: context } };
  const requestContext = { ...event.requestContext, ...authorizer };
  const result = await handler({ ...event, requestContext }, {});
  const { headers = {} } = result;
  return {
    worked,
    status: result.statusCode,
    challenge: headers['WWW-Authenticate'],
    nonce: headers['DPoP-Nonce'],
    type: result.body === undefined ? undefined : toJson(result)['type'],
  };
}

const closed: RequestParts = { path: '/v1/seals', body: {} };
const refused = { worked: 0, status: 401, type: '/problems/unauthenticated' };

describe('the edge of every function', () => {
  it('works for a caller whom the authoriser let in, and hands the next nonce out', async () => {
    const context = { clientId: 'c', scopes: 'seals:apply', nonce: 'n-2' };
    expect(await send(closed, context)).toMatchObject({ worked: 1, status: 200, nonce: 'n-2' });
  });

  it('works for anybody where the table says public', async () => {
    expect(await send({ path: '/v1/verifications' })).toMatchObject({ worked: 1, status: 200 });
  });

  it('does no work on a route without a row', async () => {
    const context = { clientId: 'c', scopes: 'seals:apply' };
    const nowhere = { routePath: '/v1/nothing', path: '/v1/nothing' };
    expect(await send(nowhere, context)).toMatchObject({
      worked: 0,
      status: 404,
      type: '/problems/not-found',
    });
  });

  it('does no work where no authoriser was asked, or it named nobody', async () => {
    const challenge = 'DPoP algs="ES256"';
    expect(await send(closed)).toMatchObject({ ...refused, challenge });
    expect(await send(closed, { clientId: '', scopes: 'seals:apply' })).toMatchObject(refused);
  });

  it('does no work where the caller’s scopes do not fit, whatever the authoriser said', async () => {
    for (const scopes of ['', 'seals:read', 'seals:apply2', '*']) {
      expect(await send(closed, { clientId: 'c', scopes })).toMatchObject({
        worked: 0,
        status: 403,
        type: '/problems/forbidden',
      });
    }
  });

  it.each([
    ['token-missing', 'DPoP algs="ES256"'],
    ['token-expired', 'DPoP error="invalid_token", algs="ES256"'],
    ['token-revoked', 'DPoP error="invalid_token", algs="ES256"'],
    ['jws-parts', 'DPoP error="invalid_token", algs="ES256"'],
    ['proof-htu', 'DPoP error="invalid_dpop_proof", algs="ES256"'],
    ['proof-replayed', 'DPoP error="invalid_dpop_proof", algs="ES256"'],
    ['use-dpop-nonce', 'DPoP error="use_dpop_nonce", algs="ES256"'],
  ])('says a refusal for %s as RFC 9449 does, with the nonce', async (reason, challenge) => {
    const context = { refusal: 'unauthenticated', reason, nonce: 'n-1' };
    expect(await send(closed, context)).toMatchObject({ ...refused, challenge, nonce: 'n-1' });
  });

  it('says an outage as one, and what it does not know as a fault of ours', async () => {
    const outage = { refusal: 'service-unavailable', retryAfterSeconds: 1 };
    expect(await send(closed, outage)).toMatchObject({ worked: 0, status: 503 });
    for (const refusal of ['', 'admitted', 'toString', '__proto__']) {
      expect(await send(closed, { refusal })).toMatchObject({ worked: 0, status: 500 });
    }
  });

  it('takes a refusal for one even beside a caller', async () => {
    const both = { refusal: 'forbidden', clientId: 'c', scopes: 'seals:apply' };
    expect(await send(closed, both)).toMatchObject({ worked: 0, status: 403 });
  });
});
