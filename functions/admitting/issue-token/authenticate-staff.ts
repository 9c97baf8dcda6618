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
  /** For which of the clients that the person acts for; the first where it is not said. */
  readonly clientId?: string;
}

/** The client that a person acts for, and what of its rights the person has. */
export interface ProvenStaff {
  readonly client: Client;
  readonly scopes: readonly Scope[];
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

function chooseClient(
  { claims }: VerifiedIdentity,
  staff: StaffClaims,
  clientId: string | undefined,
): Client['id'] {
  const named = toTexts(claims[staff.clients]);
  const wanted = clientId ?? named[0];
  if (wanted === undefined || !named.includes(wanted)) throw refuseIdentity('staff');
  return wanted as Client['id'];
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

/**
 * Says for which registered client a department's staff member acts: the identity provider names the
 * clients and the roles, the configuration says what a role may do, and the directory what the client
 * may; only what all three allow is left. A token that is bound to a key is good with that key only.
 */
export function makeAuthenticateStaff(ports: AuthenticateStaffPorts): AuthenticateStaff {
  const { verifyIdentityToken, directory, digests, staff } = ports;
  return async ({ identityToken, thumbprint, clientId }) => {
    const identity = await verifyIdentityToken(identityToken);
    if ((identity.thumbprint ?? thumbprint) !== thumbprint) throw refuseIdentity('binding');
    const client = await directory.findClient(chooseClient(identity, staff, clientId));
    if (client?.state !== 'active') throw refuseIdentity('staff');
    const allowed = toScopes(identity.claims, staff);
    const scopes = client.scopes.filter((scope) => allowed.has(scope));
    if (scopes.length === 0) throw refuseIdentity('staff');
    const person = await digests.digest('staff', String(identity.claims['sub']));
    return { client, scopes, person };
  };
}
