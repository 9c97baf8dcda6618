import { fileURLToPath } from 'node:url';
import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { expect, it } from 'vitest';
import { ServiceFunction } from '../../infra/constructs/service-function.ts';
import { grantTurn } from '../../infra/constructs/writer-lease.ts';
import { readProvince } from '../../infra/province.ts';
import { ZoneStack } from '../../infra/stacks/zone-stack.ts';
import { variables } from '../../shared/config/variables.ts';

const bundles = fileURLToPath(new URL('../../functions', import.meta.url));

/** What a function that writes is told, where this is deployed with `cdk deploy -c …`. */
function findVariables(context: Readonly<Record<string, string>>): Record<string, string> {
  const app = new App({
    context: { bundles, ...context },
    treeMetadata: false,
    builtinCloudFormationValidation: false,
  });
  const province = readProvince(app);
  const env = { region: province.regions[0] };
  const alarmTopic = new Topic(new Stack(app, 'alarms', { env }), 'Topic');
  const zone = new ZoneStack(app, 'zone', { env, province, alarmTopic });
  grantTurn(
    new ServiceFunction(zone, 'Writer', { handler: 'issuing/issue-licence', environment: {} }),
  );
  const [writer] = Object.values(Template.fromStack(zone).findResources('AWS::Lambda::Function'));
  return writer?.['Properties'].Environment?.Variables ?? {};
}

it('writes under the number that the runbook has deployed, once the other Region is given up', () => {
  expect(findVariables({ 'writing-epoch': '8' })[variables.writingEpoch]).toBe('8');
  expect(findVariables({})[variables.writingEpoch]).toBeUndefined();
});

it('takes no number where the lease says it, nor one that is none', () => {
  const region = 'cn-north-1,cn-northwest-1';
  expect(() => findVariables({ region, 'writing-epoch': '8' })).toThrow('for one Region');
  for (const wrong of ['x', '1', '2.5']) {
    expect(() => findVariables({ 'writing-epoch': wrong }), wrong).toThrow('from 2');
  }
});
