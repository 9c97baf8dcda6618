import { noRows } from '../../../shared/domain/bulk-job.ts';
import type { EventType, ServiceEvent } from '../../../shared/domain/event.ts';
import type { FactRef } from '../../../shared/domain/fact.ts';
import type { LicenceId } from '../../../shared/domain/ids.ts';
import type { Facts } from '../../../shared/ports/facts.ts';
import { toEvent } from '../to-event.ts';
import { toLicenceEvent } from './licence-event.ts';

/** Reads a fact and says how it is told; undefined where nobody is to know. @throws Error when it is not there */
export type FindEvent = (fact: FactRef) => Promise<ServiceEvent | undefined>;

/** What was written is read consistently: where it is not, something is wrong and it is tried again. */
function found<Thing>(thing: Thing | undefined): Thing {
  if (thing === undefined) throw new Error('a fact is not where it was written');
  return thing;
}

async function findSealEvent(facts: Facts, { id, entry }: FactRef): Promise<ServiceEvent> {
  const { department, entries, kind } = found(await facts.findSeal(id));
  const { state, at } = found(entries.find(({ seq }) => seq === Number(entry)));
  return toEvent(['seal', id, entry], {
    type: `seal.${state}` satisfies EventType,
    ...{ at, subject: id, department },
    data: { sealId: id, department, state, kind },
  });
}

async function findRetrievalEvent(facts: Facts, fact: FactRef): Promise<ServiceEvent> {
  const { id, at, client, department, licences, itemCode } = found(
    await facts.findRetrieval(fact.id),
  );
  return toEvent(['retrieval', id], {
    type: 'retrieval.made',
    ...{ at, subject: id, ...(department === undefined ? {} : { department }) },
    data: { retrievalId: id, client, licences, itemCode },
  });
}

async function findJobEvent(facts: Facts, { id }: FactRef): Promise<ServiceEvent> {
  const job = found(await facts.findJob(id));
  const { department, operation, type, state, counts = noRows, changedAt, check } = job;
  return toEvent(['job', id, 'finished'], {
    type: 'job.finished',
    ...{ at: changedAt, subject: id, department },
    data: {
      ...{ jobId: id, department, operation, licenceType: type, state },
      ...{ rows: check?.rows ?? 0, ...counts },
    },
  });
}

/** Makes events from facts, by what they are of. */
export function makeFindEvent(facts: Facts): FindEvent {
  return async (fact) => {
    switch (fact.of) {
      case 'licence':
        return toLicenceEvent(
          fact,
          found(await facts.findLicenceEntry(fact.id as LicenceId, fact.entry)),
        );
      case 'seal':
        return findSealEvent(facts, fact);
      case 'retrieval':
        return findRetrievalEvent(facts, fact);
      case 'job':
        return findJobEvent(facts, fact);
    }
  };
}
