import {
  Alarm,
  type AlarmProps,
  ComparisonOperator,
  TreatMissingData,
} from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { type Construct, Node } from 'constructs';

export interface ServiceAlarmProps extends Pick<AlarmProps, 'metric' | 'threshold'> {
  /** Told when it begins and when it is over. */
  readonly topic: ITopic;
  /** Names the file in `docs/runbooks` that says what to do. */
  readonly runbook: string;
  /** One sentence: what is wrong. */
  readonly means: string;
  /** Alarm when the metric is at least the threshold, unless `below`. */
  readonly when?: 'reached' | 'below';
  /** No data is a fault, for what has to happen all the time. */
  readonly silenceIsFault?: boolean;
  /** How many of how many periods; one of one unless told. */
  readonly periods?: readonly [bad: number, of: number];
}

/** An alarm that somebody hears, and that says where its runbook is. */
export class ServiceAlarm extends Alarm {
  constructor(scope: Construct, id: string, props: ServiceAlarmProps) {
    const [bad, of] = props.periods ?? [1, 1];
    super(scope, id, {
      alarmName: [
        ...Node.of(scope)
          .scopes.slice(1)
          .map((one) => one.node.id),
        id,
      ].join('-'),
      alarmDescription: `${props.means} docs/runbooks/${props.runbook}.md`,
      metric: props.metric,
      threshold: props.threshold,
      comparisonOperator:
        props.when === 'below'
          ? ComparisonOperator.LESS_THAN_THRESHOLD
          : ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      evaluationPeriods: of,
      datapointsToAlarm: bad,
      treatMissingData: props.silenceIsFault
        ? TreatMissingData.BREACHING
        : TreatMissingData.NOT_BREACHING,
    });
    const action = new SnsAction(props.topic);
    this.addAlarmAction(action);
    this.addOkAction(action);
  }
}
