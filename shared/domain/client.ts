import type { ClientId, DepartmentCode } from './ids.ts';

/** What a token may permit. A route names the scopes of which one is needed. */
export const scopes = [
  'licences:issue',
  'licences:read',
  'licences:change',
  'seals:apply',
  'seals:make',
  'seals:keep',
  'seals:read',
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
}

/** A registered system that may ask for tokens. */
export interface Client {
  readonly id: ClientId;
  readonly name: string;
  /** Absent for a client that acts for the province, for instance the seal maker 制章机构. */
  readonly department?: DepartmentCode;
  readonly scopes: readonly Scope[];
  readonly keys: readonly ClientKey[];
  readonly state: 'active' | 'revoked';
}

/** Who calls, as the authoriser established it. */
export interface Caller {
  readonly clientId: ClientId;
  readonly department?: DepartmentCode;
  readonly scopes: readonly Scope[];
}
