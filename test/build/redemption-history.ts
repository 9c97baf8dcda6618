import type { HolderCaller } from '../../shared/domain/holder-caller.ts';
import { Problem } from '../../shared/problem/problem.ts';
import { Chance } from '../fuzz/mutate.ts';
import { makeHoldingActs } from './holding-requests.ts';
import type { HoldingPorts, HoldingZone } from './holding-zone.ts';
import type { Model, Operation } from './linearizable.ts';

/** What is done to one leave: a code is redeemed with a key, the leave is withdrawn, or looked at. */
export type LeaveCall =
  | { readonly act: 'redeem'; readonly code: number; readonly key: string }
  | { readonly act: 'withdraw' }
  | { readonly act: 'look' };

/** What is told: got it, refused, done; of a look, how often it was used and whether it stands. */
export type LeaveAnswer = string;
export type LeaveOperation = Operation<LeaveCall, LeaveAnswer>;

interface LeaveState {
  readonly withdrawn: boolean;
  /** By code, the key that used it. */
  readonly usedBy: Readonly<Record<number, string>>;
}

const usesOf = ({ usedBy }: LeaveState) => Object.keys(usedBy).length;
const toLook = (state: LeaveState) => `${usesOf(state)} ${state.withdrawn}`;

/** A single copy of a leave of so many uses: whose key used a code gets it again while the leave stands. */
export function makeLeaveModel(maxUses: number): Model<LeaveState, LeaveCall, LeaveAnswer> {
  const redeem = (state: LeaveState, { code, key }: { code: number; key: string }) => {
    const { withdrawn, usedBy } = state;
    if (withdrawn) return { state, answer: 'refused' };
    if (usedBy[code] !== undefined) {
      return { state, answer: usedBy[code] === key ? 'got' : 'refused' };
    }
    if (usesOf(state) >= maxUses) return { state, answer: 'refused' };
    return { state: { ...state, usedBy: { ...usedBy, [code]: key } }, answer: 'got' };
  };
  const act = (state: LeaveState, call: LeaveCall) => {
    if (call.act === 'redeem') return redeem(state, call);
    if (call.act === 'look') return { state, answer: toLook(state) };
    return { state: { ...state, withdrawn: true }, answer: 'done' };
  };
  return {
    initial: { withdrawn: false, usedBy: {} },
    toKey: ({ withdrawn, usedBy }) => `${withdrawn} ${JSON.stringify(usedBy)}`,
    step: (state, call, told) => {
      const after = act(state, call);
      return told === undefined || told === after.answer ? after.state : undefined;
    },
  };
}

/** What one history is made of. */
export interface LeavePlan {
  readonly zone: HoldingZone;
  readonly holder: HolderCaller;
  readonly authorisationId: string;
  /** Codes of the leave, shown. */
  readonly codes: readonly string[];
  /** One container for each client. */
  readonly clients: readonly HoldingPorts[];
  readonly operationsEach: number;
  readonly seed: number;
}

/** Lets clients loose on one leave, all at once, and writes down what each was told and when. */
export async function recordLeaveHistory(plan: LeavePlan): Promise<readonly LeaveOperation[]> {
  const { zone, codes, seed, operationsEach } = plan;
  const id = plan.authorisationId as never;
  const operations: LeaveOperation[] = [];
  let now = 0;
  const ask = async (ports: HoldingPorts, call: LeaveCall): Promise<LeaveAnswer> => {
    if (call.act === 'look') {
      const leave = await ports.authorisations.find(id);
      return `${leave?.uses} ${leave?.withdrawnAt !== undefined}`;
    }
    if (call.act === 'withdraw') {
      await zone.withdrawer.withdraw(id, zone.clock.now());
      return 'done';
    }
    const { retrieve } = makeHoldingActs(ports);
    await retrieve({ code: codes[call.code] ?? '' }, { key: `${seed}-${call.key}` });
    return 'got';
  };
  const hear = (ports: HoldingPorts, call: LeaveCall) =>
    ask(ports, call).catch((error: unknown) => {
      const isRefused = error instanceof Problem && error.code === 'code-not-usable';
      // nobody was told what became of it
      return isRefused ? 'refused' : undefined;
    });
  const work = async (ports: HoldingPorts, client: number) => {
    const chance = new Chance(seed * 64 + client);
    for (let left = operationsEach; left > 0; left -= 1) {
      const input = pickCall(chance, { client, left, codes: codes.length });
      const invokedAt = now++;
      const output = await hear(ports, input);
      operations.push({ input, invokedAt, ...(output && { returned: { at: now++, output } }) });
    }
  };
  await Promise.all(plan.clients.map(work));
  return operations;
}

/** A client has one key a code: redeeming again is fetching again. */
function pickCall(
  chance: Chance,
  {
    client,
    left,
    codes,
  }: { readonly client: number; readonly left: number; readonly codes: number },
): LeaveCall {
  const fate = chance.below(20);
  if (fate < 5) return { act: 'look' };
  if (fate === 5 && left < 3) return { act: 'withdraw' };
  const code = chance.below(codes);
  return { act: 'redeem', code, key: `${client}-${code}` };
}
