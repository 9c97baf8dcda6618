import { readdirSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeProofMaker } from '../../cli/proof-maker.ts';
import { openSession } from '../../cli/service-client.ts';
import { localClientConfig } from '../../local/engines/client-config.ts';
import { makeEngineSignCounts } from '../../local/kms/read-sign-counts.ts';
import { portsOf, provinces } from '../../local/province/provinces.ts';
import { makeDynamoClient } from '../../shared/adapters/aws/dynamo-client.ts';
import { makeDynamoSealUses } from '../../shared/adapters/aws/dynamo-seal-uses.ts';
import { makeDynamoSeals } from '../../shared/adapters/aws/dynamo-seals.ts';
import type { SealId } from '../../shared/domain/ids.ts';
import { auditRegister } from '../build/register-audit.ts';
import { type RunningService, startRunningService } from '../build/running-service.ts';

const licences = 500;
const path = '/v1/licences';
/** Between two starts; longer than a signing attempt keeps others away. */
const stepMilliseconds = 5 * 60_000;

/** Who is killed in each run, and after how many further answers. */
const killings = [
  { victim: 'dynoxide', afterAnswers: 80 },
  { victim: 'local/kms/main.ts', afterAnswers: 80 },
  { victim: 'local/province/main.ts', afterAnswers: 80 },
] as const;

let service: RunningService;
/** What the service's clock is ahead of the machine's. */
let aheadMilliseconds = 0;
const now = () => Date.now() + aheadMilliseconds;

beforeAll(async () => {
  service = await startRunningService();
});
afterAll(() => service?.stop());

/** Process ids of the service's children whose command line says so. */
function childrenThatSay(words: string): readonly number[] {
  const read = (pid: string, name: string) => {
    try {
      return readFileSync(`/proc/${pid}/${name}`, 'utf8');
    } catch {
      return ''; // it has ended since the folder was listed
    }
  };
  const isChild = (pid: string) =>
    read(pid, 'stat')
      .replace(/^.*\) /, '')
      .split(' ')[1] === String(service.process.pid);
  return readdirSync('/proc')
    .filter((pid) => /^\d+$/.test(pid) && isChild(pid) && read(pid, 'cmdline').includes(words))
    .map(Number);
}

/** Starts again over the same data, on the same ports, a few minutes later. */
async function restart(): Promise<void> {
  await service.ended;
  const { directory, ports } = service;
  aheadMilliseconds += stepMilliseconds;
  const args = [`--now=${new Date(now()).toISOString().replace(/\.\d+Z$/, 'Z')}`];
  service = await startRunningService({ directory, ports, args });
}

const client = () => service.client('liaoning', 'shenyang-market-regulation-licences');

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
  const file = client();
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

const engines = () => {
  const [province] = provinces;
  if (province === undefined) throw new Error('no province');
  const ports = portsOf({ ...province, port: service.ports['liaoning'] ?? 0 });
  return {
    dynamodb: makeDynamoClient(localClientConfig(`http://127.0.0.1:${ports.dynamodb}`)),
    signCounts: makeEngineSignCounts(`http://127.0.0.1:${ports.kms}`),
  };
};

const audit = () => auditRegister(engines().dynamodb, 'liaoning-register');

describe('kill -9 in the middle of 500 issues at a time', { timeout: 280_000 }, () => {
  const applications = Array.from({ length: licences }, (_, at) => ({
    key: `kill-nine-${at}`,
    told: new Set<string>(),
  }));
  const open = () => applications.filter(({ told }) => told.size === 0);
  let samples = 0;

  /** All at once, again and again on a busy machine, until so many were answered and the victim is dead. */
  async function askUntilKilled(victim: string, afterAnswers: number): Promise<void> {
    const pids = childrenThatSay(victim);
    expect(pids, victim).toHaveLength(1);
    let answers = 0;
    while (answers < afterAnswers) {
      await askForAll(open(), licences, () => {
        answers += 1;
        if (answers === afterAnswers) for (const pid of pids) process.kill(pid, 'SIGKILL');
      });
    }
  }

  it('goes on after the DynamoDB engine, the KMS engine and the service were killed', async () => {
    samples = (await audit()).inForce;
    for (const { victim, afterAnswers } of killings) {
      await askUntilKilled(victim, afterAnswers);
      expect(open().length, victim).toBeGreaterThan(0);
      console.log(`${victim} killed: ${licences - open().length} of ${licences} were answered`);
      await restart();
    }
    for (let rounds = 1; rounds <= 5 && open().length > 0; rounds += 1) {
      await askForAll(open(), patient);
      if (open().length === 0) break;
      console.log(`${open().length} are still in flight`);
      // a key that is in flight may be taken over after a minute
      service.process.kill('SIGTERM');
      await restart();
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
    const { faults, inForce, reserved, givenUp } = await audit();
    expect({ faults, inForce: inForce - samples, reserved, givenUp }).toEqual({
      faults: [],
      inForce: licences,
      reserved: 0,
      givenUp: 0,
    });
  });

  it('has a record of every signature that KMS counts', async () => {
    const { dynamodb, signCounts } = engines();
    const id = client().seal as SealId;
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
