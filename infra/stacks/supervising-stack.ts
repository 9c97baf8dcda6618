import { Duration, Stack, type StackProps } from 'aws-cdk-lib';
import { type IMetric, MathExpression, Metric } from 'aws-cdk-lib/aws-cloudwatch';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';
import {
  metricDimensions,
  metricNames,
  metricNamespace,
} from '../../shared/config/metric-names.ts';
import { AlarmTopic } from '../constructs/alarm-topic.ts';
import { turnsKept } from '../constructs/mending.ts';
import { ServiceAlarm } from '../constructs/service-alarm.ts';
import type { Province } from '../province.ts';
import { type Counted, files, operations, type Watched } from './watched.ts';

interface Props extends StackProps {
  readonly province: Province;
}

type Dimensions = Readonly<Partial<Record<keyof typeof metricDimensions, string>>>;

/** Watches what the service says of itself: does it succeed, and does it still publish? */
export class SupervisingStack extends Stack {
  readonly alarmTopic: ITopic;
  private readonly host: string;
  private readonly isStandby: boolean;

  constructor(scope: Construct, id: string, { province, ...props }: Props) {
    super(scope, id, props);
    this.host = new URL(province.url).host;
    this.isStandby = this.region !== province.regions[0];
    this.alarmTopic = new AlarmTopic(this, 'Alarms').topic;
    for (const operation of operations) this.watchSuccess(operation);
    this.watchDoubts();
    this.watchEach(
      { runbook: 'signature-wrong', name: 'signaturesWrong' },
      "A signature made for a licence does not verify under its seal's certificate.",
    );
    this.watchSweepers();
    this.watchMirrors();
    this.watchChecks();
    this.watchEach(
      { runbook: 'webhook-disabled', name: 'webhooksDisabled' },
      "A department's endpoint is left alone: it answered 410, or failed for three days.",
    );
    this.watchEach(
      { runbook: 'codes-locked', name: 'spokenCodesLocked', threshold: 3 },
      'Three spoken codes were locked by wrong tries within five minutes.',
    );
    this.watchCalendar();
    for (const { file, minutes } of files) {
      const means = `No ${file} was published for ${minutes} minutes.`;
      this.watchSilence({ file, minutes, means, runbook: 'silence' });
      this.watchFailures(file);
    }
    this.watchSilence({
      ...{ file: 'trail-checkpoint', minutes: 5, runbook: 'trail-silent' },
      means: 'No checkpoint of the trail was signed for 5 minutes: what is done now is not held.',
    });
  }

  /** Refusals are successes: only our own faults count against us. */
  private watchSuccess(operation: (typeof operations)[number]): void {
    new ServiceAlarm(this, `success-${operation}`, {
      topic: this.alarmTopic,
      runbook: 'success-rate',
      means: `More than one in a hundred requests to ${operation} failed through our own fault.`,
      metric: this.shareOf(
        this.counted('requestsAnswered', { operation, outcome: 'failed' }),
        this.counted('requestsAnswered', { operation }),
        'failed',
      ),
      threshold: 1,
      periods: [2, 3],
    });
  }

  /** Verdicts that say "we could not find out" come from public files that cannot be reached or are too old. */
  private watchDoubts(): void {
    new ServiceAlarm(this, 'verification-doubts', {
      topic: this.alarmTopic,
      runbook: 'verification-doubts',
      means: 'More than one in ten verdicts is "indeterminate".',
      metric: this.shareOf(
        this.counted('licencesVerified', { verdict: 'indeterminate' }),
        this.counted('requestsAnswered', { operation: 'verify-licence' }),
        'indeterminate',
      ),
      threshold: 10,
      periods: [2, 3],
    });
  }

  /** Counted, and too many of it in five minutes: one already unless told. */
  private watchEach({ runbook, name, threshold = 1 }: Counted, means: string): void {
    const metric = this.counted(name, {});
    new ServiceAlarm(this, runbook, { topic: this.alarmTopic, runbook, means, metric, threshold });
  }

  /** What was broken off and cannot be ended. */
  private watchSweepers(): void {
    const stuck = { topic: this.alarmTopic, threshold: 1, periods: [3, 3] } as const;
    new ServiceAlarm(this, 'reservations-left', {
      ...stuck,
      runbook: 'reservations-left',
      means: 'Licences stay reserved that the sweeper cannot end.',
      metric: this.counted('reservationsLeft', {}),
    });
    new ServiceAlarm(this, 'keys-unsettled', {
      ...stuck,
      runbook: 'keys-unsettled',
      means: 'Keys of seals are not what their seals say: one may be enabled that should not be.',
      metric: this.counted('keysUnsettled', {}),
    });
  }

  /** Another province's file that is refused may be an attack; one that cannot be had goes stale. */
  private watchMirrors(): void {
    const { alarmTopic: topic } = this;
    new ServiceAlarm(this, 'mirror-refused', {
      topic,
      runbook: 'mirror-refused',
      means:
        'A file of another province was refused: rolled back, forked, or not signed as it has to be.',
      metric: this.counted('mirrorsRefused', {}),
      threshold: 1,
    });
    new ServiceAlarm(this, 'mirror-behind', {
      topic,
      runbook: 'mirror-behind',
      means:
        'A province has not been reached for half an hour: its status lists go stale within a day.',
      metric: this.counted('mirrorsBehind', {}),
      threshold: 4,
      periods: [6, 6],
    });
  }

  /** Whoever reaches a limit of the day guesses, or goes through licences that are no business of theirs. */
  private watchChecks(): void {
    const { alarmTopic: topic } = this;
    for (const operation of ['answer-field-check', 'look-up-by-duty'] as const) {
      new ServiceAlarm(this, `checks-limited-${operation}`, {
        topic,
        runbook: 'checks-limited',
        means: 'A verifier asked about licences more often than a day allows.',
        metric: this.counted('checksLimited', { operation }),
        threshold: 1,
      });
    }
    this.watchEach(
      { runbook: 'checks-unusual', name: 'checksUnusual' },
      'A department looks up far more people than on other days, by a duty.',
    );
  }

  /** Looked for every ten minutes; said once a day. */
  private watchCalendar(): void {
    new ServiceAlarm(this, 'calendar-missing', {
      topic: this.alarmTopic,
      runbook: 'calendar-missing',
      means:
        'The working days of next year are not known: deadlines in it are counted without holidays.',
      metric: this.counted('calendarsMissing', {}, Duration.days(1)),
      threshold: 1,
    });
  }

  private watchSilence({ file, minutes, runbook, means }: Watched): void {
    // each Region keeps a trail of its own, whoever writes
    const inTurn = this.isStandby && runbook !== 'trail-silent';
    const period = Duration.minutes(minutes);
    const published = this.counted('filesPublished', { file }, period);
    new ServiceAlarm(this, `silence-${file}`, {
      topic: this.alarmTopic,
      runbook,
      means,
      metric: inTurn ? whileWriting(published, minutes) : published,
      threshold: 1,
      when: 'below',
      silenceIsFault: !inTurn,
    });
  }

  private watchFailures(file: string): void {
    new ServiceAlarm(this, `not-published-${file}`, {
      topic: this.alarmTopic,
      runbook: 'not-published',
      means: `Publishing a ${file} fails again and again.`,
      metric: this.counted('filesNotPublished', { file }),
      threshold: 3,
      periods: [2, 3],
    });
  }

  /** Per cent of all, where there were at least ten; nothing to complain of otherwise. */
  private shareOf(part: IMetric, all: IMetric, label: string): MathExpression {
    return new MathExpression({
      expression: 'IF(FILL(all, 0) >= 10, 100 * FILL(part, 0) / all, 0)',
      usingMetrics: { part, all },
      label: `${label}, per cent`,
      period: Duration.minutes(5),
    });
  }

  private counted(
    name: keyof typeof metricNames,
    of: Dimensions,
    period = Duration.minutes(5),
  ): Metric {
    const dimensions = Object.entries({ province: this.host, ...of }) as [
      keyof typeof metricDimensions,
      string,
    ][];
    return new Metric({
      namespace: metricNamespace,
      metricName: metricNames[name],
      dimensionsMap: Object.fromEntries(
        dimensions.map(([key, value]) => [metricDimensions[key], value]),
      ),
      statistic: 'Sum',
      period,
    });
  }
}

/** Of the standby Region, which publishes nothing while the first one writes: 1 unless it wrote all the time. */
function whileWriting(published: IMetric, minutes: number): MathExpression {
  const period = Duration.minutes(minutes);
  return new MathExpression({
    expression: `IF(FILL(kept, 0) >= ${minutes - 2}, FILL(published, 0), 1)`,
    usingMetrics: { published, kept: turnsKept.with({ period }) },
    period,
  });
}
