import { randomUUID } from 'node:crypto';
import { readFileSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { makeProofMaker } from '../../cli/proof-maker.ts';
import { callService, openSession, type ServiceSession } from '../../cli/service-client.ts';
import type { VerificationAnswer } from '../../shared/api/verification-schema.ts';
import { type ProvinceSlug, type RunningService, startRunningService } from './running-service.ts';

/** Whose client, and its id. */
export type SampleClient = readonly [province: ProvinceSlug, clientId: string];

/** Both provinces, or one of them, at a time; the next start goes on with their data. */
export class RunningProvinces {
  #service: RunningService | undefined;
  #shift = 0;

  /** Milliseconds since 1970, at the service. */
  readonly now = (): number => Date.now() + this.#shift;

  async start(provinces: readonly ProvinceSlug[], now: string): Promise<void> {
    const before = this.#service;
    await before?.stop({ keepData: true });
    const again = before && { directory: before.directory, ports: before.ports };
    this.#shift = Date.parse(now) - Date.now();
    this.#service = await startRunningService({ provinces, args: [`--now=${now}`], ...again });
  }

  /** With their data: the next start is the first of two others. */
  async stop(): Promise<void> {
    await this.#service?.stop();
    this.#service = undefined;
  }

  /** Also where it was never stopped cleanly. */
  forget(): void {
    if (this.#service) rmSync(dirname(this.#service.directory), { recursive: true, force: true });
  }

  get service(): RunningService {
    if (this.#service === undefined) throw new Error('not started');
    return this.#service;
  }

  /** A session of a sample client, new for each start. */
  as(province: ProvinceSlug, clientId: string): ServiceSession {
    const { now } = this;
    const proofs = makeProofMaker({ now });
    return openSession(this.service.client(province, clientId), { now, proofs });
  }

  async post([province, clientId]: SampleClient, path: string, body: unknown) {
    const call = { method: 'POST', path, body, idempotencyKey: randomUUID() } as const;
    return (await this.as(province, clientId).call(call)).body;
  }

  /** Proposed by one governor, confirmed by the other. */
  async govern(province: ProvinceSlug, path: string, body: unknown): Promise<void> {
    const proposal = await this.post([province, `${province}-governor-one`], path, body);
    const confirmation = `/v1/proposals/${proposal['id']}/confirmations`;
    await this.post([province, `${province}-governor-two`], confirmation, {});
  }

  async verify(province: ProvinceSlug, credential: string, at?: string) {
    const body = { credential, ...(at === undefined ? {} : { at }) };
    const call = { method: 'POST', path: '/v1/verifications', body } as const;
    const answer = await callService(this.service.urlOf(province), call);
    return answer.body as unknown as VerificationAnswer;
  }

  /** Asks until the verdict is this; gives the last answer and how long it took. */
  async verifyUntil(
    province: ProvinceSlug,
    credential: string,
    verdict: VerificationAnswer['verdict'],
  ): Promise<{ readonly found: VerificationAnswer; readonly seconds: number }> {
    const begun = performance.now();
    for (;;) {
      const found = await this.verify(province, credential);
      const seconds = (performance.now() - begun) / 1000;
      if (found.verdict === verdict || seconds > 90) return { found, seconds };
      await pause(250);
    }
  }
}

const shenyang = 'shenyang-market-regulation';

/** A food permit of a Shenyang department: its id and its credential. */
export async function issuePermit(provinces: RunningProvinces) {
  const sample = JSON.parse(readFileSync('docs/samples/food-permit.json', 'utf8')) as object;
  const [{ seal = '' } = {}] = provinces.service.samples('liaoning');
  const application = { ...sample, seal };
  const issued = await provinces.post(
    ['liaoning', `${shenyang}-licences`],
    '/v1/licences',
    application,
  );
  return { id: String(issued['licenceId']), credential: String(issued['credential']) };
}

/** Changes the state of a Shenyang department's licence. */
export const changeState = (provinces: RunningProvinces, id: string, to: string) =>
  provinces.post(['liaoning', `${shenyang}-licences`], `/v1/licences/${id}/state-changes`, {
    to,
    legalBasis: '示例法第一条',
    reason: '示例',
  });
