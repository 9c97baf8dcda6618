import type { Queue } from '../../ports/queue.ts';

/** A queue on SQS for who seldom sends: the client is loaded and made with the first notice. */
export function makeLateSqsQueue<Notice>(queueUrl: string): Queue<Notice> {
  let opening: Promise<Queue<Notice>> | undefined;
  const open = async (): Promise<Queue<Notice>> => {
    const { makeSqsClient } = await import('./sqs-client.ts');
    const { makeSqsQueue } = await import('./sqs-queue.ts');
    return makeSqsQueue({ client: makeSqsClient(), queueUrl });
  };
  return {
    async send(notice) {
      opening ??= open();
      await (await opening).send(notice);
    },
  };
}
