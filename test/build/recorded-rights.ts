import { allows, type Request } from '../../infra/rights/policy.ts';
import type { Cloud } from '../../infra/rights/read-cloud.ts';
import { sealKeyIn } from '../../infra/rights/rights-table.ts';
import type { RecordedCall } from './call-recorder.ts';

type Json = Readonly<Record<string, unknown>>;
type Key = { readonly pk: { readonly S: string } };
interface TableRead extends Json {
  readonly TableName: string;
  readonly Key: Key;
}

/** The embedded run's names of tables, and the cloud's. */
const tables: Readonly<Record<string, string>> = {
  directory: 'Directory',
  admission: 'Admission',
  seals: 'Seals',
  register: 'Register',
  holding: 'Holding',
  shelf: 'Versions',
  jobs: 'Jobs',
  outlet: 'Outlet',
  trail: 'Trail',
};
const queues: Readonly<Record<string, string>> = {
  status: 'StatusWorkQueue',
  trust: 'TrustWorkQueue',
  jobs: 'JobWorkQueue',
  turns: 'TurnWorkQueue',
  facts: 'FactWorkQueue',
  deliveries: 'DeliveryWorkQueue',
  trail: 'TrailWorkQueue',
};
const buckets: Readonly<Record<string, string>> = { shelf: 'Shelf', files: 'Files' };
const afterSlug = (name: string) => name.slice(name.indexOf('-') + 1);

/** Turns calls of the embedded run into what AWS would be asked to permit. */
export function makeToRequests(cloud: Cloud, region: string) {
  const arnOf = (name: string | undefined): string => {
    const found = cloud.resources.find((one) => one.name === name);
    if (!found) throw new Error(`no resource ${name}`);
    return found.arn;
  };
  const onTable = (action: string, table: string, partitions: readonly string[]): Request => ({
    action: `dynamodb:${action}`,
    resource: arnOf(tables[afterSlug(table)]),
    context: { 'dynamodb:LeadingKeys': partitions },
  });
  /** What a request says that it wants of an item; nothing where it wants all of it. */
  const attributesOf = ({ ProjectionExpression, ExpressionAttributeNames = {} }: Json) => {
    if (ProjectionExpression === undefined) return {};
    const names = Object.values(ExpressionAttributeNames as Record<string, string>);
    return { 'dynamodb:Attributes': ['pk', 'sk', ...names] };
  };
  const keyOf = (keyId: string) => {
    const purpose = /^alias\/yinzheng-((?!seal-[0-9a-z]{26}$).+)$/.exec(keyId)?.[1];
    if (purpose === undefined) return sealKeyIn(region);
    const key = cloud.resources.find(({ tags }) => tags['yinzheng:purpose'] === purpose);
    if (!key) throw new Error(`no key for ${purpose}`);
    return key;
  };

  const toDynamo = (operation: string, body: Json): Request[] => {
    switch (operation) {
      case 'TransactWriteItems':
        return (body['TransactItems'] as Json[]).flatMap((item) =>
          Object.entries(item).map(([kind, of]) => {
            const { TableName, Key, Item } = of as TableRead & { readonly Item?: Key };
            const action = kind === 'ConditionCheck' ? 'ConditionCheckItem' : `${kind}Item`;
            return onTable(action, TableName, [(Item ?? Key).pk.S]);
          }),
        );
      case 'BatchGetItem':
        return Object.entries(body['RequestItems'] as Record<string, { Keys: Key[] }>).map(
          ([table, { Keys }]) =>
            onTable(
              operation,
              table,
              Keys.map(({ pk }) => pk.S),
            ),
        );
      case 'Query': {
        const values = body['ExpressionAttributeValues'] as Record<string, { S: string }>;
        return [onTable(operation, String(body['TableName']), [values[':pk']?.S ?? ''])];
      }
      default: {
        const { TableName, Key, Item } = body as TableRead & { readonly Item?: Key };
        const { context, ...asked } = onTable(operation, TableName, [(Item ?? Key).pk.S]);
        return [{ ...asked, context: { ...context, ...attributesOf(body) } }];
      }
    }
  };

  const toKms = (operation: string, body: Json): Request[] => {
    const tags = (body['Tags'] ?? []) as { TagKey: string; TagValue: string }[];
    const asked = Object.fromEntries(
      tags.map((tag) => [`aws:RequestTag/${tag.TagKey}`, tag.TagValue]),
    );
    if (operation === 'CreateKey') {
      const context = {
        ...asked,
        'kms:KeySpec': String(body['KeySpec']),
        'kms:KeyUsage': String(body['KeyUsage']),
      };
      const { arn } = sealKeyIn(region);
      return [
        { action: 'kms:CreateKey', resource: '*', context },
        { action: 'kms:TagResource', resource: arn, context },
      ];
    }
    const { arn, tags: own } = keyOf(String(body['KeyId'] ?? body['TargetKeyId']));
    const context = {
      ...Object.fromEntries(
        Object.entries(own).map(([key, value]) => [`aws:ResourceTag/${key}`, value]),
      ),
      ...Object.fromEntries(
        ['SigningAlgorithm', 'MessageType', 'MacAlgorithm'].flatMap((name) =>
          body[name] === undefined ? [] : [[`kms:${name}`, String(body[name])]],
        ),
      ),
    };
    const onKey = { action: `kms:${operation}`, resource: arn, context };
    if (operation !== 'CreateAlias') return [onKey];
    const alias = `arn:<partition>:kms:${region}:<account>:${body['AliasName']}`;
    return [onKey, { action: 'kms:CreateAlias', resource: alias }];
  };

  const toS3 = ({ by, method, path }: RecordedCall): Request[] => {
    const [, named = '', ...parts] = path.replace(/\?.*$/, '').split('/');
    // what another province publishes is fetched past AWS, once a minute
    const isForeign = by === 'publishing/mirror-provinces' && !buckets[afterSlug(named)];
    // and events are posted to endpoints of departments
    if (isForeign || by === 'notifying/deliver-events') return [];
    const bucket = arnOf(buckets[afterSlug(named)]);
    const resource = `${bucket}/${decodeURIComponent(parts.join('/'))}`;
    if (method !== 'GET' && method !== 'HEAD') return [{ action: 's3:PutObject', resource }];
    return [
      { action: 's3:GetObject', resource },
      { action: 's3:ListBucket', resource: bucket },
    ];
  };

  return (call: RecordedCall): Request[] => {
    const [service = '', operation = ''] = call.target?.split('.') ?? [];
    if (call.target === undefined) return toS3(call);
    const body = JSON.parse(call.body) as Json;
    if (service.startsWith('DynamoDB_')) return toDynamo(operation, body);
    if (service === 'TrentService') return toKms(operation, body);
    const queue = afterSlug(String(body['QueueUrl']).split('/').at(-1) ?? '');
    return [{ action: `sqs:${operation}`, resource: arnOf(queues[queue]) }];
  };
}

/** `issuing/issue-licence` → `IssueLicence` */
export const toConstruct = (handler: string) =>
  handler
    .replace(/^.*\//, '')
    .replace(/(?:^|-)(\w)/g, (_all, letter: string) => letter.toUpperCase());

/** What the function's role does not permit of what it did, in words. */
export function refusedBy(cloud: Cloud, by: string, requests: readonly Request[]): string[] {
  const role = cloud.functions.find(({ name }) => name === toConstruct(by));
  return requests
    .filter((request) => !allows(role?.statements ?? [], request))
    .map(({ action, resource, context }) => {
      const partitions = context?.['dynamodb:LeadingKeys'] ?? [];
      return `${by}: ${action} ${resource.replace(/^.*:/, '')} ${[partitions].flat().join(' ')}`;
    });
}
