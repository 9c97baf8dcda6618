import { CfnParameter } from 'aws-cdk-lib';
import type { DomainName } from 'aws-cdk-lib/aws-apigatewayv2';
import { CfnHealthCheck, CfnRecordSet } from 'aws-cdk-lib/aws-route53';
import type { ZoneStack } from '../stacks/zone-stack.ts';
import { notWritingAlarm } from './mending.ts';

/**
 * The name that both Regions' APIs share leads to the first Region while that one keeps its turn to
 * write, and to the standby Region otherwise: so clients follow the turn, and an answer that the API
 * of the first Region is well does not call them back before it writes again (ADR 0012).
 */
export function addFailover(stack: ZoneStack, host: string, domain: DomainName): void {
  const zone = new CfnParameter(stack, 'HostedZone', {
    description: `Id of the Route 53 hosted zone in which ${host} lies`,
    allowedPattern: '^Z[A-Z0-9]+$',
  });
  const primary = stack.isStandby ? {} : { healthCheckId: followTurn(stack).attrHealthCheckId };
  new CfnRecordSet(stack, 'Failover', {
    hostedZoneId: zone.valueAsString,
    name: host,
    type: 'A',
    setIdentifier: stack.region,
    failover: stack.isStandby ? 'SECONDARY' : 'PRIMARY',
    ...primary,
    aliasTarget: {
      dnsName: domain.regionalDomainName,
      hostedZoneId: domain.regionalHostedZoneId,
      evaluateTargetHealth: false,
    },
  });
}

/** Healthy is a Region that keeps its turn; one that says nothing is not. */
function followTurn(stack: ZoneStack): CfnHealthCheck {
  const name = `yinzheng-${stack.province.slug}-issuing-${notWritingAlarm}`;
  return new CfnHealthCheck(stack, 'KeepsTurn', {
    healthCheckConfig: {
      type: 'CLOUDWATCH_METRIC',
      alarmIdentifier: { name, region: stack.region },
      insufficientDataHealthStatus: 'Unhealthy',
    },
  });
}
