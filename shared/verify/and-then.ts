import type { MaybePromise } from './primitives.ts';

/** Goes on at once where the value is there already, so that what is cached costs no turn of the event loop. */
export function andThen<From, To>(
  value: MaybePromise<From>,
  next: (value: From) => MaybePromise<To>,
): MaybePromise<To> {
  return value instanceof Promise ? value.then(next) : next(value);
}
