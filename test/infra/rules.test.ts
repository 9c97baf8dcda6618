import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks, NIST80053R5Checks } from 'cdk-nag';
import type { IConstruct } from 'constructs';
import { afterAll, describe, expect, it } from 'vitest';
import { checkRules, makeService } from '../../infra/service.ts';

interface Acknowledgement {
  readonly rule: string;
  readonly at: string;
  readonly reason: string;
}

/** What the rule packs find where nothing is acknowledged, and what is acknowledged, without the zone's names. */
function makeApp(region: string) {
  const outdir = mkdtempSync(join(tmpdir(), 'yinzheng-rules-'));
  const { context } = JSON.parse(readFileSync('cdk.json', 'utf8'));
  const app = new App({ outdir, context: { ...context, region, bundles: 'functions' } });
  makeService(app);
  return { region, app, outdir };
}

const apps = ['cn-north-1', 'cn-north-1,cn-northwest-1', 'eu-central-1,eu-west-1'].map(makeApp);
afterAll(() => {
  for (const { outdir } of apps) rmSync(outdir, { recursive: true, force: true });
});

/** What another stack exports is called by its own name until the stacks are bound together. */
const toOwnName = (rule: string) =>
  rule.replace(/(?<=Resource::)[\w-]+:ExportsOutputFnGetAtt(\w+)Arn[0-9A-F]{8}/, '<$1.Arn>');

function acknowledgementsAt(construct: IConstruct): Acknowledgement[] {
  return construct.node.metadata
    .filter(({ type }) => type === Validations.ACKNOWLEDGED_RULES_METADATA_KEY)
    .flatMap(({ data }) => Object.entries(data as Record<string, string>))
    .map(([rule, reason]) => ({
      rule: toOwnName(rule.replace(/^.*?::/, '')),
      at: construct.node.path,
      reason,
    }));
}

function findingsIn(app: App): readonly { rule: string; at: string }[] {
  return [new AwsSolutionsChecks(), new NIST80053R5Checks()].flatMap((pack) =>
    pack
      .validateScope(app)
      .violations.flatMap(({ ruleName, violatingResources }) =>
        violatingResources.map(({ constructPath = '' }) => ({ rule: ruleName, at: constructPath })),
      ),
  );
}

/** Of which pack and rule, without what of it was found. */
const ruleOnly = (rule: string) => rule.replace(/\[.*$/, '');

/** Every rule that is acknowledged somewhere in this partition: a new one is to be noticed here. */
const everywhere = [
  // keys of seals and paths of files are not known when roles are made
  'AwsSolutions-IAM5',
  // anybody may verify, read the directory's public part and fetch public files
  'AwsSolutions-APIG4',
  // who fetched which file is not recorded
  'AwsSolutions-S1',
  'NIST.800.53.R5-S3BucketLoggingEnabled',
  // where dead letters of a stream go is no queue with dead letters of its own
  'AwsSolutions-SQS3',
  'NIST.800.53.R5-CloudWatchLogGroupEncrypted',
  'NIST.800.53.R5-IAMNoInlinePolicy',
  'NIST.800.53.R5-LambdaConcurrency',
  'NIST.800.53.R5-LambdaDLQ',
  'NIST.800.53.R5-LambdaInsideVPC',
  'NIST.800.53.R5-S3BucketReplicationEnabled',
  'NIST.800.53.R5-S3DefaultEncryptionKMS',
];
const withCloudFront = ['AwsSolutions-CFR1', 'AwsSolutions-CFR2', 'AwsSolutions-CFR3'];

describe.each(apps)('the rules of $region', ({ region, app }) => {
  const acknowledged = app.node.findAll().flatMap(acknowledgementsAt);
  const findings = findingsIn(app);
  const covers = (one: Acknowledgement, found: { rule: string; at: string }) =>
    one.rule === found.rule && `${found.at}/`.startsWith(`${one.at}/`);

  it('are all kept, and CloudFormation accepts the templates', { timeout: 60_000 }, () => {
    checkRules(app);
    expect(() => app.synth()).not.toThrow();
  });

  it('are breached nowhere without a reason', () => {
    const unexplained = findings.filter((found) => !acknowledged.some((one) => covers(one, found)));
    expect(unexplained).toEqual([]);
  });

  it('have no reason written where nothing is breached', () => {
    const idle = acknowledged.filter((one) => !findings.some((found) => covers(one, found)));
    expect(idle.map(({ rule, at }) => `${rule} at ${at}`)).toEqual([]);
  });

  it('are acknowledged in these kinds only', () => {
    const kinds = [...new Set(acknowledged.map(({ rule }) => ruleOnly(rule)))].sort();
    const expected = region.startsWith('cn-') ? everywhere : [...everywhere, ...withCloudFront];
    expect(kinds).toEqual([...expected].sort());
  });

  it('are acknowledged in words', () => {
    for (const { rule, at, reason } of acknowledged) {
      expect(reason.split(' ').length, `${rule} at ${at}`).toBeGreaterThan(5);
    }
  });
});

describe('the exceptions of one function', () => {
  const [first] = apps;
  const of = (path: string) =>
    (first?.app.node.findAll() ?? [])
      .filter((one) => `${one.node.path}/`.includes(`${path}/`))
      .flatMap(acknowledgementsAt)
      .map(({ rule }) => rule)
      .filter((rule) => rule.startsWith('AwsSolutions-IAM5'));

  it('are none for one that needs no seal key and no file', () => {
    expect(of('issuing/ShowLicence')).toEqual([]);
    expect(of('verifying/VerifyLicence')).toEqual([]);
    expect(of('sealing/ApplyForSeal')).toEqual([]);
  });

  it('are the seal keys for those who sign', () => {
    const keys = 'AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:kms:cn-north-1:<AWS::AccountId>';
    expect(of('issuing/IssueLicence')).toEqual([`${keys}:key/*]`]);
    expect(new Set(of('sealing/ChangeSealState'))).toEqual(
      new Set([
        `${keys}:key/*]`,
        `${keys}:alias/yinzheng-seal-*]`,
        'AwsSolutions-IAM5[Resource::*]',
      ]),
    );
  });
});
