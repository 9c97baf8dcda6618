/** Something that a change makes say otherwise: where, and what it said and will say. */
export interface Difference {
  /** Names on the way to it, with dots between. */
  readonly where: string;
  readonly before: string;
  readonly after: string;
}

/** Everything that a value holds, by where it stands. */
function flatten(value: unknown, where: string): readonly (readonly [string, string])[] {
  if (typeof value !== 'object' || value === null) {
    return value === undefined || value === null ? [] : [[where, String(value)]];
  }
  return Object.entries(value).flatMap(([name, one]) =>
    flatten(one, where === '' ? name : `${where}.${name}`),
  );
}

/** What two values say differently, in the order of the second; what only the first says comes last. */
export function listDifferences(before: unknown, after: unknown): readonly Difference[] {
  const [was, is] = [new Map(flatten(before, '')), new Map(flatten(after, ''))];
  return [...new Set([...is.keys(), ...was.keys()])]
    .map((where) => ({ where, before: was.get(where) ?? '', after: is.get(where) ?? '' }))
    .filter((one) => one.before !== one.after);
}
