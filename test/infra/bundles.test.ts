import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { inspectBundles, listFunctions, writeBundle } from '../../infra/bundles.ts';
import { readCloud } from '../../infra/rights/read-cloud.ts';
import { synthesise } from '../../infra/rights/synthesise.ts';
import { startEnvironment } from '../build/start-environment.ts';

const bundles = inspectBundles();
const { functions } = readCloud(synthesise('cn-north-1', 'cn-northwest-1'));

const packageOf = (path: string) =>
  /node_modules\/((?:@[^/]+\/)?[^/]+)\/(?!.*node_modules\/)/.exec(path)?.[1] ?? [];

/** What a function starts with, and what it may load later. */
function bundleOf(name: string) {
  const { main, later } = bundles.find((bundle) => bundle.name === name) ?? {};
  if (!main || !later) throw new Error(`no bundle of ${name}`);
  return {
    files: [main, ...later].flatMap(({ inputs }) => inputs),
    packages: new Set(main.inputs.flatMap(packageOf)),
    laterPackages: new Set(later.flatMap(({ inputs }) => inputs.flatMap(packageOf))),
    kibibytes: Buffer.byteLength(main.text) / 1024,
  };
}

/** Heavy packages by a short word; what is not among them is small or comes with one of them. */
const heavy = {
  dynamodb: '@aws-sdk/client-dynamodb',
  kms: '@aws-sdk/client-kms',
  s3: '@aws-sdk/client-s3',
  sqs: '@aws-sdk/client-sqs',
  events: '@aws-sdk/client-eventbridge',
  middy: '@middy/core',
  zod: 'zod',
  ajv: 'ajv',
  jose: 'jose',
  x509: '@peculiar/x509',
} as const;

/** What each function starts with, how large that may be, and what it loads later. A new function has to say. */
const expected: Record<string, readonly [packages: string, kibibytes: number, later?: string]> = {
  'admitting/authorise-request': ['dynamodb kms', 540, 'jose'],
  'admitting/describe-api': ['middy zod', 400],
  'admitting/describe-service': ['middy', 52],
  'admitting/issue-token': ['dynamodb kms middy zod', 550, 'jose'],
  'admitting/refuse-request': ['middy', 39],
  'admitting/revoke-token': ['dynamodb kms middy zod', 550],
  'admitting/show-metadata': ['middy zod', 134],
  'governing/decide-proposal': ['dynamodb middy zod', 510],
  'governing/inspect-directory': ['dynamodb middy zod', 510],
  'governing/propose-change': ['dynamodb middy', 420],
  'governing/show-directory': ['dynamodb middy zod', 500],
  'holding/accept-delegation': ['dynamodb middy zod', 520],
  'holding/complain': ['dynamodb middy zod', 530],
  'holding/handle-complaints': ['dynamodb middy zod', 530],
  'holding/delegate': ['dynamodb kms middy zod', 560],
  'holding/end-delegation': ['dynamodb middy', 430],
  'holding/show-delegations': ['dynamodb middy zod', 520],
  'issuing/report-loss': ['dynamodb middy zod', 540],
  'holding/answer-field-check': ['dynamodb kms middy zod', 600],
  'holding/look-up-by-duty': ['dynamodb kms middy zod', 680],
  'holding/ask-for-licences': ['dynamodb middy zod', 530],
  'holding/decide-request': ['dynamodb middy zod', 540],
  'holding/authorise-use': ['dynamodb middy zod', 540],
  'holding/list-uses': ['dynamodb middy zod', 510],
  'holding/make-show-code': ['dynamodb kms middy zod', 560],
  'holding/retrieve-licences': ['dynamodb kms middy zod', 640],
  'holding/show-authorisations': ['dynamodb middy zod', 510],
  'holding/withdraw-authorisation': ['dynamodb middy', 430],
  'holding/show-own-licences': ['dynamodb middy zod', 510],
  'issuing/run-bulk-rows': ['dynamodb kms s3 sqs', 970, 'ajv'],
  'issuing/show-bulk-issues': ['dynamodb s3 sqs middy zod', 800],
  'issuing/take-bulk-issues': ['dynamodb sqs middy zod', 590],
  'issuing/tend-bulk-jobs': ['dynamodb kms s3 sqs', 900, 'ajv'],
  'issuing/change-licence-state': ['dynamodb middy zod', 530],
  'issuing/close-issue-hours': ['dynamodb', 370],
  'issuing/decide-licence-draft': ['dynamodb kms middy zod', 440, 'ajv'],
  'issuing/hold-turn': ['dynamodb', 380],
  'issuing/issue-licence': ['dynamodb kms middy zod', 440, 'ajv'],
  'issuing/issue-version': ['dynamodb kms middy zod', 445, 'ajv'],
  'issuing/list-licences': ['dynamodb middy zod', 510],
  'issuing/search-licences': ['dynamodb kms middy zod', 540],
  'issuing/mend-licences': ['dynamodb', 380],
  'issuing/list-work': ['dynamodb middy zod', 510],
  'issuing/list-seal-uses': ['dynamodb middy zod', 510],
  'issuing/show-licence': ['dynamodb middy', 400],
  'issuing/show-licence-drafts': ['dynamodb middy zod', 380, 'ajv'],
  'issuing/annotate-copy': ['dynamodb kms s3 middy', 840],
  'issuing/make-face': ['dynamodb kms s3 middy', 820],
  'issuing/serve-upload': ['dynamodb s3 middy', 640],
  'issuing/sweep-reservations': ['dynamodb kms', 440],
  'issuing/take-upload': ['dynamodb s3 middy zod', 740],
  'notifying/deliver-events': ['dynamodb kms sqs', 500],
  'notifying/keep-webhooks': ['dynamodb kms sqs middy zod', 640],
  'notifying/show-events': ['dynamodb middy zod', 510],
  'notifying/show-webhooks': ['dynamodb middy zod', 520],
  'supervising/append-trail': ['dynamodb', 440],
  'supervising/sign-checkpoint': ['dynamodb kms', 480],
  'notifying/relay-facts': ['dynamodb sqs', 440],
  'notifying/record-events': ['dynamodb sqs events', 620],
  'publishing/publish-issue-root': ['dynamodb kms s3', 580],
  'publishing/publish-offline-kit': ['dynamodb kms s3', 590],
  'publishing/publish-status-list': ['dynamodb kms s3', 570, 'sqs'],
  'publishing/publish-trust-list': ['dynamodb kms s3', 580],
  'publishing/relay-changes': ['dynamodb sqs', 460],
  'publishing/mirror-provinces': ['dynamodb s3', 640],
  'publishing/show-recognition': ['s3 middy zod', 560],
  'publishing/sign-receipt': ['dynamodb kms middy', 720],
  'publishing/serve-shelf': ['dynamodb s3 middy', 640],
  'sealing/apply-for-seal': ['dynamodb middy zod', 500],
  'sealing/change-seal-state': ['dynamodb kms middy zod', 400, 'x509'],
  'sealing/list-seals': ['dynamodb middy zod', 500],
  'sealing/settle-keys': ['dynamodb kms', 430],
  'sealing/stamp-document': ['dynamodb kms s3 middy zod', 900],
  'sealing/show-seal': ['dynamodb middy', 390],
  'verifying/serve-pages': ['middy', 42],
  'verifying/verify-batch': ['middy', 126],
  'verifying/verify-licence': ['', 20],
};

/** The calls that a right is for. */
const commandsOf: Readonly<Record<string, readonly string[]>> = {
  'dynamodb:GetItem': ['GetItem'],
  'dynamodb:Query': ['Query'],
  'dynamodb:BatchGetItem': ['BatchGetItem'],
  'dynamodb:PutItem': ['PutItem', 'TransactWriteItems'],
  'dynamodb:UpdateItem': ['UpdateItem', 'TransactWriteItems'],
  'dynamodb:DeleteItem': ['DeleteItem', 'TransactWriteItems'],
  'dynamodb:ConditionCheckItem': ['TransactWriteItems'],
  'kms:Sign': ['Sign'],
  'kms:GetPublicKey': ['GetPublicKey'],
  'kms:GenerateMac': ['GenerateMac'],
  'kms:CreateKey': ['CreateKey'],
  'kms:TagResource': ['CreateKey'],
  'kms:CreateAlias': ['CreateAlias'],
  'kms:ReplicateKey': ['ReplicateKey'],
  'kms:DescribeKey': ['DescribeKey'],
  'kms:EnableKey': ['EnableKey'],
  'kms:DisableKey': ['DisableKey'],
  's3:GetObject': ['GetObject'],
  's3:ListBucket': ['GetObject', 'ListObjectsV2'],
  's3:PutObject': ['PutObject', 'CreateMultipartUpload'],
  'sqs:SendMessage': ['SendMessage'],
  'events:PutEvents': ['PutEvents'],
};
/** Rights that Lambda uses itself, to follow streams and queues, to log and to trace. */
const lambdasOwn =
  /^(logs|xray):|^dynamodb:(DescribeStream|GetRecords|GetShardIterator)$|^sqs:(ReceiveMessage|ChangeMessageVisibility|DeleteMessage|GetQueueUrl|GetQueueAttributes)$/;

describe.each(listFunctions())('the bundle of %s', (name) => {
  const { files, packages, laterPackages, kibibytes } = bundleOf(name);
  const wordsOf = (found: ReadonlySet<string>) =>
    Object.entries(heavy)
      .filter(([, path]) => found.has(path))
      .map(([word]) => word)
      .join(' ');

  it('holds what it needs and stays within its budget', () => {
    const [wanted, budget, later = ''] = expected[name] ?? ['?', 0];
    const found = [wordsOf(packages), wordsOf(laterPackages)];
    expect({ [name]: found }).toEqual({ [name]: [wanted, later] });
    expect(kibibytes).toBeLessThanOrEqual(budget);
  });

  it('makes every call that its role has a right to', () => {
    const construct = name
      .replace(/^.*\//, '')
      .replace(/(?:^|-)(\w)/g, (_all, letter) => letter.toUpperCase());
    const role = functions.find((one) => one.name === construct);
    const rights = (role?.statements ?? []).flatMap((one) => one.actions);
    const unused = rights
      .filter((action) => !lambdasOwn.test(action))
      // what poisons a stream is set aside by Lambda itself
      .filter((action) => action !== 'sqs:SendMessage' || !rights.includes('dynamodb:GetRecords'))
      .filter(
        (action) =>
          !(commandsOf[action] ?? []).some((command) =>
            files.some((path) => path.endsWith(`/${command}Command.js`)),
          ),
      );
    expect(rights.length).toBeGreaterThan(0);
    expect(unused).toEqual([]);
  });
});

describe('the budgets', () => {
  it('are of functions that there are', () => {
    expect(Object.keys(expected).sort()).toEqual([...listFunctions()].sort());
  });
});

describe('all bundles', () => {
  it('start with what their variables may be', () => {
    const folder = mkdtempSync(join(tmpdir(), 'yinzheng-starts-'));
    try {
      writeFileSync(join(folder, 'package.json'), '{"type":"commonjs"}');
      for (const bundle of bundles) writeBundle(bundle, join(folder, bundle.name));
      const all = bundles.map(({ name }) => `require('./${name}/index.js').handler`);
      const code = `process.stdout.write([${all}].map((one) => typeof one).join());process.exit()`;
      const run = spawnSync(process.execPath, ['-e', code], {
        cwd: folder,
        env: startEnvironment,
        encoding: 'utf8',
      });
      expect(run.stderr).toBe('');
      expect(run.stdout.split(',')).toEqual(bundles.map(() => 'function'));
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
