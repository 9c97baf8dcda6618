import { makeNodePrimitives } from '../../shared/adapters/system/node-primitives.ts';
import { makePathValidator } from '../../shared/verify/path.ts';
import { makeEs256Suites } from '../../shared/verify/path-suites.ts';

/** A path validator, and how many signatures it has checked so far. */
export function makeCountingValidator() {
  const { verifySigned, ...suites } = makeEs256Suites(makeNodePrimitives());
  const count = { checks: 0 };
  const validate = makePathValidator({
    ...suites,
    verifySigned(signed, key) {
      count.checks += 1;
      return verifySigned(signed, key);
    },
  });
  return { validate, count };
}
