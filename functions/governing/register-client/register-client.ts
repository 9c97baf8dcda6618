import type { Client } from '../../../shared/domain/client.ts';
import { invalid } from '../../../shared/domain/reading.ts';
import type { Directory, DirectoryWriter } from '../../../shared/ports/directory.ts';
import { readClient } from './read-client.ts';

export interface RegisterClientPorts {
  readonly directory: Pick<Directory, 'findDepartment'>;
  readonly writer: Pick<DirectoryWriter, 'putClient'>;
}

export type RegisterClient = (given: unknown) => Promise<Client>;

/**
 * Enters a client with its public keys; a known one takes what is given now, and with `state` revoked
 * gets no more tokens.
 * @throws Problem `request-invalid`, also for a department that the directory does not know
 */
export function makeRegisterClient({ directory, writer }: RegisterClientPorts): RegisterClient {
  return async (given) => {
    const client = readClient(given);
    const { department } = client;
    if (department !== undefined && !(await directory.findDepartment(department))) {
      throw invalid('/department', 'unknown');
    }
    await writer.putClient(client);
    return client;
  };
}
