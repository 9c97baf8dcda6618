import type { ClientId, DepartmentCode, Moment } from './ids.ts';
import type { LicenceRight } from './licence-rights.ts';

/** What a token may permit. A route names the scopes of which one is needed. */
export const scopes = [
  'licences:issue',
  'licences:read',
  'licences:change',
  'licences:approve',
  'licences:retrieve',
  'licences:check',
  'licences:look-up',
  'seals:apply',
  'seals:make',
  'seals:keep',
  'seals:read',
  'seals:stamp',
  'directory:propose',
  'directory:confirm',
  'directory:read',
  'receipts:make',
  'events:read',
  'webhooks:keep',
] as const;

export type Scope = (typeof scopes)[number];

/** A client's public key: an EC P-256 JWK with `kid`, without `d`. */
export interface ClientKey {
  readonly kid: string;
  readonly jwk: {
    readonly kty: 'EC';
    readonly crv: 'P-256';
    readonly x: string;
    readonly y: string;
  };
  /** From when on it proves nothing any more; until it is taken out where absent. */
  readonly notAfter?: Moment;
}

/** The key in use, and the one that takes over or is on its way out. */
export const maxClientKeys = 2;

/** A registered system that may ask for tokens. */
export interface Client {
  readonly id: ClientId;
  readonly name: string;
  /** Absent for a client that acts for the province, for instance the seal maker 制章机构. */
  readonly department?: DepartmentCode;
  readonly scopes: readonly Scope[];
  /** One, or two while they are changed over; a client says by `kid` which one it uses. */
  readonly keys: readonly ClientKey[];
  readonly state: 'active' | 'revoked';
  /** `defaultRequestsPerMinute` unless told. */
  readonly requestsPerMinute?: number;
}

/** Who calls, as the authoriser established it. */
export interface Caller {
  readonly clientId: ClientId;
  readonly department?: DepartmentCode;
  readonly scopes: readonly Scope[];
  /** What its token was narrowed to; absent when the scopes alone say what it may do. */
  readonly licenceRights?: readonly LicenceRight[];
}

/** The client's own key of that name, unless its time is over. */
export function findClientKey(client: Client, kid: string, now: Moment): ClientKey | undefined {
  const key = client.keys.find((one) => one.kid === kid);
  return key?.notAfter !== undefined && key.notAfter <= now ? undefined : key;
}
