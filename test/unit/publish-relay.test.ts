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

function makeRelay(failOn?: string) {
  const sent: string[] = [];
  const queue = (name: string) => ({
    send: async (notice: object) => {
      const text = `${name} ${Object.values(notice).join()}`;
      if (text === failOn) throw new Error('lost');
      sent.push(text);
    },
  });
  const relay = makeRelayChange({ statusQueue: queue('status'), trustQueue: queue('trust') });
  return { sent, handle: makeRelayHandler(relay, silent) };
}

it('asks for a list when one of its entries changed, and when it was opened', async () => {
  const { sent, handle } = makeRelay();
  await handle({ Records: [record('list#l1-000001', '000007'), record('lists', 'l1-000002')] });
  expect(sent).toEqual(['status l1-000001', 'status l1-000002']);
});

it('asks for nothing when a licence was reserved or came into force', async () => {
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
