import { CfnParameter, Duration, Fn, RemovalPolicy } from 'aws-cdk-lib';
import {
  type CfnStage,
  DomainName,
  HttpApi,
  HttpMethod,
  HttpNoneAuthorizer,
} from 'aws-cdk-lib/aws-apigatewayv2';
import {
  HttpLambdaAuthorizer,
  HttpLambdaResponseType,
} from 'aws-cdk-lib/aws-apigatewayv2-authorizers';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import { Certificate, type ICertificate } from 'aws-cdk-lib/aws-certificatemanager';
import { MathExpression } from 'aws-cdk-lib/aws-cloudwatch';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import { type Route, routes } from '../../shared/api/routes.ts';
import { acknowledge } from '../constructs/acknowledge.ts';
import { addFailover } from '../constructs/failover.ts';
import { FrontDistribution } from '../constructs/front-distribution.ts';
import type { PublicShelf } from '../constructs/public-shelf.ts';
import { ServiceAlarm } from '../constructs/service-alarm.ts';
import type { ServiceFunction } from '../constructs/service-function.ts';
import { featuresOf } from '../partition.ts';
import { type ZoneProps, ZoneStack } from './zone-stack.ts';

interface Props extends ZoneProps {
  /** Every function that a route may lead to. */
  readonly served: readonly ServiceFunction[];
  readonly authoriser: ServiceFunction;
  readonly refusal: ServiceFunction;
  readonly shelf: PublicShelf;
}

/** Requests a second, and at once, for the whole API. */
const throttle = { throttlingRateLimit: 1000, throttlingBurstLimit: 2000 };
/** What anybody may call costs a signature check or a signature: no caller may take the whole. */
const publicThrottle = { throttlingRateLimit: 500, throttlingBurstLimit: 1000 };

/** The front door: exactly the routes of the table; all else is refused by one function. */
export class FrontStack extends ZoneStack {
  constructor(scope: Construct, id: string, props: Props) {
    super(scope, id, props);
    const host = new URL(this.province.url).host;
    const { cloudFront } = featuresOf(this.region);
    // behind CloudFront the API has a name of its own
    const apiHost = cloudFront ? `origin.${host}` : host;
    const domain = this.makeDomain(apiHost, cloudFront);
    const api = new HttpApi(this, 'Api', {
      defaultAuthorizer: new HttpLambdaAuthorizer('Authoriser', props.authoriser.lambda, {
        responseTypes: [HttpLambdaResponseType.SIMPLE],
        // with one, API Gateway would refuse requests without a token itself, in words of its own
        identitySource: [],
        resultsCacheTtl: Duration.seconds(0),
      }),
      ...(domain && {
        defaultDomainMapping: { domainName: domain },
        disableExecuteApiEndpoint: true,
      }),
    });
    this.addRoutes(api, props);
    this.logAccess(api);
    this.watch(api);
    if (domain && this.province.regions.length > 1) addFailover(this, apiHost, domain);
    if (!cloudFront || this.isStandby) return;
    const certificate = this.givenCertificate(
      'Certificate',
      host,
      'in us-east-1, as CloudFront asks',
    );
    new FrontDistribution(this, 'Front', {
      ...{ host, certificate, shelf: props.shelf },
      apiHost: domain ? apiHost : Fn.select(2, Fn.split('/', api.apiEndpoint)),
      region: this,
    });
  }

  /** The certificate of a public name is the operator's to bring: its renewal and its DNS are theirs. */
  private givenCertificate(id: string, host: string, where: string): ICertificate {
    const arn = new CfnParameter(this, id, {
      description: `ARN of the ACM certificate of ${host}, ${where}`,
      allowedPattern: '^arn:[a-z-]+:acm:[a-z0-9-]+:[0-9]{12}:certificate/.+$',
    });
    return Certificate.fromCertificateArn(this, `Host${id}`, arn.valueAsString);
  }

  /**
   * Without CloudFront the API answers at the public address itself, and at no other. Behind CloudFront
   * it needs a name of its own only where two Regions share it.
   */
  private makeDomain(domainName: string, cloudFront: boolean): DomainName | undefined {
    if (cloudFront && this.province.regions.length === 1) return undefined;
    const id = cloudFront ? 'OriginCertificate' : 'Certificate';
    const certificate = this.givenCertificate(id, domainName, 'in this Region');
    return new DomainName(this, 'Host', { domainName, certificate });
  }

  private addRoutes(api: HttpApi, { served, refusal }: Props): void {
    const integrations = new Map(
      served.map((fn) => [fn.handler, new HttpLambdaIntegration(fn.node.id, fn.lambda)]),
    );
    for (const route of routes) this.addRoute(api, route, integrations);
    const refused = api.addRoutes({
      path: '/{proxy+}',
      integration: new HttpLambdaIntegration('Refusal', refusal.lambda),
      authorizer: new HttpNoneAuthorizer(),
    });
    for (const one of refused) explainPublic(one, 'Says only that there is no such route.');
  }

  private addRoute(
    api: HttpApi,
    route: Route,
    integrations: ReadonlyMap<string, HttpLambdaIntegration>,
  ): void {
    const integration = integrations.get(route.handler);
    if (!integration) throw new Error(`no function for ${route.method} ${route.path}`);
    const isPublic = route.access === 'public';
    const added = api.addRoutes({
      path: route.path,
      methods: [HttpMethod[route.method]],
      integration,
      ...(isPublic ? { authorizer: new HttpNoneAuthorizer() } : {}),
    });
    if (!isPublic) return;
    for (const one of added) {
      explainPublic(one, 'The rights table says that this route is public.');
      // the stage names the route in its limits
      api.defaultStage?.node.addDependency(one);
    }
  }

  /** Ids, status and time; never the path's parameters, the query, an address or a body. */
  private logAccess(api: HttpApi): void {
    const log = new LogGroup(this, 'AccessLog', {
      retention: RetentionDays.SIX_MONTHS,
      removalPolicy: RemovalPolicy.RETAIN,
    });
    acknowledge(log, 'NIST.800.53.R5', {
      CloudWatchLogGroupEncrypted:
        'Lines hold ids, routes and times, no personal data; CloudWatch encrypts them with its own key.',
    });
    const stage = api.defaultStage?.node.defaultChild as CfnStage;
    stage.accessLogSettings = {
      destinationArn: log.logGroupArn,
      format: JSON.stringify({
        requestId: '$context.requestId',
        route: '$context.routeKey',
        status: '$context.status',
        milliseconds: '$context.responseLatency',
      }),
    };
    stage.defaultRouteSettings = throttle;
    stage.routeSettings = Object.fromEntries(
      routes
        .filter((route) => route.access === 'public')
        .map((route) => [`${route.method} ${route.path}`, toRouteSettings(publicThrottle)]),
    );
  }

  private watch(api: HttpApi): void {
    const period = Duration.minutes(5);
    const topic = this.alarmTopic;
    new ServiceAlarm(this, 'api-faults', {
      topic,
      runbook: 'api-faults',
      means:
        'More than one in a hundred requests to the API was answered with a status of 500 or more.',
      metric: new MathExpression({
        expression: 'IF(FILL(all, 0) >= 10, 100 * FILL(faults, 0) / all, 0)',
        usingMetrics: {
          faults: api.metricServerError({ period }),
          all: api.metricCount({ period }),
        },
        period,
      }),
      threshold: 1,
      periods: [2, 3],
    });
    new ServiceAlarm(this, 'api-latency', {
      topic,
      runbook: 'api-latency',
      means: 'One in a hundred requests to the API takes three seconds or more.',
      metric: api.metricLatency({ period, statistic: 'p99' }),
      threshold: 3000,
      periods: [3, 3],
    });
  }
}

/** As CloudFormation spells them here: this member is plain JSON to it. */
function toRouteSettings(limits: typeof throttle) {
  return {
    ThrottlingRateLimit: limits.throttlingRateLimit,
    ThrottlingBurstLimit: limits.throttlingBurstLimit,
  };
}

function explainPublic(route: Construct, reason: string): void {
  acknowledge(route, 'AwsSolutions', { APIG4: reason });
}
