import { makeChangeLicenceState } from '../../functions/issuing/change-licence-state/change-licence-state.ts';
import type { LicenceId } from '../../shared/domain/ids.ts';
import type { LicenceState } from '../../shared/domain/licence.ts';
import {
  type AskableState,
  askedChange,
  type PresentState,
  type StateChange,
} from '../../shared/domain/licence-state.ts';
import { Problem } from '../../shared/problem/problem.ts';
import { Chance } from '../fuzz/mutate.ts';
import type { IssuingPorts } from './issuing-zone.ts';
import { askForChange } from './licences.ts';
import type { Model, Operation } from './linearizable.ts';

/** What clients do to one licence: read it, or ask for a change. */
export type LicenceCall = 'read' | AskableState;

/** What they are told: the state there is, or the state that stood in the way of a change. */
export interface LicenceAnswer {
  readonly outcome: 'is' | 'refused';
  readonly state: LicenceState;
}
export type LicenceOperation = Operation<LicenceCall, LicenceAnswer>;

const toPresent = ({ entry, state }: StateChange): PresentState => ({
  state,
  ...(entry === 'deregistered' ? { alsoDeregistered: true } : {}),
});

/** One licence, as the table of states has it. */
export const licenceModel: Model<PresentState, LicenceCall, LicenceAnswer> = {
  initial: { state: 'valid' },
  toKey: ({ state, alsoDeregistered }) => `${state} ${alsoDeregistered ?? false}`,
  step: (present, call, told) => {
    const change = call === 'read' ? undefined : askedChange(present, call);
    const state = change?.state ?? present.state;
    const outcome = call === 'read' || change !== undefined ? 'is' : 'refused';
    if (told !== undefined && (told.outcome !== outcome || told.state !== state)) return undefined;
    return change === undefined ? present : toPresent(change);
  },
};

/** Mostly there and back, so that a licence lives long enough to be fought over. */
const calls: readonly LicenceCall[] = [
  ...['read', 'read', 'read', 'suspended', 'suspended', 'suspended', 'valid', 'valid', 'valid'],
  ...['transferred', 'suspended', 'valid', 'read', 'transferred', 'suspended', 'valid'],
] as LicenceCall[];
const endings: readonly LicenceCall[] = [
  'withdrawn',
  'penalty-revoked',
  'rescinded',
  'void',
  'deregistered',
];

/** What one history is made of. */
export interface HistoryPlan {
  readonly licenceId: LicenceId;
  /** One container for each client. */
  readonly clients: readonly IssuingPorts[];
  readonly operationsEach: number;
  readonly seed: number;
}

async function ask(ports: IssuingPorts, licenceId: LicenceId, call: LicenceCall) {
  if (call === 'read') {
    const head = await ports.reader.findHead(licenceId);
    return { outcome: 'is', state: head?.state ?? 'reserved' } as const;
  }
  const { request, asked } = askForChange(licenceId, call);
  const change = () => makeChangeLicenceState(ports)(request, asked);
  const { answer } = await change().catch((error) => {
    if (error instanceof Problem && error.code === 'state-conflict') throw error;
    // what became of it is not known: the same key finds out
    return change();
  });
  return { outcome: 'is', state: (answer.body as { state: LicenceState }).state } as const;
}

/** What the client was told, or nothing. */
async function hear(
  ports: IssuingPorts,
  licenceId: LicenceId,
  call: LicenceCall,
): Promise<LicenceAnswer | undefined> {
  try {
    return await ask(ports, licenceId, call);
  } catch (error) {
    if (!(error instanceof Problem) || error.code !== 'state-conflict') return undefined;
    return { outcome: 'refused', state: error.details.reason as LicenceState };
  }
}

/** Lets the clients loose on one licence, all at once, and writes down what each was told and when. */
export async function recordLicenceHistory(
  plan: HistoryPlan,
): Promise<readonly LicenceOperation[]> {
  const operations: LicenceOperation[] = [];
  let now = 0;
  const work = async (ports: IssuingPorts, client: number) => {
    const chance = new Chance(plan.seed * 64 + client);
    for (let left = plan.operationsEach; left > 0; left -= 1) {
      const isEnding = left < plan.operationsEach / 3 && chance.below(40) === 0;
      const input = chance.pick(isEnding ? endings : calls);
      const invokedAt = now++;
      const output = await hear(ports, plan.licenceId, input);
      operations.push({ input, invokedAt, ...(output && { returned: { at: now++, output } }) });
    }
  };
  await Promise.all(plan.clients.map(work));
  return operations;
}
