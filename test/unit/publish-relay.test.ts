import type { DynamoDBRecord } from 'aws-lambda';
import { expect, it } from 'vitest';
import { makeRelayHandler } from '../../functions/publishing/relay-changes/handler.ts';
import { makeRelayChange } from '../../functions/publishing/relay-changes/relay-changes.ts';

const silent = { note: () => undefined, alert: () => undefined };

let sequence = 0;
function record(pk: string, sk: string, department?: string): DynamoDBRecord {
  sequence += 1;
  return {
    dynamodb: {
      SequenceNumber: String(sequence),
      Keys: { pk: { S: pk }, sk: { S: sk } },
      ...(department ? { NewImage: { department: { S: department } } } : {}),
    },
  };
}

const toText = (value: unknown) =>
  typeof value === 'string' ? value : JSON.stringify(value).replaceAll('"', '');

function makeRelay(failOn?: string) {
  const sent: string[] = [];
  const queue = (name: string) => ({
    send: async (notice: object) => {
      const text = `${name} ${Object.values(notice).map(toText).join()}`;
      if (text === failOn) throw new Error('lost');
      sent.push(text);
    },
  });
  const relay = makeRelayChange({
    statusQueue: queue('status'),
    trustQueue: queue('trust'),
    factQueue: queue('facts'),
    trailQueue: queue('trail'),
  });
  return { sent, handle: makeRelayHandler(relay, silent) };
}

it('asks for a list when one of its entries changed, and when it was opened', async () => {
  const { sent, handle } = makeRelay();
  await handle({ Records: [record('list#l1-000001', '000007'), record('lists', 'l1-000002')] });
  expect(sent).toEqual(['status l1-000001', 'status l1-000002']);
});

it('publishes nothing when a licence was reserved or came into force', async () => {
  const { sent, handle } = makeRelay();
  const writes = [record('T.D.S', 'entry#l1#000001#000001'), record('T.D.S', 'head')];
  const answer = await handle({ Records: [...writes, record('idem#c#k', 'idem')] });
  expect(sent).toEqual([]);
  expect(answer).toEqual({ batchItemFailures: [] });
});

it('asks for a sheet when its department, an entitlement or a seal changed, for all when certificates did, for none but the list when what is said of others did', async () => {
  const { sent, handle } = makeRelay();
  await handle({
    Records: [
      record('department#A', 'head'),
      record('department#A', 'entitlement#T#1'),
      record('seal#seal-1', 'head', 'B'),
      record('seal#seal-1', 'image'),
      record('province', 'certificates'),
      record('provinces', '330000'),
      record('agreements', 'a'),
      record('client#c', 'head'),
    ],
  });
  expect(sent).toEqual(['trust A', 'trust B', 'trust *', 'trust none']);
});

const entry = (id: string, seq: number) => record(id, `entry#l1#000001#00000${seq}`);
const licenceFact = (id: string, seq: number) =>
  `{of:licence,id:${id},entry:entry#l1#000001#00000${seq}}`;

it('tells all facts of a batch in one notice, reservations and heads of licences not among them', async () => {
  const { sent, handle } = makeRelay();
  const Records = [
    entry('T.D.S', 1),
    record('T.D.S', 'head'),
    entry('T.D.S', 2),
    entry('T.D.R', 3),
  ];
  await handle({ Records });
  expect(sent).toEqual([`facts [${licenceFact('T.D.S', 2)},${licenceFact('T.D.R', 3)}]`]);
});

it('tells a seal by the number of its state, once more than its sheet is asked for', async () => {
  const { sent, handle } = makeRelay();
  const head = record('seal#seal-1', 'head', 'B');
  Object.assign(head.dynamodb?.NewImage ?? {}, { seq: { N: '3' } });
  await handle({ Records: [head] });
  const digest = expect.stringMatching(
    /^trail \[{of:seal,id:seal-1,entry:3,digest:[A-Za-z0-9_-]{43}}\]$/,
  );
  expect(sent).toEqual(['trust B', 'facts [{of:seal,id:seal-1,entry:3}]', digest]);
});

it('tells the trail of every change of the directory, with a digest of what was written', async () => {
  const { sent, handle } = makeRelay();
  const line = record('history#client#c', '000000000000001#proposal-1', 'B');
  const other = record('history#client#c', '000000000000001#proposal-1', 'C');
  await handle({ Records: [line] });
  await handle({ Records: [other] });
  const told =
    /^trail \[{of:directory,id:client#c,entry:000000000000001#proposal-1,digest:(.{43})}\]$/;
  const digests = sent.map((text) => told.exec(text)?.[1]);
  expect(digests).not.toContain(undefined);
  expect(new Set(digests).size).toBe(2);
});

it('names the first fact when facts were not relayed, and skips none when another notice was not', async () => {
  const facts = `facts [${licenceFact('T.D.S', 2)},${licenceFact('T.D.S', 3)}]`;
  const toRecords = () => [
    record('list#l', '000001'),
    entry('T.D.S', 2),
    record('department#B', 'head'),
    entry('T.D.S', 3),
  ];
  for (const [failOn, at, relayed] of [
    [facts, 1, ['status l']],
    ['trust B', 2, ['status l', facts]],
  ] as const) {
    const { sent, handle } = makeRelay(failOn);
    const Records = toRecords();
    const { batchItemFailures } = await handle({ Records });
    expect(batchItemFailures).toEqual([{ itemIdentifier: Records[at]?.dynamodb?.SequenceNumber }]);
    expect(sent).toEqual(relayed);
  }
});

it('names the first write that was not relayed, so that nothing after it is skipped', async () => {
  const { sent, handle } = makeRelay('trust B');
  const records = [
    record('department#A', 'head'),
    record('department#B', 'head'),
    record('department#C', 'head'),
  ];
  const { batchItemFailures } = await handle({ Records: records });
  expect(batchItemFailures).toEqual([{ itemIdentifier: records[1]?.dynamodb?.SequenceNumber }]);
  expect(sent).toEqual(['trust A']);
});

it('sends once what several writes of a batch ask for', async () => {
  const { sent, handle } = makeRelay();
  await handle({ Records: [record('list#l', '000001'), record('list#l', '000002')] });
  expect(sent).toEqual(['status l']);
});
