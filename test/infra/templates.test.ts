import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { noticeOf } from '../../functions/publishing/relay-changes/relay-changes.ts';
import { listFunctionsOfOneRegion } from '../../infra/bundles.ts';
import type { SynthesisedStack, TemplateResource } from '../../infra/rights/read-cloud.ts';
import { synthesise } from '../../infra/rights/synthesise.ts';
import { routes } from '../../shared/api/routes.ts';
import { fileLives } from '../../shared/config/file-lives.ts';
import { type VariableName, variables } from '../../shared/config/variables.ts';
import { factOf, waitingFactOf } from '../../shared/domain/fact.ts';
import { listSources } from '../architecture/source-files.ts';

const partitions = ['cn-north-1', 'eu-central-1'].map((region) => {
  const stacks = synthesise(region);
  return { region, stacks, resources: stacks.flatMap(resourcesOf) };
});

function resourcesOf({ template }: SynthesisedStack): readonly TemplateResource[] {
  return Object.values(template.Resources);
}

// biome-ignore lint/suspicious/noExplicitAny: CloudFormation's shapes are open
type Properties = any;

/** What functions of a zone share of their wiring, by name. */
const wiring = new Map(
  listSources('functions')
    .filter(({ path }) => /\/wire-[a-z-]+\.ts$/.test(path))
    .flatMap(({ text }) => text.split(/^export function /m).slice(1))
    .map((body) => [/^\w+/.exec(body)?.[0], body] as const),
);

/** Names that are passed to `readVariables`, here or by shared wiring that is called from here. */
function namesRead(source: string): readonly VariableName[] {
  const lists = [...source.matchAll(/readVariables\(\s*[\w.]+,\s*\[([^\]]*)\]/g)];
  const own = lists.flatMap(([, list = '']) => [...list.matchAll(/'(\w+)'/g)]);
  const called = [...source.matchAll(/\b(wire\w+)\((?:process\.env|environment)[,)]/g)];
  const shared = called.flatMap(([, name]) => namesRead(wiring.get(name) ?? ''));
  return [...own.map(([, found]) => found as VariableName), ...shared];
}

function variablesReadBy(name: string): string[] {
  const names = namesRead(readFileSync(`functions/${name}/index.ts`, 'utf8'));
  return [...new Set(names.map((one) => variables[one]))].sort();
}

describe.each(partitions)('the templates for $region', ({ region, stacks, resources }) => {
  const inChina = region === 'cn-north-1';
  const ofType = (type: string): Properties[] =>
    resources.filter((one) => one.Type === type).map((one) => one.Properties ?? {});
  const count = (type: string) => ofType(type).length;

  it('name no partition: every ARN takes it from where it stands', () => {
    const text = JSON.stringify(stacks.map(({ template }) => template));
    expect(text).toContain('AWS::Partition');
    expect(text.match(/arn:aws[a-z-]*:/g)).toBeNull();
  });

  it('hold of CloudFront and X-Ray what the partition has', () => {
    const cloudFront = resources.filter(({ Type }) => Type.startsWith('AWS::CloudFront::'));
    const traced = ofType('AWS::Lambda::Function').filter(
      ({ TracingConfig }) => TracingConfig?.Mode === 'Active',
    );
    const text = JSON.stringify(stacks.map(({ template }) => template));
    if (inChina) {
      expect(cloudFront).toEqual([]);
      expect(traced).toEqual([]);
      expect(text).not.toMatch(/xray|cloudfront/i);
    } else {
      expect(count('AWS::CloudFront::Distribution')).toBe(1);
      expect(traced).toHaveLength(listFunctionsOfOneRegion().length);
    }
  });

  it('answer at the public address, with a certificate that the operator gives', () => {
    const [api] = ofType('AWS::ApiGatewayV2::Api');
    if (inChina) {
      expect(api.DisableExecuteApiEndpoint).toBe(true);
      expect(ofType('AWS::ApiGatewayV2::DomainName')[0].DomainName).toBe(
        'yinzheng.liaoning.example',
      );
      return;
    }
    const [{ DistributionConfig: config }] = ofType('AWS::CloudFront::Distribution');
    expect(config.Aliases).toEqual(['yinzheng.liaoning.example']);
    expect(config.ViewerCertificate.MinimumProtocolVersion).toBe('TLSv1.2_2021');
    expect(config.DefaultCacheBehavior.CachePolicyId).toBe('4135ea2d-6df8-44a3-9df3-4b5a84be39ad');
    const behaviours: Properties[] = config.CacheBehaviors;
    expect(behaviours.map(({ PathPattern }) => PathPattern)).toContain('status-lists/*');
    for (const { ViewerProtocolPolicy } of [config.DefaultCacheBehavior, ...behaviours]) {
      expect(ViewerProtocolPolicy).toBe('https-only');
    }
    const shelf = config.Origins.find((one: Properties) => one.S3OriginConfig);
    expect(shelf.OriginAccessControlId).toBeDefined();
    expect(shelf.S3OriginConfig).not.toMatchObject({
      OriginAccessIdentity: expect.stringMatching(/./),
    });
    for (const { CachePolicyConfig } of ofType('AWS::CloudFront::CachePolicy')) {
      expect(CachePolicyConfig).toMatchObject({ MinTTL: 0, DefaultTTL: 0 });
    }
  });

  it('let CloudFront serve only what a route serves under the same address', () => {
    if (inChina) return expect(count('AWS::CloudFront::Distribution')).toBe(0);
    const [{ DistributionConfig: config }] = ofType('AWS::CloudFront::Distribution');
    const patterns: string[] = config.CacheBehaviors.map((one: Properties) => one.PathPattern);
    const served = routes.filter(({ handler }) => handler === 'publishing/serve-shelf');
    for (const pattern of patterns) {
      const prefix = `/${pattern.replace(/\*.*$/, '')}`;
      expect(
        served.some(({ path }) => path.startsWith(prefix)),
        pattern,
      ).toBe(true);
    }
  });

  it('set for each function exactly the variables that it reads', () => {
    const set = ofType('AWS::Lambda::Function').map(({ Environment }) =>
      Object.keys(Environment?.Variables ?? {})
        .sort()
        .join(),
    );
    const read = listFunctionsOfOneRegion().map((name) => variablesReadBy(name).join());
    expect(set.sort()).toEqual(read.sort());
  });

  it('put the authoriser before every route that is not public, and nothing beside the routes', () => {
    const found = ofType('AWS::ApiGatewayV2::Route');
    for (const { method, path, access } of routes) {
      const made = found.find(({ RouteKey }) => RouteKey === `${method} ${path}`);
      expect(made?.AuthorizationType, `${method} ${path}`).toBe(
        access === 'public' ? 'NONE' : 'CUSTOM',
      );
    }
    expect(found).toHaveLength(routes.length + 1);
    expect(ofType('AWS::ApiGatewayV2::Authorizer')).toHaveLength(1);
    expect(ofType('AWS::ApiGatewayV2::Authorizer')[0].AuthorizerResultTtlInSeconds).toBe(0);
  });

  it('throttle the API, and what anybody may call more', () => {
    const [stage] = ofType('AWS::ApiGatewayV2::Stage');
    expect(stage.DefaultRouteSettings.ThrottlingRateLimit).toBeGreaterThan(0);
    const open = routes.filter(({ access }) => access === 'public');
    expect(Object.keys(stage.RouteSettings).sort()).toEqual(
      open.map(({ method, path }) => `${method} ${path}`).sort(),
    );
    for (const { ThrottlingRateLimit } of Object.values<Properties>(stage.RouteSettings)) {
      expect(ThrottlingRateLimit).toBeLessThan(stage.DefaultRouteSettings.ThrottlingRateLimit);
    }
  });

  it('log of a request nothing that may be personal', () => {
    const [stage] = ofType('AWS::ApiGatewayV2::Stage');
    const logged = Object.values(JSON.parse(stage.AccessLogSettings.Format));
    expect(logged).toEqual([
      '$context.requestId',
      '$context.routeKey',
      '$context.status',
      '$context.responseLatency',
    ]);
  });

  it('keep logs for half a year, also when the stack goes', () => {
    const groups = resources.filter(({ Type }) => Type === 'AWS::Logs::LogGroup');
    expect(groups).toHaveLength(listFunctionsOfOneRegion().length + 1);
    for (const group of groups) {
      expect(group).toMatchObject({
        Properties: { RetentionInDays: 180 },
        DeletionPolicy: 'Retain',
      });
    }
  });

  it('keep tables restorable, protected and encrypted with a key whose use is in the trail', () => {
    const tables = ofType('AWS::DynamoDB::GlobalTable');
    expect(tables).toHaveLength(9);
    for (const table of tables) {
      expect(table.SSESpecification).toEqual({ SSEEnabled: true, SSEType: 'KMS' });
      for (const replica of table.Replicas) {
        expect(replica).toMatchObject({
          DeletionProtectionEnabled: true,
          PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
        });
      }
    }
  });

  it('keep tables, keys and files when a stack is deleted', () => {
    const types = ['AWS::DynamoDB::GlobalTable', 'AWS::KMS::Key', 'AWS::S3::Bucket'];
    const lasting = resources.filter(({ Type }) => types.includes(Type));
    expect(lasting.length).toBeGreaterThan(12);
    for (const one of lasting) {
      expect(one).toMatchObject({ DeletionPolicy: 'Retain', UpdateReplacePolicy: 'Retain' });
    }
  });

  it('make every key of ours multi-Region; asymmetric and MAC keys cannot be rotated by KMS', () => {
    const own = ofType('AWS::KMS::Key').filter(({ KeySpec }) => KeySpec !== undefined);
    expect(own.length).toBeGreaterThan(5);
    for (const key of own) {
      expect(key.MultiRegion).toBe(true);
      expect(key.EnableKeyRotation).not.toBe(true);
    }
    const others = ofType('AWS::KMS::Key').filter(({ KeySpec }) => KeySpec === undefined);
    expect(others.map(({ EnableKeyRotation }) => EnableKeyRotation)).toEqual([true]);
  });

  it('bound what bulk jobs may take of the account, and delete their files', () => {
    const bounded = ofType('AWS::Lambda::Function').filter(({ Environment }) =>
      ['JobWork', 'TurnWork'].every((queue) =>
        JSON.stringify(Environment?.Variables ?? {}).includes(queue),
      ),
    );
    const reserved = bounded.flatMap(({ ReservedConcurrentExecutions: most }) => most ?? []);
    expect(reserved).toEqual([4, 4]);
    const readers = ofType('AWS::Lambda::EventSourceMapping').flatMap(
      ({ ScalingConfig }) => ScalingConfig?.MaximumConcurrency ?? [],
    );
    expect(readers).toEqual(expect.arrayContaining([3, 4]));
    const rules = ofType('AWS::S3::Bucket').flatMap(
      ({ LifecycleConfiguration }) => LifecycleConfiguration?.Rules ?? [],
    );
    for (const { prefix: Prefix, days: ExpirationInDays } of fileLives)
      expect(rules).toContainEqual(expect.objectContaining({ Prefix, ExpirationInDays }));
  });

  it('give every queue and stream its dead letters', () => {
    const queues = ofType('AWS::SQS::Queue');
    const withDeadLetters = queues.filter(({ RedrivePolicy }) => RedrivePolicy?.maxReceiveCount);
    expect(withDeadLetters).toHaveLength(7);
    const streams = ofType('AWS::Lambda::EventSourceMapping').filter(
      ({ StartingPosition }) => StartingPosition,
    );
    expect(streams).toHaveLength(5);
    for (const one of streams) {
      expect(one.DestinationConfig.OnFailure.Destination).toBeDefined();
      expect(one.FunctionResponseTypes).toEqual(['ReportBatchItemFailures']);
      expect(one.BisectBatchOnFunctionError).toBe(true);
    }
  });

  it('hand the relay of the register’s writes those that mean something to it, and no other', () => {
    const relayed = ofType('AWS::Lambda::EventSourceMapping').find(({ FilterCriteria }) =>
      JSON.stringify(FilterCriteria ?? {}).includes('entry#'),
    );
    const [lists, entries, drafts, ...others] = relayed.FilterCriteria.Filters.map(
      ({ Pattern }: Properties) => JSON.parse(Pattern).dynamodb.Keys,
    );
    expect(others).toEqual([]);
    const isHanded = ({ pk, sk }: { readonly pk: string; readonly sk: string }) =>
      [lists, drafts].some((one) => pk.startsWith(one.pk.S[0].prefix)) ||
      sk.startsWith(entries.sk.S[0].prefix);
    const keys = [
      { pk: 'list#cn-north-1-000001', sk: '000042' },
      { pk: 'lists', sk: 'cn-north-1-000001' },
      { pk: '11210000MB0X.91210100MA0000000X.serial', sk: 'entry#cn-north-1#000000#000002' },
      { pk: '11210000MB0X.91210100MA0000000X.serial', sk: 'head' },
      { pk: '11210000MB0X.91210100MA0000000X.serial', sk: 'version#001' },
      { pk: 'holder#digest', sk: 'a' },
      { pk: 'lease#list#cn-north-1-000001', sk: 'lease' },
      { pk: 'idem#a#b', sk: 'idem' },
      { pk: 'dept#a#1', sk: 'a' },
      { pk: 'drafts#11210000MB0X#3', sk: '01795000000000#draft-a' },
      { pk: 'draft#draft-a', sk: 'draft' },
    ];
    for (const key of keys) {
      const facts = [factOf(key), waitingFactOf(key)];
      const means = noticeOf(key) !== undefined || facts.some((one) => one !== undefined);
      expect(isHanded(key), `${key.pk} ${key.sk}`).toBe(means);
    }
  });
});
