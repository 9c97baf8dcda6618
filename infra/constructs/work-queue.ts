import { Duration } from 'aws-cdk-lib';
import { SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { zoneOf } from '../stacks/zone-stack.ts';
import { ServiceAlarm } from './service-alarm.ts';
import type { ServiceFunction } from './service-function.ts';

/** Where poison is set aside: encrypted, only TLS, kept for two weeks, and somebody is told. */
export class DeadLetters extends Construct {
  readonly queue: Queue;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    this.queue = new Queue(this, 'Queue', {
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      retentionPeriod: Duration.days(14),
    });
    new ServiceAlarm(this, 'dead-letters', {
      topic: zoneOf(this).alarmTopic,
      runbook: 'dead-letters',
      means: `Something was set aside in ${this.node.path}.`,
      metric: this.queue.metricApproximateNumberOfMessagesVisible({ period: Duration.minutes(1) }),
      threshold: 1,
    });
  }
}

/** What may be set about a queue. */
export interface WorkQueueProps {
  readonly visibilitySeconds: number;
  /** What it means, and where it is told what to do, when notices wait for so long; a minute's publishing unless told. */
  readonly waiting?: { readonly runbook: string; readonly means: string; readonly seconds: number };
}

/** How its messages are handed on. */
export interface WorkingProps {
  readonly batchSize: number;
  /** Functions at work at once. */
  readonly maxConcurrency: number;
}

/** A queue of ids with its dead letters; only TLS, encrypted, poison set aside after five tries. */
export class WorkQueue extends Construct {
  readonly queue: Queue;

  constructor(scope: Construct, id: string, { visibilitySeconds, waiting }: WorkQueueProps) {
    super(scope, id);
    const deadLetters = new DeadLetters(this, 'DeadLetters');
    this.queue = new Queue(this, 'Queue', {
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      visibilityTimeout: Duration.seconds(visibilitySeconds),
      deadLetterQueue: { queue: deadLetters.queue, maxReceiveCount: 5 },
    });
    new ServiceAlarm(this, 'work-waiting', {
      topic: zoneOf(this).alarmTopic,
      runbook: waiting?.runbook ?? 'work-waiting',
      means:
        waiting?.means ??
        `What changed is not published: the oldest notice in ${this.node.path} waits for a minute.`,
      metric: this.queue.metricApproximateAgeOfOldestMessage({ period: Duration.minutes(1) }),
      threshold: waiting?.seconds ?? 60,
      periods: [3, 3],
    });
  }

  grantSending(to: ServiceFunction): void {
    to.allow(['sqs:SendMessage'], [this.queue.queueArn]);
  }

  /** Hands the queue's messages to the function, ten at a time unless told; those it names come again. */
  grantWorking(
    to: ServiceFunction,
    { batchSize, maxConcurrency }: WorkingProps = { batchSize: 10, maxConcurrency: 10 },
  ): void {
    to.lambda.addEventSource(
      new SqsEventSource(this.queue, {
        batchSize,
        reportBatchItemFailures: true,
        maxConcurrency,
      }),
    );
  }
}
