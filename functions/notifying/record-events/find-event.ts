import { type BulkJob, noRows, workKindOf } from '../../../shared/domain/bulk-job.ts';
import type { EventType, ServiceEvent } from '../../../shared/domain/event.ts';
import type { FactRef } from '../../../shared/domain/fact.ts';
import type { LicenceId } from '../../../shared/domain/ids.ts';
import type { OwnWork } from '../../../shared/domain/work-item.ts';
import type { Facts } from '../../../shared/ports/facts.ts';
import { toEvent } from '../to-event.ts';
import { isIssued, toLicenceEvent } from './licence-event.ts';

/** How a fact is told, where anybody is to know, and what waits for somebody because of it. */
export interface Told {
  readonly event?: ServiceEvent | undefined;
  readonly waits?: OwnWork | undefined;
}

/** Reads a fact. @throws Error when it is not there */
export type FindEvent = (fact: FactRef) => Promise<Told>;

/** What was written is read consistently: where it is not, something is wrong and it is tried again. */
function found<Thing>(thing: Thing | undefined): Thing {
  if (thing === undefined) throw new Error('a fact is not where it was written');
  return thing;
}

async function findSealEvent(facts: Facts, { id, entry }: FactRef): Promise<Told> {
  const { department, entries, kind } = found(await facts.findSeal(id));
  const { state, at } = found(entries.find(({ seq }) => seq === Number(entry)));
  const event = toEvent(['seal', id, entry], {
    type: `seal.${state}` satisfies EventType,
    ...{ at, subject: id, department },
    data: { sealId: id, department, state, kind },
  });
  const isBetween = state === 'applied' || state === 'made';
  const waits: OwnWork = isBetween
    ? { kind: 'seal', id, department, since: at }
    : { kind: 'publication', id: 'trust-list', department, since: at };
  return { event, waits };
}

async function findLicenceEvent(facts: Facts, fact: FactRef): Promise<Told> {
  const entry = found(await facts.findLicenceEntry(fact.id as LicenceId, fact.entry));
  const event = toLicenceEvent(fact, entry);
  // coming into force writes no status: nothing is to be published
  if (event?.department === undefined || isIssued(event)) return { event };
  const { department, at: since } = event;
  const waits = { kind: 'publication', id: `status-lists/${entry.statusList}` } as const;
  return { event, waits: { ...waits, department, since } };
}

async function findDraft(facts: Facts, { id }: FactRef): Promise<Told> {
  const draft = await facts.findDraft(id);
  if (draft?.state !== 'awaiting-approval') return {};
  const { department, type: licenceType, draftedAt: since } = draft;
  return { waits: { kind: 'approval', id, licenceType, department, since } };
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

async function findJob(facts: Facts, { id, entry }: FactRef): Promise<Told> {
  const job = found(await facts.findJob(id));
  if (entry === 'finished') return { event: toJobEvent(id, job) };
  const { department, type: licenceType, changedAt: since } = job;
  // it has gone on meanwhile, or it is only checked and never starts
  if (job.state !== entry || job.start === 'never') return {};
  return { waits: { kind: workKindOf(job), id, licenceType, department, since } };
}

function toJobEvent(id: string, job: BulkJob): ServiceEvent {
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

/** Reads facts by what they are of. */
export function makeFindEvent(facts: Facts): FindEvent {
  return async (fact) => {
    switch (fact.of) {
      case 'licence':
        return findLicenceEvent(facts, fact);
      case 'seal':
        return findSealEvent(facts, fact);
      case 'retrieval':
        return { event: await findRetrievalEvent(facts, fact) };
      case 'job':
        return findJob(facts, fact);
      case 'draft':
        return findDraft(facts, fact);
    }
  };
}
