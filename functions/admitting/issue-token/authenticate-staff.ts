import type { Client, Scope } from '../../../shared/domain/client.ts';
import type { Directory } from '../../../shared/ports/directory.ts';
import type { KeyedDigests } from '../../../shared/ports/signing-keys.ts';
import {
  refuseIdentity,
  type StaffClaims,
  type VerifiedIdentity,
  type VerifyIdentityToken,
} from '../verify-identity-token.ts';

export interface AuthenticateStaffPorts {
  readonly verifyIdentityToken: VerifyIdentityToken;
  readonly directory: Pick<Directory, 'findClient'>;
  /** For the name under which a person stands in tokens and logs. */
  readonly digests: KeyedDigests;
  readonly staff: StaffClaims;
}

/** A person's token, and the key that was proved with the request. */
export interface StaffClaim {
  readonly identityToken: string;
  readonly thumbprint: string;
  /** For which of the clients that the person may act for; the first where it is not said. */
  readonly clientId?: string;
}

/** The client that a person acts for, and what of its rights the person has. */
export interface ProvenStaff {
  readonly client: Client;
  readonly scopes: readonly Scope[];
  /** All that the person may act for, in the identity provider's order: to choose one of. */
  readonly actsFor: readonly Pick<Client, 'id' | 'name'>[];
  /** A digest that stands for the person: who it is, only the identity provider can say. */
  readonly person: string;
}

/** @throws Problem `unauthenticated` with reason `identity-…`, `service-unavailable` */
export type AuthenticateStaff = (claim: StaffClaim) => Promise<ProvenStaff>;

/** A claim of one text, of texts separated by spaces, or a list of them. */
function toTexts(claim: unknown): readonly string[] {
  const list: readonly unknown[] = Array.isArray(claim) ? claim : String(claim ?? '').split(' ');
  return list.filter((one): one is string => typeof one === 'string' && one !== '');
}

/** @throws Problem for somebody who could confirm what they propose themselves */
function toScopes(claims: VerifiedIdentity['claims'], staff: StaffClaims): ReadonlySet<string> {
  const roles = toTexts(claims[staff.roles]);
  const conflicts = staff.apart.some((pair) => pair.every((role) => roles.includes(role)));
  const isOfSeveral = new Set(toTexts(claims[staff.clients])).size > 1;
  const speaksTwice = isOfSeveral && staff.ofOneClient.some((role) => roles.includes(role));
  if (conflicts || speaksTwice) throw refuseIdentity('staff-roles');
  const known = roles.filter((role) => Object.hasOwn(staff.scopes, role));
  return new Set(known.flatMap((role) => staff.scopes[role] ?? []));
}

/** A client, and what of its rights a person has. */
type Right = Pick<ProvenStaff, 'client' | 'scopes'>;

/** Clients that the claims name, that are in force, and of whose rights the roles allow some; as many as fit a token. */
async function findRights(
  { directory, staff }: AuthenticateStaffPorts,
  claims: VerifiedIdentity['claims'],
): Promise<readonly Right[]> {
  const allowed = toScopes(claims, staff);
  const named = [...new Set(toTexts(claims[staff.clients]))];
  const clients = await Promise.all(named.map((id) => directory.findClient(id as Client['id'])));
  return clients.flatMap((client) => {
    if (client?.state !== 'active') return [];
    const scopes = client.scopes.filter((scope) => allowed.has(scope));
    return scopes.length === 0 ? [] : [{ client, scopes }];
  });
}

/**
 * Says for which registered client a department's staff member acts: the identity provider names the
 * clients and the roles, the configuration says what a role may do, and the directory what the client
 * may; only what all three allow is left. A token that is bound to a key is good with that key only.
 */
export function makeAuthenticateStaff(ports: AuthenticateStaffPorts): AuthenticateStaff {
  const { verifyIdentityToken, digests } = ports;
  return async ({ identityToken, thumbprint, clientId }) => {
    const identity = await verifyIdentityToken(identityToken);
    if ((identity.thumbprint ?? thumbprint) !== thumbprint) throw refuseIdentity('binding');
    const rights = await findRights(ports, identity.claims);
    const chosen = rights.find(({ client }) => client.id === (clientId ?? client.id));
    if (chosen === undefined) throw refuseIdentity('staff');
    const person = await digests.digest('staff', String(identity.claims['sub']));
    return { ...chosen, person, actsFor: rights.map(({ client: { id, name } }) => ({ id, name })) };
  };
}
