import * as fc from 'fast-check';

/** Checks a law at once; the library's own `assert` may also be a promise, which lint cannot tell apart. */
export function checkLaw<T>(law: fc.IProperty<T>, parameters: fc.Parameters<T> = {}): void {
  void fc.assert(law, parameters);
}
