import { appliesTo, type Statement } from './policy.ts';
import type { Cloud, CloudFunction, CloudResource } from './read-cloud.ts';

/** What each action is called in the table. */
export const verbs: Readonly<Record<string, string>> = {
  'dynamodb:GetItem': 'read',
  'dynamodb:Query': 'list',
  'dynamodb:BatchGetItem': 'gather',
  'dynamodb:PutItem': 'put',
  'dynamodb:UpdateItem': 'change',
  'dynamodb:ConditionCheckItem': 'check',
  'dynamodb:DeleteItem': 'remove',
  'dynamodb:GetRecords': 'follow',
  'kms:Sign': 'sign',
  'kms:GetPublicKey': 'public key',
  'kms:GenerateMac': 'digest',
  'kms:CreateKey': 'make',
  'kms:EnableKey': 'enable',
  'kms:DisableKey': 'disable',
  'sqs:SendMessage': 'send',
  'sqs:ReceiveMessage': 'receive',
  'events:PutEvents': 'put',
  's3:GetObject': 'read',
  's3:PutObject': 'put',
};

/** Actions that only ever come with one of the verbs, and say nothing more. */
export const silentActions: ReadonlySet<string> = new Set([
  'dynamodb:DescribeStream',
  'dynamodb:GetShardIterator',
  'kms:CreateAlias',
  'kms:DescribeKey',
  'kms:TagResource',
  'logs:CreateLogStream',
  'logs:PutLogEvents',
  's3:ListBucket',
  'sqs:ChangeMessageVisibility',
  'sqs:DeleteMessage',
  'sqs:GetQueueAttributes',
  'sqs:GetQueueUrl',
  'xray:PutTelemetryRecords',
  'xray:PutTraceSegments',
]);

/** A column: a resource of the templates, or the seal keys, which are made at run time. */
export type Column = Pick<CloudResource, 'name' | 'arn' | 'tags'>;

/** A seal's key, as it looks to a policy. */
export function sealKeyIn(region: string): Column {
  const arn = `arn:<partition>:kms:${region}:<account>:key/seal`;
  return { name: 'seal keys', arn, tags: { 'yinzheng:purpose': 'seal' } };
}

const sections = [
  { title: 'Tables', type: 'AWS::DynamoDB::GlobalTable' },
  { title: 'Keys', type: 'AWS::KMS::Key' },
  { title: 'Queues', type: 'AWS::SQS::Queue' },
  { title: 'Buses', type: 'AWS::Events::EventBus' },
  { title: 'Files', type: 'AWS::S3::Bucket' },
] as const;

const partitionsKey = 'dynamodb:LeadingKeys';
const attributesKey = 'dynamodb:Attributes';

/** What a well-meant request carries, so that only the resource decides; partitions and attributes are told, not decided. */
function contextOf({ tags }: Column, of: Statement) {
  const tagKeys = Object.entries(tags).map(([key, value]) => [`aws:ResourceTag/${key}`, value]);
  return {
    ...Object.fromEntries(tagKeys),
    'aws:RequestTag/yinzheng:purpose': tags['yinzheng:purpose'] ?? '',
    'kms:SigningAlgorithm': 'ECDSA_SHA_256',
    'kms:MessageType': 'DIGEST',
    'kms:MacAlgorithm': 'HMAC_SHA_256',
    'kms:KeySpec': 'ECC_NIST_P256',
    'kms:KeyUsage': 'SIGN_VERIFY',
    [partitionsKey]: partitionsOf(of),
    [attributesKey]: attributesOf(of),
  };
}

const partitionsOf = ({ conditions }: Statement) =>
  conditions['ForAllValues:StringLike']?.[partitionsKey] ?? [];
const attributesOf = ({ conditions }: Statement) =>
  conditions['ForAllValues:StringEquals']?.[attributesKey] ?? [];
const exceptionsOf = ({ conditions }: Statement) =>
  conditions['ForAllValues:StringNotLike']?.[partitionsKey] ?? [];

const quoted = (names: readonly string[]) => names.map((name) => `\`${name}\``);

/** `remove `idem#*``, `put (not `issue-gate#*`)` */
function toWords(verb: string, only: readonly string[], except: readonly string[]): string {
  const words = [verb, ...quoted(only)].join(' ');
  return except.length === 0 ? words : `${words} (not ${quoted(except).join(' ')})`;
}

/** Attributes beside the keys, which every reader has. */
const toNames = (attributes: readonly string[]) =>
  attributes.filter((name) => name !== 'pk' && name !== 'sk').join(' ');

/** Parts of the column that a statement speaks of: its paths in a bucket, its stream, or itself. */
function partsOf({ resources }: Statement, { arn }: Column): readonly string[] {
  const paths = resources.filter((one) => one.startsWith(`${arn}/`));
  return [arn, ...paths.map((one) => one.slice(arn.length + 1))];
}

/** Path patterns worth telling: not "all of it". */
const tellable = (part: string, { arn }: Column) =>
  part === arn || part === '*' || part === 'stream' ? [] : [part];

/** The words of one cell: `read, put, remove idem#*`. */
function toCell(statements: readonly Statement[], column: Column): string {
  const words = Object.entries(verbs).flatMap(([action, verb]) =>
    statements.flatMap((one) => {
      const context = contextOf(column, one);
      const parts = partsOf(one, column).filter((part) => {
        const resource = part === column.arn ? part : `${column.arn}/${part}`;
        return appliesTo(one, { action, resource, context });
      });
      const only = [...partitionsOf(one), ...parts.flatMap((part) => tellable(part, column))];
      if (parts.length === 0) return [];
      const words = toWords(verb, only, exceptionsOf(one));
      return [attributesOf(one).length === 0 ? words : `${words}: ${toNames(attributesOf(one))}`];
    }),
  );
  return [...new Set(words)].join(', ');
}

/** Whoever has rights: functions, and services of AWS that a resource's own policy lets in. */
function rowsOf({
  functions,
  resources,
}: Cloud): readonly Pick<CloudFunction, 'name' | 'statements'>[] {
  const services = resources
    .filter(({ type }) => type === 'AWS::S3::Bucket')
    .flatMap(({ statements }) => statements.filter((one) => one.effect === 'Allow'));
  const names = [...new Set(services.flatMap((one) => one.principals))];
  return [
    ...functions.map(({ zone, name, statements }) => ({ name: `${zone}: ${name}`, statements })),
    ...names.map((name) => ({
      name,
      statements: services
        .filter((one) => one.principals.includes(name))
        .map((one) => ({ ...one, conditions: {} })),
    })),
  ];
}

/** The table of who may do what, as Markdown: a part a sort of resource, a row a function that has rights there. */
export function toRightsTable(cloud: Cloud, region: string): string {
  const rows = rowsOf(cloud);
  return sections
    .map(({ title, type }) => {
      const found = cloud.resources.filter((one) => one.type === type && one.name !== 'AlarmsKey');
      const columns = type === 'AWS::KMS::Key' ? [...found, sealKeyIn(region)] : found;
      return `### ${title}\n\n${toPart(rows, columns)}`;
    })
    .join('\n\n');
}

function toPart(
  rows: readonly Pick<CloudFunction, 'name' | 'statements'>[],
  columns: readonly Column[],
): string {
  const cells = rows.map(({ name, statements }) => [
    name,
    ...columns.map((column) => toCell(statements, column) || '–'),
  ]);
  const lines = [
    ['function', ...columns.map(({ name }) => name)],
    ['function', ...columns].map(() => '---'),
    ...cells.filter(([, ...rest]) => rest.some((one) => one !== '–')),
  ];
  return lines.map((line) => `| ${line.join(' | ')} |`).join('\n');
}
