import { isDeepStrictEqual } from 'node:util';
import type { Client } from '../../../shared/domain/client.ts';
import { invalid } from '../../../shared/domain/reading.ts';
import { toCanonicalJson } from '../../../shared/formats/canonical-json.ts';
import type { Directory } from '../../../shared/ports/directory.ts';
import { readClient } from '../read-client.ts';
import { type CeremonyOptions, type CeremonyPorts, ceremonyFault } from './ceremony-ports.ts';
import { fingerprintOf } from './certify.ts';
import { finish } from './hold-ceremony.ts';
import { makeRecorder, type Recorder, type Transcript } from './transcript.ts';

type Ports = CeremonyPorts & { readonly directory: Pick<Directory, 'findClient'> };

/** A client that may govern and nothing else. @throws Problem `request-invalid` */
function readGovernor(given: unknown): Client {
  const client = readClient(given);
  const stranger = client.scopes.findIndex((scope) => !scope.startsWith('directory:'));
  if (stranger >= 0) throw invalid(`/scopes/${stranger}`, 'not-allowed');
  if (client.department !== undefined) throw invalid('/department', 'not-allowed');
  return client;
}

/** Each key by its thumbprint, hex, so that its owner can compare it. @see RFC 7638 */
function describeKeys({ keys }: Client): Readonly<Record<string, string>> {
  const prints = keys.map(({ kid, jwk }) => {
    const bytes = new TextEncoder().encode(toCanonicalJson({ ...jwk }));
    return [`thumbprint ${kid}`, fingerprintOf(bytes)];
  });
  return Object.fromEntries(prints);
}

async function enterGovernor(
  { directory, bootstrap, clock }: Ports,
  client: Client,
  recorder: Recorder,
): Promise<void> {
  const details = describeKeys(client);
  const what = `client ${client.id}`;
  const found = await directory.findClient(client.id);
  if (!found) {
    const change = { kind: 'client', act: 'register-client', after: client } as const;
    await bootstrap.enter(change, clock.now());
  }
  if (!isDeepStrictEqual(found ?? (await directory.findClient(client.id)), client)) {
    throw ceremonyFault('client-exists', client.id);
  }
  recorder.note({ does: 'enter', what, outcome: found ? 'found' : 'entered', details });
}

/**
 * Enters the clients that propose and confirm everything after: the last that the directory takes
 * without a proposal. They may do nothing else. One that is there already stays as it is.
 * @param given registrations, as for `POST /v1/clients`
 * @throws Problem `request-invalid`; `state-conflict` for an id that another client has
 */
export async function enterGovernors(
  ports: Ports,
  options: Omit<CeremonyOptions, 'dryRun'>,
  given: readonly unknown[],
): Promise<{ readonly transcript: Transcript }> {
  const { provinceName, present, onStep } = options;
  const head = { act: 'enter-governors', province: provinceName, present, dryRun: false };
  const recorder = makeRecorder(head, ports.clock, onStep);
  for (const client of given.map(readGovernor)) await enterGovernor(ports, client, recorder);
  return { transcript: await finish(ports, recorder, false) };
}
