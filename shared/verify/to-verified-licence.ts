import type { PublishedState } from '../domain/licence-state.ts';
import type { CredentialClaims } from '../formats/credential-claims.ts';
import type { JsonObject, JsonValue } from '../formats/strict-json.ts';

/** What a licence says, as far as it was disclosed; rendered from signed bytes only. */
export interface VerifiedLicence {
  /** 证照标识. */
  readonly identifier: string;
  /** 证照类型代码. */
  readonly type: string;
  readonly department: { readonly code: string; readonly name: string };
  /** 证照编号. */
  readonly number?: JsonValue;
  /** 持证主体. */
  readonly holders?: JsonValue;
  /** Items on the face, `KZ_…`. */
  readonly items: JsonObject;
  /** Of what a printed code shortened or left out: codes of items, `number` for the number. */
  readonly shortened?: readonly string[];
  /** Civil dates in Asia/Shanghai. */
  readonly issued: string;
  readonly validFrom: string;
  /** Absent for 长期. */
  readonly validUntil?: string;
  readonly state?: PublishedState;
  /** Identifier of the version that supersedes this one. */
  readonly successor?: string;
}

type Writable<T> = { -readonly [Name in keyof T]: T[Name] };

/** What the status list says of a licence. */
export interface PublishedStanding {
  readonly state?: PublishedState | undefined;
  readonly successor?: string | undefined;
}

/**
 * Shows a licence whose signature and chain hold.
 * @param disclosed the payload with its disclosures in place; absent when they did not check out
 */
export function toVerifiedLicence(
  claims: CredentialClaims,
  disclosed: JsonObject | undefined,
  { state, successor }: PublishedStanding,
): VerifiedLicence {
  const { number, holders } = disclosed ?? {};
  // set one by one: a spread for each that may be absent costs more than all the rest
  const licence: Writable<VerifiedLicence> = {
    identifier: claims.identifier,
    type: claims.licenceType,
    department: claims.department,
    items: toItems(disclosed),
    issued: claims.issued,
    validFrom: claims.validFrom,
  };
  if (claims.validUntil !== undefined) licence.validUntil = claims.validUntil;
  if (number !== undefined) licence.number = number;
  if (holders !== undefined) licence.holders = holders;
  if (state !== undefined) licence.state = state;
  if (successor !== undefined) licence.successor = successor;
  return licence;
}

function toItems(disclosed: JsonObject = {}): JsonObject {
  const items: Record<string, JsonValue> = {};
  for (const name of Object.keys(disclosed)) {
    if (name.startsWith('KZ_')) items[name] = disclosed[name] as JsonValue;
  }
  return items;
}
