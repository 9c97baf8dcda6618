import { describe, expect, it } from 'vitest';
import { makeRefuseRequestHandler } from '../../functions/admitting/refuse-request/handler.ts';
import { silent } from '../build/admitting-zone.ts';
import { toApiEvent, toJson } from '../build/api-events.ts';

describe('what fits no route', () => {
  const refuse = makeRefuseRequestHandler({ log: silent });

  it('is 405 with the methods offered where the path is known', async () => {
    const result = await refuse(toApiEvent({ method: 'DELETE', path: '/v1/licences' }), {});
    expect(result).toMatchObject({ statusCode: 405, headers: { Allow: 'POST, GET' } });
    const one = await refuse(
      toApiEvent({ method: 'PUT', path: '/v1/licences/x/state-changes' }),
      {},
    );
    expect(one).toMatchObject({ statusCode: 405, headers: { Allow: 'POST' } });
  });

  it.each(['/', '/v1', '/v1/licences/', '/v1/licences/x/y/z', '/openapi'])(
    'is 404 at %s',
    async (path) => {
      const result = await refuse(toApiEvent({ method: 'GET', path }), {});
      expect(toJson(result)).toMatchObject({ status: 404, type: '/problems/not-found' });
    },
  );
});
