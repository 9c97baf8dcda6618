import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeProofMaker } from '../../cli/proof-maker.ts';
import { openSession } from '../../cli/service-client.ts';
import { makeDynamoSealUses } from '../../shared/adapters/aws/dynamo-seal-uses.ts';
import { makeDynamoSeals } from '../../shared/adapters/aws/dynamo-seals.ts';
import type { SealId } from '../../shared/domain/ids.ts';
import { type MortalService, startMortalService, type Victim } from '../build/mortal-service.ts';

const licences = 500;
const path = '/v1/licences';
/** Who is killed in each run, and after how many further answers. */
const killings = [
  { victim: 'dynoxide', afterAnswers: 80 },
  { victim: 'local/kms/main.ts', afterAnswers: 80 },
  { victim: 'local/province/main.ts', afterAnswers: 80 },
] as const;

let service: MortalService;
beforeAll(async () => {
  service = await startMortalService();
});
afterAll(() => service?.stop());

/** One application with its key, and whatever licence ids it was told. */
interface Application {
  readonly key: string;
  readonly told: Set<string>;
}

/** How many ask at the same time when nothing is to be killed any more. */
const patient = 40;

/** Asks for each of them one time, so many at once; whoever is not answered is left open. */
async function askForAll(
  asked: readonly Application[],
  atOnce: number,
  onAnswer: () => void = () => undefined,
): Promise<void> {
  const { now } = service;
  const file = service.client();
  const proofs = makeProofMaker({ now });
  const session = openSession(file, { proofs, now });
  const given = JSON.parse(readFileSync('docs/samples/food-permit.json', 'utf8')) as object;
  const body = JSON.stringify({ ...given, seal: file.seal });
  const ask = async ({ key, told }: Application) => {
    const response = await fetch(`${file.issuer}${path}`, {
      method: 'POST',
      headers: {
        ...(await session.authorise('POST', path)),
        'content-type': 'application/json',
        'idempotency-key': key,
      },
      body,
      signal: AbortSignal.timeout(60_000),
    });
    proofs.learn(`${file.issuer}${path}`, response.headers);
    const answer = (await response.json()) as { readonly licenceId?: string };
    if (response.status !== 201 || answer.licenceId === undefined) return;
    told.add(answer.licenceId);
    onAnswer();
  };
  await session.fetchToken();
  const waiting = [...asked];
  const askInTurn = async () => {
    for (let one = waiting.pop(); one; one = waiting.pop()) await ask(one).catch(() => undefined);
  };
  await Promise.all(Array.from({ length: atOnce }, askInTurn));
}

describe('kill -9 in the middle of 500 issues at a time', { timeout: 280_000 }, () => {
  const applications = Array.from({ length: licences }, (_, at) => ({
    key: `kill-nine-${at}`,
    told: new Set<string>(),
  }));
  const open = () => applications.filter(({ told }) => told.size === 0);
  let samples = 0;

  /** All at once, again and again on a busy machine, until so many were answered and the victim is dead. */
  async function askUntilKilled(victim: Victim, afterAnswers: number): Promise<void> {
    let answers = 0;
    while (answers < afterAnswers) {
      await askForAll(open(), licences, () => {
        answers += 1;
        if (answers === afterAnswers) service.kill(victim);
      });
    }
  }

  it('goes on after the DynamoDB engine, the KMS engine and the service were killed', async () => {
    samples = (await service.audit()).inForce;
    for (const { victim, afterAnswers } of killings) {
      await askUntilKilled(victim, afterAnswers);
      expect(open().length, victim).toBeGreaterThan(0);
      console.log(`${victim} killed: ${licences - open().length} of ${licences} were answered`);
      await service.restart('killed');
    }
    for (let rounds = 1; rounds <= 5 && open().length > 0; rounds += 1) {
      await askForAll(open(), patient);
      if (open().length === 0) break;
      console.log(`${open().length} are still in flight`);
      // a key that is in flight may be taken over after a minute
      await service.restart('stopped');
    }
    expect(open()).toEqual([]);
  });

  it('has told each application of one licence, and tells it again', async () => {
    const everyFifth = applications.filter((_, at) => at % 5 === 0);
    await askForAll(everyFifth, patient);
    expect(applications.filter(({ told }) => told.size !== 1)).toEqual([]);
    expect(new Set(applications.flatMap(({ told }) => [...told])).size).toBe(licences);
  });

  it('has exactly 500 licences more in force, none doubled, none lost', async () => {
    const { faults, inForce, reserved, givenUp } = await service.audit();
    expect({ faults, inForce: inForce - samples, reserved, givenUp }).toEqual({
      faults: [],
      inForce: licences,
      reserved: 0,
      givenUp: 0,
    });
  });

  it('has a record of every signature that KMS counts', async () => {
    const { dynamodb, signCounts } = service.engines();
    const id = service.client().seal as SealId;
    const seal = await makeDynamoSeals({ client: dynamodb, table: 'liaoning-seals' }).find(id);
    if (seal === undefined || !('making' in seal)) throw new Error('the seal has no key');
    const signatures = (await signCounts.read()).get(seal.making.keyId) ?? 0;
    const uses = makeDynamoSealUses({ client: dynamodb, tables: ['liaoning-register'] });
    const attempts = await uses.countAttempts(id);
    console.log(`${signatures} signatures, ${attempts} recorded attempts`);
    expect(signatures).toBeGreaterThanOrEqual(licences);
    expect(signatures).toBeLessThanOrEqual(attempts);
  });
});
