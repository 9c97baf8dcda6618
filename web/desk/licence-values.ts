import type { JsonValue } from '../../shared/formats/strict-json.ts';

/** A holder as the credential has one. */
interface SaidHolder {
  readonly name: string;
  readonly code_type: string;
  readonly code: string;
}

/** Whose it is; of its own department's licences they are always there. */
export function holdersIn(values: ReadonlyMap<string, JsonValue>): readonly SaidHolder[] {
  const said = values.get('holders');
  return Array.isArray(said) ? (said as unknown as readonly SaidHolder[]) : [];
}
