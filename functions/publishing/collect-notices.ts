import type { SQSEvent } from 'aws-lambda';

/** What comes on the clock instead of notices: publish everything again. */
export interface ClockEvent {
  readonly clock: true;
}

/** A batch of notices, gathered by what they name. */
export interface CollectedNotices {
  /** Message ids by the name that they carry. */
  readonly messagesOf: ReadonlyMap<string, readonly string[]>;
  /** Message ids that no reader can make sense of: failed until they are set aside. */
  readonly unreadable: readonly string[];
}

/** Gathers a batch, so that each thing is published once however often it is named. */
export function collectNotices(
  { Records }: SQSEvent,
  readName: (notice: Readonly<Record<string, string>>) => string | undefined,
): CollectedNotices {
  const messagesOf = new Map<string, string[]>();
  const unreadable: string[] = [];
  for (const { messageId, body } of Records) {
    const name = readNotice(body, readName);
    if (name === undefined) unreadable.push(messageId);
    else messagesOf.set(name, [...(messagesOf.get(name) ?? []), messageId]);
  }
  return { messagesOf, unreadable };
}

function readNotice(
  body: string,
  readName: (notice: Readonly<Record<string, string>>) => string | undefined,
): string | undefined {
  try {
    const notice: unknown = JSON.parse(body);
    if (typeof notice !== 'object' || notice === null) return undefined;
    const texts = Object.entries(notice).filter(([, value]) => typeof value === 'string');
    return readName(Object.fromEntries(texts));
  } catch {
    return undefined;
  }
}
