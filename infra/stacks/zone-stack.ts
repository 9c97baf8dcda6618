import { Stack, type StackProps } from 'aws-cdk-lib';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { Construct, IConstruct } from 'constructs';
import type { ServiceFunction } from '../constructs/service-function.ts';
import type { Province } from '../province.ts';

export interface ZoneProps extends StackProps {
  readonly province: Province;
  /** Where alarms go. */
  readonly alarmTopic: ITopic;
}

/** The stack of one trust zone: knows its province, where alarms go, and every function that stands in it. */
export class ZoneStack extends Stack {
  readonly province: Province;
  readonly alarmTopic: ITopic;
  /** Whether this is the Region that writes only when the first one cannot. */
  readonly isStandby: boolean;
  /** Filled by the functions themselves. */
  readonly functions: ServiceFunction[] = [];

  constructor(scope: Construct, id: string, props: ZoneProps) {
    super(scope, id, props);
    this.province = props.province;
    this.alarmTopic = props.alarmTopic;
    this.isStandby = this.region !== props.province.regions[0];
  }
}

/** The zone that a construct stands in. */
export function zoneOf(construct: IConstruct): ZoneStack {
  const stack = Stack.of(construct);
  if (!(stack instanceof ZoneStack)) throw new Error(`${construct.node.path} is in no zone`);
  return stack;
}
