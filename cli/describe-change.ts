type Leaves = ReadonlyMap<string, string>;

/** Every value of a thing, by its JSON pointer. */
function leavesOf(value: unknown, pointer = ''): readonly (readonly [string, string])[] {
  if (value === undefined) return [];
  if (typeof value !== 'object' || value === null) return [[pointer, JSON.stringify(value)]];
  const members = Object.entries(value);
  if (members.length === 0) return [[pointer, JSON.stringify(value)]];
  return members.flatMap(([name, member]) =>
    leavesOf(member, `${pointer}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`),
  );
}

function lineOf(pointer: string, before: Leaves, after: Leaves): readonly string[] {
  const [was, is] = [before.get(pointer), after.get(pointer)];
  if (was === is) return [];
  if (was === undefined) return [`  + ${pointer}: ${is}`];
  return [is === undefined ? `  - ${pointer}: ${was}` : `  ~ ${pointer}: ${was} → ${is}`];
}

/** What differs, a line a value: `+` new, `-` gone, `~` another. */
export function toChangeLines(before: unknown, after: unknown): readonly string[] {
  const was: Leaves = new Map(before === null ? [] : leavesOf(before));
  const is: Leaves = new Map(leavesOf(after));
  return [...new Set([...was.keys(), ...is.keys()])].flatMap((one) => lineOf(one, was, is));
}

/** Every value of a thing, a line a value. */
export function toValueLines(value: unknown): readonly string[] {
  return leavesOf(value).map(([pointer, text]) => `  ${pointer}: ${text}`);
}
