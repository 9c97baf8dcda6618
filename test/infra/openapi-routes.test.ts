import { beforeAll, describe, expect, it } from 'vitest';
import { inspectBundles } from '../../infra/bundles.ts';
import { synthesise } from '../../infra/rights/synthesise.ts';
import { listOperations, makeApiDocument } from '../build/api-document.ts';

interface CloudRoute {
  readonly RouteKey: string;
  readonly AuthorizationType: string;
}

const operations = listOperations(makeApiDocument());
let routes: CloudRoute[];

beforeAll(() => {
  routes = synthesise('cn-north-1')
    .flatMap(({ template }) => Object.values(template.Resources))
    .filter(({ Type }) => Type === 'AWS::ApiGatewayV2::Route')
    .map(({ Properties }) => Properties as unknown as CloudRoute);
}, 180_000);

describe('the API document and the cloud', () => {
  it('know the same routes, beside the one for all that is none', () => {
    const documented = operations.map(({ key }) => key);
    expect(routes.map(({ RouteKey }) => RouteKey).sort()).toEqual(
      [...documented, 'ANY /{proxy+}'].sort(),
    );
  });

  it('let the same routes through without a token', () => {
    for (const { key, operation } of operations) {
      const { AuthorizationType } = routes.find(({ RouteKey }) => RouteKey === key) ?? {};
      const isPublic = operation.security.length === 0;
      expect(AuthorizationType, key).toBe(isPublic ? 'NONE' : 'CUSTOM');
    }
  });

  it('is made by one function, with what no other function carries', { timeout: 180_000 }, () => {
    const carrying = inspectBundles()
      .filter(({ main, later }) =>
        [main, ...later]
          .flatMap(({ inputs }) => inputs)
          .some((path) => /node_modules\/zod-openapi\/|shared\/api\/describe-/.test(path)),
      )
      .map(({ name }) => name);
    expect(carrying).toEqual(['admitting/describe-api']);
  });
});
