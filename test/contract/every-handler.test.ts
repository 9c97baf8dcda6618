import { beforeAll, describe, expect, it, vi } from 'vitest';
import { type Route, routes } from '../../shared/api/routes.ts';
import { variables } from '../../shared/config/variables.ts';
import type { AuthoriserContext, HttpHandler } from '../../shared/http/http-message.ts';
import { toApiEvent, toJson } from '../build/api-events.ts';
import { isClosed, keyOf } from '../build/rights-cells.ts';

const closed = (routes as readonly Route[]).filter(isClosed);

/** Nobody listens there: a handler that began to work would fail, and not with 401 or 403. */
const nowhere = 'http://127.0.0.1:9';

beforeAll(() => {
  vi.spyOn(console, 'log').mockReturnValue();
  for (const name of Object.values(variables)) process.env[name] = nowhere;
  process.env[variables.clockOffset] = '0';
  process.env[variables.writingEpoch] = '1';
  process.env['AWS_REGION'] = 'cn-north-1';
  for (const engine of ['DYNAMODB', 'KMS', 'SQS', 'S3'])
    process.env[`AWS_ENDPOINT_URL_${engine}`] = nowhere;
});

/** The function as it runs in the cloud, asked past the authoriser or with what the authoriser said. */
async function ask({ method, path, handler: name }: Route, context?: AuthoriserContext) {
  const file = new URL(`../../functions/${name}/index.ts`, import.meta.url).href;
  const { handler } = (await import(/* @vite-ignore */ file)) as { handler: HttpHandler };
  const event = toApiEvent({ method, path, routePath: path, body: {} });
  const authorizer = context === undefined ? {} : { authorizer: { lambda: context } };
  const requestContext = { ...event.requestContext, ...authorizer };
  const result = await handler({ ...event, requestContext }, {});
  return `${result.statusCode} ${String(toJson(result)['type']).split('/').at(-1)}`;
}

describe.each(closed.map((route) => [keyOf(route), route] as const))('%s', (_, route) => {
  it('refuses before any work whom no authoriser let in', async () => {
    expect(await ask(route)).toBe('401 unauthenticated');
    expect(await ask(route, { refusal: 'unauthenticated' })).toBe('401 unauthenticated');
    expect(await ask(route, { clientId: 'c', scopes: 'none' })).toBe('403 forbidden');
  });
});

it('looked at every closed route', () => {
  console.info(`handlers: ${closed.length} closed routes refuse by themselves`);
  expect(closed.length).toBeGreaterThan(0);
});
