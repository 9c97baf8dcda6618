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

/** A queue of ids with its dead letters; only TLS, encrypted, poison set aside after five tries. */
export class WorkQueue extends Construct {
  readonly queue: Queue;

  constructor(scope: Construct, id: string, visibilitySeconds: number) {
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
      runbook: 'work-waiting',
      means: `What changed is not published: the oldest notice in ${this.node.path} waits for a minute.`,
      metric: this.queue.metricApproximateAgeOfOldestMessage({ period: Duration.minutes(1) }),
      threshold: 60,
      periods: [3, 3],
    });
  }

  grantSending(to: ServiceFunction): void {
    to.allow(['sqs:SendMessage'], [this.queue.queueArn]);
  }

  /** Hands the queue's messages to the function, ten at a time; those it names come again. */
  grantWorking(to: ServiceFunction): void {
    to.lambda.addEventSource(
      new SqsEventSource(this.queue, {
        batchSize: 10,
        reportBatchItemFailures: true,
        maxConcurrency: 10,
      }),
    );
  }
}
