/** Where a fault strikes: before the call has its effect, or after. */
export type FaultMoment = 'before' | 'after';

/** Numbers the calls of several ports, and lets one of them fail. */
export interface FaultPlan {
  /** The port with its calls numbered by this plan. */
  over<T extends object>(port: T): T;
  /** Calls seen so far. */
  readonly calls: number;
}

/** Lets the call of that number (from 1) fail once, before or after its effect; 0 lets none fail. */
export function makeFaultPlan(failing = 0, moment: FaultMoment = 'before'): FaultPlan {
  let calls = 0;
  const strike = async (work: () => unknown): Promise<unknown> => {
    calls += 1;
    const isStruck = calls === failing;
    if (isStruck && moment === 'before') throw new Error('lost before it landed');
    const outcome = await work();
    if (isStruck) throw new Error('lost after it landed');
    return outcome;
  };
  return {
    get calls() {
      return calls;
    },
    over: (port) =>
      new Proxy(port, {
        get: (target, name) => {
          const member: unknown = Reflect.get(target, name);
          if (typeof member !== 'function') return member;
          return (...args: unknown[]) => strike(() => Reflect.apply(member, target, args));
        },
      }),
  };
}
