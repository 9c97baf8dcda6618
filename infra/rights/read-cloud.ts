import type { Statement } from './policy.ts';

/** A synthesised template, as far as rights are read from it. */
export interface Template {
  readonly Resources: Readonly<Record<string, TemplateResource>>;
  readonly Outputs?: Readonly<Record<string, { Value: unknown; Export?: { Name: unknown } }>>;
}

export interface TemplateResource {
  readonly Type: string;
  readonly Properties?: Readonly<Record<string, unknown>>;
}

export interface SynthesisedStack {
  readonly stackName: string;
  readonly region: string;
  readonly template: Template;
}

/** A function and all that its role says. */
export interface CloudFunction {
  /** `IssueLicence` */
  readonly name: string;
  /** `issuing` */
  readonly zone: string;
  readonly region: string;
  readonly statements: readonly Statement[];
}

/** Something that rights are about. */
export interface CloudResource {
  /** `Register` */
  readonly name: string;
  readonly type: string;
  readonly region: string;
  readonly arn: string;
  readonly tags: Readonly<Record<string, string>>;
  /** Of the policy attached to it. */
  readonly statements: readonly Statement[];
}

export interface Cloud {
  readonly functions: readonly CloudFunction[];
  readonly resources: readonly CloudResource[];
}

/** Ends of ARNs by type; account and partition stay open. */
const arnEnds: Readonly<Record<string, (region: string, name: string) => string>> = {
  'AWS::DynamoDB::GlobalTable': (region, name) => `dynamodb:${region}:<account>:table/${name}`,
  'AWS::KMS::Key': (region, name) => `kms:${region}:<account>:key/${name}`,
  'AWS::KMS::ReplicaKey': (region, name) => `kms:${region}:<account>:key/${name}`,
  'AWS::SQS::Queue': (region, name) => `sqs:${region}:<account>:${name}`,
  'AWS::Events::EventBus': (region, name) => `events:${region}:<account>:event-bus/${name}`,
  'AWS::S3::Bucket': (_region, name) => `s3:::${name}`,
  'AWS::SNS::Topic': (region, name) => `sns:${region}:<account>:${name}`,
  'AWS::Logs::LogGroup': (region, name) => `logs:${region}:<account>:log-group:${name}`,
};

/** `Register34FE4340` → `Register`. */
const toName = (logicalId: string) => logicalId.replace(/(?:Resource)?[0-9A-F]{8}$/, '');

type Json = Readonly<Record<string, unknown>>;
const isJson = (value: unknown): value is Json => typeof value === 'object' && value !== null;
const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [value]);

/** Resolves what templates say to text, across stacks. */
class Resolver {
  private readonly stacks: readonly SynthesisedStack[];

  constructor(stacks: readonly SynthesisedStack[]) {
    this.stacks = stacks;
  }

  arnOf({ region, template }: SynthesisedStack, logicalId: string): string {
    const type = template.Resources[logicalId]?.Type ?? '';
    const name = toName(logicalId);
    return `arn:<partition>:${arnEnds[type]?.(region, name) ?? `<${type}>:::${name}`}`;
  }

  text(stack: SynthesisedStack, value: unknown): string {
    if (!isJson(value)) return String(value);
    const [[name, of]] = Object.entries(value) as [[string, unknown]];
    if (name === 'Ref') return this.ref(stack, String(of));
    if (name === 'Fn::GetAtt') return this.attribute(stack, of as readonly [string, string]);
    if (name === 'Fn::ImportValue') return this.imported(this.text(stack, of));
    if (name === 'Fn::Join') {
      const [separator, parts] = of as [string, unknown[]];
      return parts.map((part) => this.text(stack, part)).join(separator);
    }
    throw new Error(`cannot resolve ${name}`);
  }

  private ref(stack: SynthesisedStack, of: string): string {
    if (of === 'AWS::Partition') return '<partition>';
    if (of === 'AWS::AccountId') return '<account>';
    if (of === 'AWS::Region') return stack.region;
    const isTopic = stack.template.Resources[of]?.Type === 'AWS::SNS::Topic';
    return isTopic ? this.arnOf(stack, of) : toName(of);
  }

  private attribute(stack: SynthesisedStack, [id, attribute]: readonly [string, string]): string {
    const arn = this.arnOf(stack, id);
    if (attribute === 'Arn' || attribute.endsWith('Arn')) {
      return attribute === 'StreamArn' ? `${arn}/stream` : arn;
    }
    return `${toName(id)}.${attribute}`;
  }

  private imported(name: string): string {
    for (const stack of this.stacks) {
      for (const output of Object.values(stack.template.Outputs ?? {})) {
        if (output.Export?.Name === name) return this.text(stack, output.Value);
      }
    }
    throw new Error(`nothing exports ${name}`);
  }

  statements(stack: SynthesisedStack, document: unknown): Statement[] {
    const found = isJson(document) ? listOf(document['Statement']) : [];
    return found.map((one) => this.statement(stack, one as Json));
  }

  private statement(stack: SynthesisedStack, one: Json): Statement {
    const texts = (value: unknown) => listOf(value).map((part) => this.text(stack, part));
    const conditions = Object.entries((one['Condition'] ?? {}) as Record<string, Json>);
    const toKeys = (keys: Json) =>
      Object.fromEntries(Object.entries(keys).map(([key, value]) => [key, texts(value)]));
    const { Principal: principal = {} } = one;
    return {
      effect: one['Effect'] === 'Deny' ? 'Deny' : 'Allow',
      actions: listOf(one['Action']).map(String),
      resources: texts(one['Resource']),
      conditions: Object.fromEntries(
        conditions.map(([operator, keys]) => [operator, toKeys(keys)]),
      ),
      principals: isJson(principal) ? Object.values(principal).flatMap(texts) : [String(principal)],
    };
  }
}

/** Policies that stand in a resource of their own, and the member that names what they belong to. */
const attachedPolicies: Readonly<Record<string, string>> = {
  'AWS::S3::BucketPolicy': 'Bucket',
  'AWS::SQS::QueuePolicy': 'Queues',
  'AWS::SNS::TopicPolicy': 'Topics',
};

/** Reads who may do what from the templates of all stacks. */
export function readCloud(stacks: readonly SynthesisedStack[]): Cloud {
  const resolver = new Resolver(stacks);
  return {
    functions: stacks.flatMap((stack) => readFunctions(resolver, stack)),
    resources: stacks.flatMap((stack) => readResources(resolver, stack)),
  };
}

function readFunctions(resolver: Resolver, stack: SynthesisedStack): CloudFunction[] {
  return Object.entries(stack.template.Resources)
    .filter(([, { Type }]) => Type === 'AWS::IAM::Policy')
    .map(([id, { Properties }]) => ({
      name: id.replace(/RoleDefaultPolicy[0-9A-F]{8}$/, ''),
      zone: stack.stackName.split('-').at(-1) ?? '',
      region: stack.region,
      statements: resolver.statements(stack, Properties?.['PolicyDocument']),
    }));
}

function readResources(resolver: Resolver, stack: SynthesisedStack): CloudResource[] {
  const all = Object.entries(stack.template.Resources);
  const policiesOf = (name: string) =>
    all.flatMap(([, { Type, Properties = {} }]) => {
      const member = attachedPolicies[Type];
      const owners = member ? listOf(Properties[member]) : [];
      const isOwn = owners.some((one) => resolver.text(stack, one).endsWith(name));
      return isOwn ? resolver.statements(stack, Properties['PolicyDocument']) : [];
    });
  return all
    .filter(([, { Type }]) => Type in arnEnds)
    .map(([id, { Type, Properties = {} }]) => ({
      name: toName(id),
      type: Type,
      region: stack.region,
      arn: resolver.arnOf(stack, id),
      tags: readTags(Properties['Tags']),
      statements: [
        ...resolver.statements(stack, Properties['KeyPolicy']),
        ...policiesOf(toName(id)),
      ],
    }));
}

function readTags(tags: unknown): Record<string, string> {
  const list = (Array.isArray(tags) ? tags : []) as readonly { Key: string; Value: string }[];
  return Object.fromEntries(list.map(({ Key, Value }) => [Key, Value]));
}
