import { join } from 'node:path';
import { Duration, RemovalPolicy, Stack, Validations } from 'aws-cdk-lib';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Architecture, Code, Function as LambdaFunction, Runtime } from 'aws-cdk-lib/aws-lambda';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { type VariableName, variables } from '../../shared/config/variables.ts';
import { bundleFolder } from '../bundles.ts';

export interface ServiceFunctionProps {
  /** Folder under `functions/`. */
  readonly handler: string;
  readonly environment: Partial<Record<VariableName, string>>;
  readonly timeoutSeconds?: number;
  readonly memoryMegabytes?: number;
}

/** One Lambda of the service: its own role that may write its own log and nothing else until a grant says more. */
export class ServiceFunction extends Construct {
  readonly lambda: LambdaFunction;
  readonly role: Role;

  constructor(scope: Construct, id: string, props: ServiceFunctionProps) {
    super(scope, id);
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
      code: Code.fromAsset(join(bundleFolder, props.handler)),
      role: this.role,
      logGroup,
      timeout: Duration.seconds(props.timeoutSeconds ?? 29),
      memorySize: props.memoryMegabytes ?? 1024,
      environment: toEnvironment(props.environment),
    });
  }

  /** Adds one statement; `conditions` narrow it further. */
  allow(actions: string[], resources: string[], conditions?: Record<string, unknown>): void {
    this.role.addToPolicy(
      new PolicyStatement({ actions, resources, ...(conditions ? { conditions } : {}) }),
    );
  }

  /** Says why a wildcard in this role's resources is right; the finding is then not one. */
  explainWildcard(resource: string, reason: string): void {
    Validations.of(this).acknowledge({
      id: `AwsSolutions::AwsSolutions-IAM5[Resource::${resource}]`,
      reason,
    });
  }

  /** All keys of the account in this Region: only ever used together with a tag condition. */
  allKeysArn(reason: string): string {
    const { region } = Stack.of(this);
    this.explainWildcard(`arn:<AWS::Partition>:kms:${region}:<AWS::AccountId>:key/*`, reason);
    return Stack.of(this).formatArn({ service: 'kms', resource: 'key', resourceName: '*' });
  }
}

function toEnvironment(given: Partial<Record<VariableName, string>>): Record<string, string> {
  const entries = Object.entries(given) as [VariableName, string][];
  return Object.fromEntries(entries.map(([name, value]) => [variables[name], value]));
}
