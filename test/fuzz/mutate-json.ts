import type { Chance } from './mutate.ts';

type Json = string | number | boolean | null | Json[] | { [name: string]: Json };

/** What stands where another value was meant. */
const values: readonly Json[] = [
  ...[null, true, '', 'x', 0, -1, 1.5, 2 ** 53, 1e300, [], {}, [[]], 'a'.repeat(70_000)],
  ...['https://licence.ln.example', '../', '\u0000', '\u202e', '__proto__', '0'.repeat(64)],
  ...['AAAA', 'AAA=', '-_-_', 'eJwDAAAAAAE', '9999-12-31', '2026-02-30', 'sha-256'],
];
const names = ['_sd', '...', '_sd_alg', 'iss', 'exp', 'status', 'constructor', 'toString', '', 'x'];

/** Every place in a value: its holder, and the name or index there. */
function placesOf(value: Json, places: [holder: Json[] | { [name: string]: Json }, key: string][]) {
  if (value === null || typeof value !== 'object') return places;
  const holder = value as { [name: string]: Json };
  for (const key of Object.keys(holder)) {
    places.push([holder, key]);
    placesOf(holder[key] as Json, places);
  }
  return places;
}

function changeOnce(root: Json, chance: Chance): void {
  const places = placesOf(root, []);
  if (places.length === 0) return;
  const [place, key] = chance.pick(places);
  const holder = place as { [name: string]: Json };
  const other = chance.pick(places);
  const changes: readonly (() => void)[] = [
    () => delete holder[key],
    // a copy: what is changed in it later is changed in no other input
    () => (holder[key] = structuredClone(chance.pick(values))),
    () => (holder[key] = [holder[key] as Json, holder[key] as Json]),
    () => (holder[chance.pick(names)] = holder[key] as Json),
    () => (holder[key] = structuredClone((other[0] as { [name: string]: Json })[other[1]] as Json)),
  ];
  chance.pick(changes)();
}

/** JSON with one to three values missing, moved, doubled, or of another kind. */
export function mutateJson(seed: Uint8Array, chance: Chance): Uint8Array {
  const root = JSON.parse(new TextDecoder().decode(seed)) as Json;
  for (let left = 1 + chance.below(3); left > 0; left -= 1) changeOnce(root, chance);
  return new TextEncoder().encode(JSON.stringify(root));
}
