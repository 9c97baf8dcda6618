import { join } from 'node:path';
import { Duration, RemovalPolicy, Size, Stack } from 'aws-cdk-lib';
import { Rule, RuleTargetInput, Schedule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction as Target } from 'aws-cdk-lib/aws-events-targets';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import {
  Architecture,
  type CfnFunction,
  Code,
  Function as LambdaFunction,
  LoggingFormat,
  Runtime,
  Tracing,
} from 'aws-cdk-lib/aws-lambda';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { type VariableName, variables } from '../../shared/config/variables.ts';
import { bundleFolder } from '../bundles.ts';
import { featuresOf } from '../partition.ts';
import { zoneOf } from '../stacks/zone-stack.ts';
import { acknowledge } from './acknowledge.ts';
import { ServiceAlarm } from './service-alarm.ts';

export interface ServiceFunctionProps {
  /** Folder under `functions/`. */
  readonly handler: string;
  readonly environment: Partial<Record<VariableName, string>>;
  readonly timeoutSeconds?: number;
  readonly memoryMegabytes?: number;
  /** Temporary files beyond 512 MB. */
  readonly temporaryMegabytes?: number;
  /** At once at most, out of what the account has: so that it takes nothing from others. */
  readonly reservedConcurrency?: number;
}

/** One Lambda of the service: its own role that may write its own log and nothing else until a grant says more. */
export class ServiceFunction extends Construct {
  readonly lambda: LambdaFunction;
  readonly role: Role;
  readonly handler: string;

  constructor(scope: Construct, id: string, props: ServiceFunctionProps) {
    super(scope, id);
    this.handler = props.handler;
    const logGroup = new LogGroup(this, 'Log', {
      retention: RetentionDays.SIX_MONTHS,
      removalPolicy: RemovalPolicy.RETAIN,
    });
    this.role = new Role(this, 'Role', { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });
    this.allow(['logs:CreateLogStream', 'logs:PutLogEvents'], [logGroup.logGroupArn]);
    this.lambda = new LambdaFunction(this, 'Function', {
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      handler: 'index.handler',
      code: Code.fromAsset(join(this.bundles(), props.handler)),
      role: this.role,
      logGroup,
      // our lines are JSON already; Lambda's own JSON would quote them, and metrics in them would not be found
      loggingFormat: LoggingFormat.TEXT,
      timeout: Duration.seconds(props.timeoutSeconds ?? 29),
      memorySize: props.memoryMegabytes ?? 1024,
      ...toLimits(props),
      environment: toEnvironment(props.environment),
    });
    this.trace();
    this.watch();
    acknowledge(this, 'NIST.800.53.R5', functionReasons);
    if (!props.reservedConcurrency) acknowledge(this, 'NIST.800.53.R5', sharedConcurrency);
    zoneOf(this).functions.push(this);
  }

  /** Adds to what its environment says. */
  setVariables(given: Partial<Record<VariableName, string>>): void {
    for (const [name, value] of Object.entries(toEnvironment(given))) {
      this.lambda.addEnvironment(name, value);
    }
  }

  /** Adds one statement; `conditions` narrow it further. */
  allow(actions: string[], resources: string[], conditions?: Record<string, unknown>): void {
    this.role.addToPolicy(
      new PolicyStatement({ actions, resources, ...(conditions ? { conditions } : {}) }),
    );
  }

  /** Is called again and again, with what its handler takes for the clock. */
  callEvery(interval: Duration): void {
    const event = RuleTargetInput.fromObject({ clock: true });
    new Rule(this, 'Clock', {
      schedule: Schedule.rate(interval),
      targets: [new Target(this.lambda, { event })],
    });
  }

  /** Says why a wildcard in this role's resources is right; the finding is then not one. */
  explainWildcard(resource: string, reason: string): void {
    acknowledge(this, 'AwsSolutions', { [`IAM5[Resource::${resource}]`]: reason });
  }

  /** All keys of the account in a Region, this one unless told: only ever used together with a tag condition. */
  allKeysArn(reason: string, region = Stack.of(this).region): string {
    this.explainWildcard(`arn:<AWS::Partition>:kms:${region}:<AWS::AccountId>:key/*`, reason);
    return Stack.of(this).formatArn({ service: 'kms', region, resource: 'key', resourceName: '*' });
  }

  /** Where bundles lie; tests that ask for rights only need not make them. */
  private bundles(): string {
    return this.node.tryGetContext('bundles') ?? bundleFolder;
  }

  private trace(): void {
    if (!featuresOf(Stack.of(this).region).tracing) return;
    (this.lambda.node.defaultChild as CfnFunction).tracingConfig = { mode: Tracing.ACTIVE };
    this.allow(['xray:PutTraceSegments', 'xray:PutTelemetryRecords'], ['*']);
    this.explainWildcard('*', 'X-Ray has no resources; kms:CreateKey, where allowed, has none.');
  }

  private watch(): void {
    const { alarmTopic: topic } = zoneOf(this);
    const period = Duration.minutes(5);
    new ServiceAlarm(this, 'function-errors', {
      topic,
      runbook: 'function-errors',
      means: `${this.handler} ended with an error or ran out of time.`,
      metric: this.lambda.metricErrors({ period }),
      threshold: 1,
      periods: [2, 3],
    });
    new ServiceAlarm(this, 'function-throttles', {
      topic,
      runbook: 'function-throttles',
      means: `${this.handler} was called more often than Lambda let it run.`,
      metric: this.lambda.metricThrottles({ period }),
      threshold: 1,
      periods: [2, 3],
    });
  }
}

const functionReasons = {
  CloudWatchLogGroupEncrypted:
    'Lines hold ids, codes and counts, no personal data; CloudWatch encrypts them with its own key.',
  IAMNoInlinePolicy:
    'A role serves one function: an inline policy ends with it and cannot be attached to another.',
  LambdaDLQ:
    'Called synchronously, or from a queue or stream with its own dead letters; what the clock starts, it starts again.',
  LambdaInsideVPC:
    'Reaches endpoints of AWS and public files only, each by right; a network of our own would add a way out that no right governs.',
} as const;

const sharedConcurrency = {
  LambdaConcurrency:
    'The API and the event sources bound it; a reservation would be a share of a limit that is not known here.',
} as const;

function toLimits({ temporaryMegabytes, reservedConcurrency }: ServiceFunctionProps) {
  return {
    ...(temporaryMegabytes ? { ephemeralStorageSize: Size.mebibytes(temporaryMegabytes) } : {}),
    ...(reservedConcurrency ? { reservedConcurrentExecutions: reservedConcurrency } : {}),
  };
}

function toEnvironment(given: Partial<Record<VariableName, string>>): Record<string, string> {
  const entries = Object.entries(given) as [VariableName, string][];
  return Object.fromEntries(entries.map(([name, value]) => [variables[name], value]));
}
