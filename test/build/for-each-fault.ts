import {
  faultsFor,
  makeNetworkPlan,
  type NetworkFault,
  type NetworkPlan,
} from './faulty-client.ts';

/** What is put through every fault, and what must hold whatever befell it. */
export interface FaultedAct<Acts> {
  /** What acts, by one container whose calls the plan strikes. */
  readonly make: (plan: NetworkPlan) => Acts;
  /** Makes what one act begins with; the act that it gives can be repeated. */
  readonly prepare: () => Promise<(acts: Acts) => Promise<unknown>>;
  /** Holds the struck act, whose answer is `lost` or told, against what asking again by a sound container gives. */
  readonly check: (first: Promise<unknown>, again: () => Promise<unknown>) => Promise<void>;
}

/** Every call of the act × every fault that may befall it; gives how many those are. */
export async function forEachFault<Acts>(one: FaultedAct<Acts>): Promise<number> {
  const { make, prepare, check } = one;
  const plan = makeNetworkPlan();
  const sound = make(makeNetworkPlan());
  await (await prepare())(make(plan));
  let cells = 0;
  for (const [at, command] of plan.calls.entries()) {
    for (const fault of faultsFor(command) as readonly NetworkFault[]) {
      const act = await prepare();
      const struck = make(makeNetworkPlan(at + 1, fault));
      await check(
        act(struck).catch(() => 'lost'),
        () => act(sound),
      );
      cells += 1;
    }
  }
  return cells;
}
