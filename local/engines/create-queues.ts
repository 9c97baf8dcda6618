import {
  CreateQueueCommand,
  GetQueueAttributesCommand,
  GetQueueUrlCommand,
  QueueDoesNotExist,
  SetQueueAttributesCommand,
  type SQSClient,
} from '@aws-sdk/client-sqs';

/** A queue: how long a received message stays hidden, and where one goes that was received too often. */
export interface QueueDefinition {
  readonly name: string;
  readonly visibilityTimeoutSeconds: number;
  readonly deadLetters?: { readonly queueName: string; readonly afterReceives: number };
}

type Attributes = Record<string, string>;

async function findUrl(client: SQSClient, name: string): Promise<string | undefined> {
  try {
    return (await client.send(new GetQueueUrlCommand({ QueueName: name }))).QueueUrl;
  } catch (error) {
    if (error instanceof QueueDoesNotExist) return undefined;
    throw error;
  }
}

async function createOrUpdate(
  client: SQSClient,
  name: string,
  attributes: Attributes,
): Promise<string> {
  const found = await findUrl(client, name);
  if (found !== undefined) {
    await client.send(new SetQueueAttributesCommand({ QueueUrl: found, Attributes: attributes }));
    return found;
  }
  const made = await client.send(
    new CreateQueueCommand({ QueueName: name, Attributes: attributes }),
  );
  if (made.QueueUrl === undefined) throw new Error(`The queue ${name} was made without an address`);
  return made.QueueUrl;
}

async function redriveTo(
  client: SQSClient,
  url: string,
  afterReceives: number,
): Promise<Attributes> {
  const command = new GetQueueAttributesCommand({ QueueUrl: url, AttributeNames: ['QueueArn'] });
  const deadLetterTargetArn = (await client.send(command)).Attributes?.['QueueArn'];
  return { RedrivePolicy: JSON.stringify({ deadLetterTargetArn, maxReceiveCount: afterReceives }) };
}

/**
 * Creates the queues that are not there yet and sets the others as defined; gives their addresses by name. A
 * dead-letter queue (死信队列) stands in the list before the queues that use it.
 */
export async function createQueues(
  client: SQSClient,
  definitions: readonly QueueDefinition[],
): Promise<ReadonlyMap<string, string>> {
  const urls = new Map<string, string>();
  for (const { name, visibilityTimeoutSeconds, deadLetters } of definitions) {
    const deadLetterUrl = deadLetters && urls.get(deadLetters.queueName);
    if (deadLetters && deadLetterUrl === undefined) {
      throw new Error(
        `The queue ${name} names ${deadLetters.queueName}, which does not stand before it`,
      );
    }
    const redrive = deadLetterUrl
      ? await redriveTo(client, deadLetterUrl, deadLetters?.afterReceives ?? 1)
      : {};
    const attributes = { VisibilityTimeout: String(visibilityTimeoutSeconds), ...redrive };
    urls.set(name, await createOrUpdate(client, name, attributes));
  }
  return urls;
}
