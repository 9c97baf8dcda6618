import { Duration, Stack, type StackProps, Validations } from 'aws-cdk-lib';
import {
  type CfnStage,
  HttpApi,
  HttpMethod,
  HttpNoneAuthorizer,
} from 'aws-cdk-lib/aws-apigatewayv2';
import {
  HttpLambdaAuthorizer,
  HttpLambdaResponseType,
} from 'aws-cdk-lib/aws-apigatewayv2-authorizers';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import { type Route, routes } from '../../shared/api/routes.ts';
import type { ServiceFunction } from '../constructs/service-function.ts';

interface Props extends StackProps {
  /** Every function that a route may lead to. */
  readonly functions: readonly ServiceFunction[];
  readonly authoriser: ServiceFunction;
  readonly refusal: ServiceFunction;
}

/** The front door: exactly the routes of the table; all else is refused by one function. */
export class FrontStack extends Stack {
  constructor(scope: Construct, id: string, props: Props) {
    super(scope, id, props);
    const api = new HttpApi(this, 'Api', {
      defaultAuthorizer: new HttpLambdaAuthorizer('Authoriser', props.authoriser.lambda, {
        responseTypes: [HttpLambdaResponseType.SIMPLE],
        // with one, API Gateway would refuse requests without a token itself, in words of its own
        identitySource: [],
        resultsCacheTtl: Duration.seconds(0),
      }),
    });
    const integrations = new Map(
      props.functions.map((fn) => [fn.node.id, new HttpLambdaIntegration(fn.node.id, fn.lambda)]),
    );
    for (const route of routes) this.addRoute(api, route, integrations);
    const refused = api.addRoutes({
      path: '/{proxy+}',
      integration: new HttpLambdaIntegration('Refusal', props.refusal.lambda),
      authorizer: new HttpNoneAuthorizer(),
    });
    for (const one of refused) explainPublic(one, 'Says only that there is no such route.');
    this.logAccess(api);
  }

  private addRoute(
    api: HttpApi,
    route: Route,
    integrations: ReadonlyMap<string, HttpLambdaIntegration>,
  ): void {
    const integration = integrations.get(toConstructId(route.handler));
    if (!integration) throw new Error(`no function for ${route.method} ${route.path}`);
    const isPublic = route.access === 'public';
    const added = api.addRoutes({
      path: route.path,
      methods: [HttpMethod[route.method]],
      integration,
      ...(isPublic ? { authorizer: new HttpNoneAuthorizer() } : {}),
    });
    if (!isPublic) return;
    for (const one of added) explainPublic(one, 'The rights table says that this route is public.');
  }

  /** Ids, status and time; never the path's parameters, the query, an address or a body. */
  private logAccess(api: HttpApi): void {
    const log = new LogGroup(this, 'AccessLog', { retention: RetentionDays.SIX_MONTHS });
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
    stage.defaultRouteSettings = { throttlingBurstLimit: 2000, throttlingRateLimit: 1000 };
  }
}

function explainPublic(route: Construct, reason: string): void {
  Validations.of(route).acknowledge({ id: 'AwsSolutions::AwsSolutions-APIG4', reason });
}

/** `issuing/issue-licence` → `IssueLicence`. */
function toConstructId(handler: string): string {
  const [, name = ''] = handler.split('/');
  return name.replace(/(^|-)(\w)/g, (_all, _dash, letter: string) => letter.toUpperCase());
}
