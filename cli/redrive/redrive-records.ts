import type { DynamoDBRecord } from 'aws-lambda';
import type { FactNotice } from '../../shared/ports/event-feed.ts';
import type { Queue } from '../../shared/ports/queue.ts';
import type { SetAside, SetAsideQueue, StreamPlace } from '../../shared/ports/set-aside.ts';
import type { TrailNotice } from '../../shared/ports/trail.ts';
import { findAct } from '../../shared/relay/find-act.ts';
import { findFact } from '../../shared/relay/find-fact.ts';

/** What relaying what was set aside needs. */
export interface RedrivePorts {
  readonly setAside: SetAsideQueue;
  /** In order; what the stream has forgotten is left out. */
  readonly read: (place: StreamPlace) => Promise<readonly DynamoDBRecord[]>;
  readonly facts: Queue<FactNotice>;
  readonly trail: Queue<TrailNotice>;
}

/** What came of it. */
export interface Redriven {
  /** Messages whose records were all relayed, and that are gone from the queue. */
  readonly messages: number;
  readonly records: number;
  readonly facts: number;
  readonly acts: number;
  /** What stays in the queue: the stream has forgotten some of its records. */
  readonly forgotten: readonly StreamPlace[];
  /** What stays in the queue and names no records. */
  readonly foreign: readonly string[];
}

/** A notice has as many as a stream's batch. */
const mostAtOnce = 100;

async function sendAll<One>(all: readonly One[], send: (some: readonly One[]) => Promise<void>) {
  for (let at = 0; at < all.length; at += mostAtOnce) await send(all.slice(at, at + mostAtOnce));
}

/** Relays one message's records, and takes it from the queue where that was all of them. */
async function redriveOne(ports: RedrivePorts, message: SetAside, place: StreamPlace) {
  const { setAside, read, facts: told, trail } = ports;
  const records = await read(place);
  const facts = records.flatMap((one) => findFact(one) ?? []);
  const acts = records.flatMap((one) => findAct(one) ?? []);
  await sendAll(facts, (some) => told.send({ facts: some }));
  await sendAll(acts, (some) => trail.send({ facts: some }));
  const isWhole =
    records[0]?.dynamodb?.SequenceNumber === place.from &&
    records.at(-1)?.dynamodb?.SequenceNumber === place.to;
  // only now: broken off before, the same facts are told again, under the same ids
  if (isWhole) await setAside.remove(message);
  return { isWhole, records: records.length, facts: facts.length, acts: acts.length };
}

async function* receiveAll({ setAside }: RedrivePorts): AsyncGenerator<SetAside> {
  for (;;) {
    const messages = await setAside.receive();
    if (messages.length === 0) return;
    yield* messages;
  }
}

/**
 * Tells the facts and acts of records that were set aside, as the relay would have. Told twice, or told
 * before in part, it does no harm: a fact comes to one event and one row of the trail.
 */
export async function redriveRecords(ports: RedrivePorts): Promise<Redriven> {
  const sums = { messages: 0, records: 0, facts: 0, acts: 0 };
  const forgotten: StreamPlace[] = [];
  const foreign: string[] = [];
  for await (const message of receiveAll(ports)) {
    const { place, messageId } = message;
    if (place === undefined) {
      foreign.push(messageId);
      continue;
    }
    const one = await redriveOne(ports, message, place);
    if (!one.isWhole) forgotten.push(place);
    sums.messages += one.isWhole ? 1 : 0;
    sums.records += one.records;
    sums.facts += one.facts;
    sums.acts += one.acts;
  }
  return { ...sums, forgotten, foreign };
}
