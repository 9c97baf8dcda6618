import { type Client, maxClientKeys } from '../../shared/domain/client.ts';
import type { ClientId } from '../../shared/domain/ids.ts';
import { invalid, readObject, readString } from '../../shared/domain/reading.ts';
import { Problem } from '../../shared/problem/problem.ts';
import type { Draft, DraftingPorts } from './drafting.ts';
import { readClient, readClientKey } from './read-client.ts';

type Ports = Pick<DraftingPorts, 'directory'>;

/** @throws Problem `not-found`, `state-conflict` for one that was revoked: it never comes back */
async function findActiveClient({ directory }: Ports, id: string): Promise<Client> {
  const client = await directory.findClient(id as ClientId);
  if (!client) throw new Problem('not-found');
  if (client.state === 'revoked') throw new Problem('state-conflict', { reason: 'client-revoked' });
  return client;
}

/**
 * A client as it is given.
 * @throws Problem `request-invalid`, also for a department that the directory does not know
 */
export async function readNewClient({ directory }: Ports, given: unknown): Promise<Client> {
  const client = readClient(given);
  const { department } = client;
  if (department !== undefined && !(await directory.findDepartment(department))) {
    throw invalid('/department', 'unknown');
  }
  return client;
}

/**
 * A new client with its public keys.
 * @throws Problem `request-invalid`, `state-conflict` for an id that was ever used
 */
export function draftClientRegistration(given: unknown): Draft {
  return async (ports) => {
    const after = await readNewClient(ports, given);
    if (await ports.directory.findClient(after.id)) {
      throw new Problem('state-conflict', { reason: 'client-exists' });
    }
    return { kind: 'client', act: 'register-client', after };
  };
}

/** A client gets no more tokens. @throws Problem `not-found`, `state-conflict` */
export function draftClientRevocation(id: string): Draft {
  return async (ports) => {
    const before = await findActiveClient(ports, id);
    const after = { ...before, state: 'revoked' } as const;
    return { kind: 'client', act: 'revoke-client', before, after };
  };
}

/**
 * A second key, so that a client can change over; two at most.
 * @throws Problem `not-found`, `request-invalid`, `state-conflict`
 */
export function draftKeyAddition(id: string, given: unknown): Draft {
  return async (ports) => {
    const key = readClientKey(given);
    const before = await findActiveClient(ports, id);
    if (before.keys.some((one) => one.kid === key.kid)) throw invalid('/kid', 'duplicate');
    if (before.keys.some((one) => one.jwk.x === key.jwk.x && one.jwk.y === key.jwk.y)) {
      throw invalid('', 'duplicate');
    }
    if (before.keys.length >= maxClientKeys) {
      throw new Problem('state-conflict', { reason: 'two-keys' });
    }
    const after = { ...before, keys: [...before.keys, key] };
    return { kind: 'client', act: 'add-client-key', before, after };
  };
}

/**
 * A key taken away; the last one stays, a client is revoked instead.
 * @throws Problem `not-found`, `request-invalid`, `state-conflict`
 */
export function draftKeyRemoval(id: string, given: unknown): Draft {
  return async (ports) => {
    const kid = readString(readObject(given, '', ['kid'])['kid'], '/kid');
    const before = await findActiveClient(ports, id);
    const keys = before.keys.filter((one) => one.kid !== kid);
    if (keys.length === before.keys.length) throw invalid('/kid', 'unknown');
    if (keys.length === 0) throw new Problem('state-conflict', { reason: 'last-key' });
    return { kind: 'client', act: 'remove-client-key', before, after: { ...before, keys } };
  };
}
