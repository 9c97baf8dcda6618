import { expect, it } from 'vitest';
import { type ServiceEvent, testEventType } from '../../shared/domain/event.ts';
import type { Moment } from '../../shared/domain/ids.ts';
import { toCloudEvent, toSequence } from '../../shared/formats/cloud-event.ts';

const source = 'https://yinzheng.liaoning.example';
const event = {
  id: 'event-1',
  type: 'licence.issued',
  at: 1_780_000_000_000 as Moment,
  subject: 'licence-1',
  department: '11210100MB9Y10011Q',
  data: { state: 'in-force' },
} as unknown as ServiceEvent;

it('tells an event as CloudEvents 1.0 has it, and not whose systems are told', () => {
  expect(toCloudEvent(event, { source, position: 7 })).toEqual({
    ...{ specversion: '1.0', id: 'event-1', source, type: 'licence.issued', subject: 'licence-1' },
    ...{ time: '2026-05-28T20:26:40.000Z', datacontenttype: 'application/json' },
    ...{ sequence: '000000000007', data: { state: 'in-force' } },
  });
});

it('has a sequence only where it stands in a feed', () => {
  expect(toCloudEvent(event, { source })).not.toHaveProperty('sequence');
  expect(toCloudEvent(event, { source, position: 0 })).toHaveProperty('sequence', '000000000000');
  const test = { ...event, type: testEventType } as ServiceEvent;
  expect(toCloudEvent(test, { source, position: 7 })).not.toHaveProperty('sequence');
});

it('has sequences that sort as texts as they rise', () => {
  const positions = [0, 1, 9, 10, 99, 100, 123_456_789_012];
  const texts = positions.map(toSequence);
  expect(texts.toSorted()).toEqual(texts);
});
