/** One call by one client, in the order of one clock that ticks at every invocation and every return. */
export interface Operation<Input, Output> {
  readonly input: Input;
  readonly invokedAt: number;
  /** Absent when nobody was told what became of it: it may take effect at any later time, or never. */
  readonly returned?: { readonly at: number; readonly output: Output };
}

/** What a single copy, one call after another, would answer. */
export interface Model<State, Input, Output> {
  readonly initial: State;
  /** Two states are the same when their keys are. */
  toKey(state: State): string;
  /** The state after the call, or `undefined` where a single copy could not have given that answer; without an answer any effect goes. */
  step(state: State, input: Input, output: Output | undefined): State | undefined;
}

/** A point of the search: what is in place already, and the state that left. */
interface Point<State> {
  /** Bit n: operation n has taken effect. */
  readonly placed: bigint;
  readonly state: State;
}

/**
 * Is there an order of all calls, each taking effect at one moment between its invocation and its
 * return, that a single copy would have answered so?
 * @param operations in any order; of those that did not return, each may be left out
 * @see J. M. Wing and C. Gong, Testing and verifying concurrent objects, 1993; G. Lowe's memo of points seen
 */
export function isLinearizable<State, Input, Output>(
  model: Model<State, Input, Output>,
  operations: readonly Operation<Input, Output>[],
): boolean {
  const sorted = [...operations].sort((one, other) => one.invokedAt - other.invokedAt);
  const seen = new Set<string>();
  const isNew = ({ placed, state }: Point<State>) => {
    const sizeBefore = seen.size;
    return seen.add(`${placed.toString(36)} ${model.toKey(state)}`).size > sizeBefore;
  };
  const points: Point<State>[] = [{ placed: 0n, state: model.initial }];
  for (let point = points.pop(); point !== undefined; point = points.pop()) {
    const candidates = candidatesOf(sorted, point.placed);
    if (candidates === 'all placed') return true;
    const placing = candidates.map((at) =>
      place(model, point as Point<State>, {
        at,
        operation: sorted[at] as Operation<Input, Output>,
      }),
    );
    points.push(...placing.filter((next) => next !== undefined).filter(isNew));
  }
  return false;
}

/** Those that were invoked before any other that is not in place returned. */
function candidatesOf(
  sorted: readonly Operation<unknown, unknown>[],
  placed: bigint,
): readonly number[] | 'all placed' {
  const candidates: number[] = [];
  let firstReturn = Number.POSITIVE_INFINITY;
  for (const [at, { invokedAt, returned }] of sorted.entries()) {
    if (invokedAt > firstReturn) break;
    if (placed & (1n << BigInt(at))) continue;
    candidates.push(at);
    firstReturn = Math.min(firstReturn, returned?.at ?? Number.POSITIVE_INFINITY);
  }
  return firstReturn === Number.POSITIVE_INFINITY ? 'all placed' : candidates;
}

function place<State, Input, Output>(
  model: Model<State, Input, Output>,
  { placed, state }: Point<State>,
  { at, operation }: { readonly at: number; readonly operation: Operation<Input, Output> },
): Point<State> | undefined {
  const next = model.step(state, operation.input, operation.returned?.output);
  return next && { placed: placed | (1n << BigInt(at)), state: next };
}
