import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { listFunctions } from '../../infra/bundles.ts';
import { allows } from '../../infra/rights/policy.ts';
import { type CloudFunction, readCloud } from '../../infra/rights/read-cloud.ts';
import { synthesise } from '../../infra/rights/synthesise.ts';

const pairs = [
  ['cn-north-1', 'cn-northwest-1'],
  ['eu-central-1', 'eu-west-1'],
] as const;

const clouds = pairs.map(([first, standby]) => {
  const stacks = synthesise(first, standby);
  return { first, standby, stacks, ...readCloud(stacks) };
});

// biome-ignore lint/suspicious/noExplicitAny: CloudFormation's shapes are open
type Properties = any;

const lease = 'yinzheng-liaoning-writer-lease';
const globalTables = ['Directory', 'Holding', 'Outlet', 'Register', 'Seals', 'Versions'];
const kebab = (name: string) => name.replace(/\B[A-Z]/g, '-$&').toLowerCase();

describe.each(clouds)('a province in $first and $standby', (cloud) => {
  const { first, standby, stacks, functions, resources } = cloud;
  const inRegion = (region: string) => functions.filter((one) => one.region === region);
  const resourcesIn = (region: string) =>
    stacks
      .filter((stack) => stack.region === region)
      .flatMap(({ template }) => Object.entries(template.Resources))
      .map(([id, { Type, Properties: properties }]) => ({
        id,
        Type,
        of: properties as Properties,
      }));
  const ofType = (region: string, type: string) =>
    resourcesIn(region).filter(({ Type }) => Type === type);

  /** What the role may, with the names of its Region's things as they are called in the other one. */
  function rightsOf({ statements, region }: CloudFunction): string[] {
    const other = region === first ? standby : first;
    const names = globalTables.map((name) => [name, `yinzheng-liaoning-${kebab(name)}`] as const);
    const text = (value: string) =>
      names
        .reduce(
          (so, [name, copy]) =>
            so
              .replace(`table/${copy}`, `table/${name}`)
              .replace(`${name}Stream`, `stream of ${name}`),
          value,
        )
        .replace(/^.*table\/(\w+)\/stream$/, 'stream of $1')
        .replace(new RegExp(`^.*${lease}$`), '<lease>')
        .replace(region, '<own>')
        .replace(other, '<other>');
    return statements.map((one) =>
      JSON.stringify(one, (_key, value) => (typeof value === 'string' ? text(value) : value)),
    );
  }

  /** What of a role speaks of the other Region, the lease apart. */
  const reachingOut = ({ region, statements }: CloudFunction) => {
    const other = region === first ? standby : first;
    const isThere = (arn: string) => arn.includes(other) && !arn.endsWith(lease);
    return statements.filter((one) => one.resources.some(isThere));
  };

  it('has every function in both Regions', () => {
    for (const region of [first, standby]) {
      const named = inRegion(region).map(({ zone, name }) => `${zone}/${kebab(name)}`);
      expect(named.sort(), region).toEqual([...listFunctions()].sort());
    }
  });

  it('gives a function in the standby Region the rights that it has in the first one, over its own Region', () => {
    for (const one of inRegion(standby)) {
      const home = inRegion(first).find(({ name, zone }) => name === one.name && zone === one.zone);
      expect(home, one.name).toBeDefined();
      if (home) expect(rightsOf(one).sort(), one.name).toEqual(rightsOf(home).sort());
    }
  });

  it('lets nobody reach into the other Region but to replicate and switch keys of seals, and to ask the lease', () => {
    const mayReach = ['ChangeSealState', 'SettleKeys'];
    for (const one of functions) {
      const reaching = reachingOut(one);
      const actions = reaching.flatMap(({ actions: of }) => of);
      const expected = mayReach.includes(one.name)
        ? /^kms:(EnableKey|DisableKey|TagResource)( kms:(EnableKey|DisableKey|TagResource))*$/
        : /^$/;
      expect(actions.join(' '), one.name).toMatch(expected);
      const areOfSeals = reaching.every((it) => JSON.stringify(it.conditions).includes('"seal"'));
      expect(areOfSeals, one.name).toBe(true);
    }
  });

  it('lets those who write what both Regions hold ask whose turn it is, and nobody else', () => {
    const arn = `arn:<partition>:dynamodb:${standby}:<account>:table/${lease}`;
    const may = (action: string, partition: string) =>
      functions
        .filter(({ statements }) =>
          allows(statements, {
            action: `dynamodb:${action}`,
            resource: arn,
            context: { 'dynamodb:LeadingKeys': partition },
          }),
        )
        .map(({ name, zone }) => `${zone}/${kebab(name)}`);
    const asking = new Set(may('GetItem', 'writer'));
    const sourceOf = (name: string) => readFileSync(`functions/${name}/index.ts`, 'utf8');
    for (const name of listFunctions()) {
      const fenced =
        /makeWritersClient|whenWriting|wireRegister|wireIssuing|wireFaces|leaseTable|makeDynamoTurns/;
      expect(fenced.test(sourceOf(name)), name).toBe(asking.has(name));
    }
    expect([...new Set(may('PutItem', 'writer'))].sort()).toEqual([...asking].sort());
    for (const action of ['UpdateItem', 'DeleteItem', 'BatchWriteItem']) {
      expect(may(action, 'writer'), action).toEqual([]);
    }
    expect(new Set(may('PutItem', 'issue-roots'))).toEqual(
      new Set(['publishing/publish-issue-root']),
    );
    expect(may('DeleteItem', 'issue-roots')).toEqual([]);
    const counting = [...new Set(may('UpdateItem', 'lease#sequence#a'))].sort();
    expect(counting).toEqual([
      'issuing/decide-licence-draft',
      'issuing/issue-licence',
      'issuing/issue-version',
      'issuing/run-bulk-rows',
    ]);
  });

  it('holds a copy of what the service needs there, and of nothing that belongs to one Region', () => {
    const tables = [...ofType(first, 'AWS::DynamoDB::GlobalTable')].map(({ id, of }) => [
      id.replace(/[0-9A-F]{8}$/, ''),
      of.Replicas.map((one: Properties) => one.Region).sort(),
    ]);
    const both = [first, standby].sort();
    expect(Object.fromEntries(tables)).toEqual({
      ...Object.fromEntries(globalTables.map((name) => [name, both])),
      ...{ Admission: [first], MendMarks: [first], Jobs: [first], Trail: [first] },
    });
    const own = ofType(standby, 'AWS::DynamoDB::GlobalTable').map(({ id, of }) => [
      id.replace(/[0-9A-F]{8}$/, ''),
      of.Replicas.map((one: Properties) => one.Region),
    ]);
    expect(Object.fromEntries(own)).toEqual({
      ...{ Admission: [standby], MendMarks: [standby], Jobs: [standby], Trail: [standby] },
      WriterLease: [standby],
    });
  });

  it('has a replica of each key of the province, for the same purpose', () => {
    const purposes = (region: string, type: string) =>
      resources
        .filter((one) => one.region === region && one.type === type)
        .map(({ tags }) => tags['yinzheng:purpose'])
        .filter((purpose) => purpose !== undefined)
        .sort();
    const keys = purposes(first, 'AWS::KMS::Key');
    expect(keys).toHaveLength(11);
    expect(purposes(standby, 'AWS::KMS::ReplicaKey')).toEqual(keys);
    expect(purposes(standby, 'AWS::KMS::Key')).toEqual([]);
    const aliases = (region: string) =>
      ofType(region, 'AWS::KMS::Alias')
        .map(({ of }) => of.AliasName)
        .sort();
    expect(aliases(standby)).toEqual(aliases(first));
  });

  it('copies each shelf to the other, by a role that can neither delete nor write at home', () => {
    for (const region of [first, standby]) {
      const other = region === first ? standby : first;
      const shelves = ofType(region, 'AWS::S3::Bucket').filter(
        ({ of }) => of.ReplicationConfiguration,
      );
      expect(shelves.map(({ id }) => id.replace(/[0-9A-F]{8}$/, ''))).toEqual(['Shelf']);
      const shelf = shelves[0]?.of;
      const [rule] = shelf.ReplicationConfiguration.Rules;
      expect(rule).toMatchObject({
        Status: 'Enabled',
        DeleteMarkerReplication: { Status: 'Disabled' },
      });
      expect(JSON.stringify(rule.Destination)).toContain(`yinzheng-liaoning-shelf-${other}-`);
      expect(JSON.stringify(shelf.BucketName)).toContain(`yinzheng-liaoning-shelf-${region}-`);
      const [role] = ofType(region, 'AWS::IAM::Role').filter(({ id }) =>
        id.includes('Replication'),
      );
      const [{ PolicyDocument: policy }] = role?.of.Policies ?? [];
      const putting = policy.Statement.filter(
        (one: Properties) => !/Get|List/.test(String(one.Action)),
      );
      expect(putting.map((one: Properties) => one.Action)).toEqual(['s3:ReplicateObject']);
      expect(JSON.stringify(putting[0].Resource)).toContain(`-shelf-${other}-`);
    }
  });

  it('leads clients to the Region that writes: by the first one’s alarm, not by an answer of its API', () => {
    const [health] = ofType(first, 'AWS::Route53::HealthCheck');
    const { HealthCheckConfig: config } = health?.of ?? {};
    expect(config).toMatchObject({
      Type: 'CLOUDWATCH_METRIC',
      InsufficientDataHealthStatus: 'Unhealthy',
    });
    const alarms = ofType(first, 'AWS::CloudWatch::Alarm').map(({ of }) => of.AlarmName);
    expect(alarms).toContain(config.AlarmIdentifier.Name);
    const host = first.startsWith('cn-') ? '' : 'origin.';
    const records = [first, standby].map((region) => {
      const [record] = ofType(region, 'AWS::Route53::RecordSet');
      const [domain] = ofType(region, 'AWS::ApiGatewayV2::DomainName');
      expect(domain?.of.DomainName).toBe(`${host}yinzheng.liaoning.example`);
      expect(record?.of.Name).toBe(domain?.of.DomainName);
      const [api] = ofType(region, 'AWS::ApiGatewayV2::Api');
      expect(api?.of.DisableExecuteApiEndpoint).toBe(true);
      return [record?.of.Failover, record?.of.HealthCheckId !== undefined];
    });
    expect(records).toEqual([
      ['PRIMARY', true],
      ['SECONDARY', false],
    ]);
    expect(ofType(standby, 'AWS::Route53::HealthCheck')).toEqual([]);
  });

  it('stands before both with one CloudFront, where there is one, which finds files on either shelf', () => {
    const found = [first, standby].map((region) => ofType(region, 'AWS::CloudFront::Distribution'));
    expect(found.map(({ length }) => length)).toEqual(first.startsWith('cn-') ? [0, 0] : [1, 0]);
    const [distribution] = found[0] ?? [];
    if (!distribution) return;
    const { OriginGroups: groups } = distribution.of.DistributionConfig;
    expect(groups.Quantity).toBe(1);
    expect(groups.Items[0].Members.Quantity).toBe(2);
    expect(JSON.stringify(distribution.of.DistributionConfig.Origins)).toContain(
      `yinzheng-liaoning-shelf-${standby}-`,
    );
  });

  it('alarms in the standby Region too, where silence is no fault while the other one writes', () => {
    const alarms = ofType(standby, 'AWS::CloudWatch::Alarm').map(({ of }) => of);
    const home = ofType(first, 'AWS::CloudWatch::Alarm').map(({ of }) => of);
    // one more table: the lease
    expect(alarms).toHaveLength(home.length + 1);
    // but for the trail, which each Region keeps by itself
    const silent = alarms.filter(({ TreatMissingData }) => TreatMissingData === 'breaching');
    expect(silent.map(({ AlarmName }) => AlarmName)).toEqual([
      expect.stringMatching(/silence-trail-checkpoint$/),
    ]);
    const names = alarms.map(({ AlarmName }) => AlarmName as string);
    expect(names.filter((name) => name.endsWith('-standby-writing'))).toHaveLength(1);
    expect(names.filter((name) => name.endsWith('-region-not-writing'))).toEqual([]);
    const queues = (region: string) => ofType(region, 'AWS::SQS::Queue').length;
    expect(queues(standby)).toBe(queues(first));
  });

  it('uses the services that both partitions have, and CloudFront only where it is whole', () => {
    const services = new Set(
      [first, standby].flatMap(resourcesIn).map(({ Type }) => Type.split('::')[1] ?? ''),
    );
    const everywhere = [
      ...['ApiGatewayV2', 'CloudWatch', 'DynamoDB', 'Events', 'IAM', 'KMS', 'Lambda', 'Logs'],
      ...['Route53', 'S3', 'SNS', 'SQS', 'CDK'],
    ];
    const allowed = first.startsWith('cn-') ? everywhere : [...everywhere, 'CloudFront'];
    expect([...services].filter((one) => !allowed.includes(one))).toEqual([]);
  });
});
