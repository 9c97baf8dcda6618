import { decodeJwt } from 'jose';
import { describe, expect, it } from 'vitest';
import { toJson } from '../build/api-events.ts';
import { sampleTypeCodes } from '../build/sample-types.ts';
import { makeTokenEndpoint } from '../build/token-endpoint.ts';

const detail = {
  type: 'yinzheng-licences',
  actions: ['read'],
  licence_types: [sampleTypeCodes.foodPermit],
};

describe('authorisation details', () => {
  const askFor = (details: unknown, fields: Readonly<Record<string, string>> = {}) => {
    const text = typeof details === 'string' ? details : JSON.stringify(details);
    return makeTokenEndpoint().askWith({ authorization_details: text, ...fields });
  };

  it('narrow a token, and come back with it', async () => {
    const result = await askFor([detail]);
    const body = toJson<{ access_token: string }>(result);
    expect(body).toMatchObject({ scope: 'licences:read', authorization_details: [detail] });
    expect(decodeJwt(body.access_token)).toMatchObject({
      scope: 'licences:read',
      authorization_details: [detail],
    });
  });

  it('take away the licence scopes that they do not name, beside scopes asked for', async () => {
    const endpoint = makeTokenEndpoint({
      scopes: ['licences:issue', 'licences:read', 'seals:read'],
    });
    const scopeWith = async (fields: Readonly<Record<string, string>>) =>
      toJson(
        await endpoint.askWith({ authorization_details: JSON.stringify([detail]), ...fields }),
      )['scope'];
    expect(await scopeWith({})).toBe('licences:read');
    expect(await scopeWith({ scope: 'licences:issue licences:read seals:read' })).toBe(
      'licences:read seals:read',
    );
  });

  it.each<[string, unknown]>([
    ['text that is no JSON', '[{'],
    ['a doubled name', `[${JSON.stringify(detail).replace('{', '{"type":"x",')}]`],
    ['an object', detail],
    ['nothing', []],
    ['another type', [{ ...detail, type: 'payment_initiation' }]],
    ['an unknown field', [{ ...detail, locations: ['http://127.0.0.1:2100'] }]],
    ['an unknown action', [{ ...detail, actions: ['read', 'delete'] }]],
    ['no action', [{ ...detail, actions: [] }]],
    ['an action twice', [{ ...detail, actions: ['read', 'read'] }]],
    ['an action that the client may not take', [{ ...detail, actions: ['change'] }]],
    ['no licence type', [{ ...detail, licence_types: [] }]],
    ['actions only', [{ type: detail.type, actions: ['read'] }]],
    [
      'a type code with a wrong check digit',
      [{ ...detail, licence_types: ['11100000MB0341032X902'] }],
    ],
    ['more than fit a token', Array.from({ length: 9 }, () => detail)],
  ])('are refused with %s', async (_, details) => {
    const result = await askFor(details);
    expect([result.statusCode, toJson(result)['error']]).toEqual([
      400,
      'invalid_authorization_details',
    ]);
  });

  it('are refused where the scope asked for beside them leaves the action out', async () => {
    const result = await askFor([detail], { scope: 'licences:issue' });
    expect(toJson(result)['error']).toBe('invalid_authorization_details');
  });
});
