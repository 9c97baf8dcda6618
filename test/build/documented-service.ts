import { readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { logInAsSample } from '../../cli/holder-login.ts';
import { makeProofMaker } from '../../cli/proof-maker.ts';
import { openSession, type ServiceSession } from '../../cli/service-client.ts';
import type { ApiDocument } from './api-document.ts';
import { makeWitness, type Witness } from './api-witness.ts';
import { type RunningService, startRunningService } from './running-service.ts';

/** Sample clients that several questions are asked as. */
export const clients = {
  licences: 'shenyang-market-regulation-licences',
  approver: 'shenyang-market-regulation-approver',
  counter: 'shenyang-market-regulation-counter',
  inspector: 'shenyang-market-regulation-inspector',
  one: 'liaoning-governor-one',
  two: 'liaoning-governor-two',
} as const;

/** An application without its seal, as the documentation has it. */
export const permit = JSON.parse(readFileSync('docs/samples/food-permit.json', 'utf8')) as Record<
  string,
  unknown
>;

/** A running service that is held against the document it serves. */
export interface DocumentedService {
  readonly service: RunningService;
  readonly document: ApiDocument;
  readonly witness: Witness;
  readonly ask: Witness['ask'];
  /** A session of a sample client, at the time of the service. */
  as(clientId: string): ServiceSession;
  /** A sample holder who has logged in, by account. */
  asHolder(account: string): Promise<Pick<ServiceSession, 'authorise'>>;
  /** Milliseconds since 1970, at the service. */
  now(): number;
}

const issuedAt = '2026-11-22T08:30:00Z';
/** Two hours later the hour of the first licence has its root. */
const askedAt = '2026-11-22T10:10:00Z';

/** Roots are published beside the service, once it has started. */
async function waitForRoot(url: string): Promise<void> {
  for (let tries = 0; tries < 100; tries += 1) {
    if ((await fetch(`${url}/issue-roots/latest`)).ok) return;
    await pause(100);
  }
  throw new Error('no root was published');
}

/** Starts a service that has been at work for two hours. */
export async function startDocumentedService(): Promise<DocumentedService> {
  const first = await startRunningService({ args: [`--now=${issuedAt}`] });
  await first.stop({ keepData: true });
  const { directory, ports } = first;
  const shift = Date.parse(askedAt) - Date.now();
  const service = await startRunningService({ directory, ports, args: [`--now=${askedAt}`] });
  const url = service.urlOf('liaoning');
  await waitForRoot(url);
  const document = (await (await fetch(`${url}/openapi.json`)).json()) as ApiDocument;
  const witness = makeWitness(url, document);
  const now = () => Date.now() + shift;
  const sessions = new Map<string, ServiceSession>();
  const as = (clientId: string): ServiceSession => {
    const client = service.client('liaoning', clientId);
    const session =
      sessions.get(clientId) ?? openSession(client, { now, proofs: makeProofMaker({ now }) });
    sessions.set(clientId, session);
    return session;
  };
  const asHolder = async (account: string) => {
    const { access_token } = await logInAsSample({ province: url, account });
    return { authorise: async () => ({ authorization: `Bearer ${access_token}` }) };
  };
  return { service, document, witness, ask: witness.ask, as, asHolder, now };
}
