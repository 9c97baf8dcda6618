import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeIssueLicence } from '../../functions/issuing/issue-licence/issue-licence.ts';
import { toKeyedRequest, type WrittenAnswer } from '../../functions/issuing/keyed-request.ts';
import { makeSweepReservations } from '../../functions/issuing/sweep-reservations/sweep-reservations.ts';
import { readBase64url } from '../../shared/formats/base64url.ts';
import type { JsonObject } from '../../shared/formats/strict-json.ts';
import { Problem } from '../../shared/problem/problem.ts';
import type { FaultProxy, ProxyFault } from '../build/fault-proxy.ts';
import { startFaultProxyThread } from '../build/fault-proxy-thread.ts';
import { makeNetworkPlan } from '../build/faulty-client.ts';
import { type IssuingPorts, type IssuingZone, startIssuingZone } from '../build/issuing-zone.ts';
import { type AskedLicence, askForLicence } from '../build/licences.ts';
import { auditRegister } from '../build/register-audit.ts';
import { sealId } from '../build/sample-seal.ts';

const seed = Number(process.env['FAULT_SEED'] ?? Math.floor(Math.random() * 2 ** 32));
const issues = Number(process.env['FAULT_ISSUES'] ?? 2000);

/** Per call: more than one fault an application in all. */
const rate = 0.11;
const containersAtWork = 8;
const requestsAtOnce = 32;
const roundsWithFaults = 4;
const minute = 60_000;
/** A longer run may take as much longer; what is broken off in the middle proves nothing. */
const timeout = Math.max(280_000, issues * 200);

const kinds: readonly ProxyFault[] = [
  'drop-before',
  'commit-then-drop',
  'commit-then-500',
  'error-500',
  'throttle',
  'duplicate',
  'late-duplicate',
  'delay',
  'truncated',
];
/** TLS lets nobody send a signing twice, so the two that do are left out; what KMS itself may do wrong comes in. */
const signKinds: readonly ProxyFault[] = [
  ...kinds.filter((kind) => !kind.endsWith('duplicate')),
  'disabled-key',
  'wrong-key',
  'high-s',
];

let zone: IssuingZone;
let proxies: { readonly dynamodb: FaultProxy; readonly kms: FaultProxy };
let sound: IssuingPorts;

beforeAll(async () => {
  zone = await startIssuingZone();
  sound = zone.makeContainer();
  const { dynamodb, kms } = zone.endpoints;
  proxies = {
    dynamodb: await startFaultProxyThread({ target: dynamodb, seed, rate, faults: kinds }),
    kms: await startFaultProxyThread({
      ...{ target: kms, seed: seed + 1, rate, faults: kinds },
      faultsOf: { Sign: signKinds },
    }),
  };
});
afterAll(async () => {
  await Promise.all([proxies?.dynamodb.close(), proxies?.kms.close()]);
  await zone?.close();
});

/**
 * Asks once and remembers. Reading the directory writes nothing and every fault of it is in
 * `issue-recovery.test.ts`: here it would be half of all calls.
 */
function remembering<Port extends object>(port: Port): Port {
  const known = new Map<string, unknown>();
  return new Proxy(port, {
    get: (target, name) => {
      const member: unknown = Reflect.get(target, name);
      if (typeof member !== 'function') return member;
      return (...args: unknown[]) => {
        const question = JSON.stringify([String(name), args]);
        if (!known.has(question)) known.set(question, Reflect.apply(member, target, args));
        return known.get(question);
      };
    },
  });
}

/** What became of one application, round by round. */
interface Application {
  readonly licence: AskedLicence;
  /** Licence ids that were told; there may be one only. */
  readonly told: Set<string>;
  answer?: string;
}

const refusals = new Map<string, number>();
const strange: unknown[] = [];
const tellable = new Set(['service-unavailable', 'seal-unavailable', 'idempotency-in-flight']);

function noteRefusal(error: unknown): void {
  const code = error instanceof Problem ? error.code : String(error);
  refusals.set(code, (refusals.get(code) ?? 0) + 1);
  const isTellable = error instanceof Problem && tellable.has(code);
  if (!isTellable || error.details.retryAfterSeconds === undefined) strange.push(error);
}

async function issueOnce(ports: IssuingPorts, application: Application): Promise<void> {
  const { request, application: asked } = application.licence;
  try {
    const written: WrittenAnswer = await makeIssueLicence(ports)(request, asked);
    application.told.add(String((written.answer.body as JsonObject)['licenceId']));
    application.answer = JSON.stringify(written.answer);
  } catch (error) {
    noteRefusal(error);
  }
}

/** One turn for each application, so many at once, every tenth sent twice at the same time. */
async function runRound(
  open: readonly Application[],
  containers: readonly IssuingPorts[],
): Promise<void> {
  const queue = [...open.entries()];
  const work = async () => {
    for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
      const [at, application] = next;
      const ports = [0, 1].map((offset) => containers[(at + offset) % containers.length] ?? sound);
      const sent = at % 10 === 0 ? ports : ports.slice(0, 1);
      await Promise.all(sent.map((one) => issueOnce(one, application)));
    }
  };
  await Promise.all(Array.from({ length: requestsAtOnce }, work));
}

const isOpen = ({ answer }: Application) => answer === undefined;

/** How often each fault was met by either engine's callers. */
async function countFaults() {
  const met = new Map<string, number>();
  for (const proxy of [proxies.dynamodb, proxies.kms]) {
    for (const [kind, count] of Object.entries((await proxy.counts()).met)) {
      met.set(kind, (met.get(kind) ?? 0) + count);
    }
  }
  return { met, all: [...met.values()].reduce((one, other) => one + other, 0) };
}

/** Those that were told nothing but failures and are in force all the same: their key names the licence. */
async function countThere(applications: readonly Application[]): Promise<number> {
  let there = 0;
  for (const { licence, told } of applications.filter(isOpen)) {
    const record = await sound.records.find(toKeyedRequest(licence.request, zone.clock.now()));
    if (record?.state !== 'done') continue;
    told.add(String((record.answer.body as JsonObject)['licenceId']));
    there += 1;
  }
  return there;
}

const printCounts = (counts: ReadonlyMap<string, number>) =>
  [...counts].map(([name, count]) => `${name} ${count}`).join(', ');

describe('issuing through a network that loses, doubles, delays and lies (R01–R06, F7)', () => {
  const applications: Application[] = Array.from({ length: issues }, () => ({
    licence: askForLicence(),
    told: new Set(),
  }));

  it(`makes ${issues} licences of ${issues} applications`, { timeout }, async () => {
    console.log(`FAULT_SEED=${seed} FAULT_ISSUES=${issues}`);
    const began = performance.now();
    const endpoints = { dynamodb: proxies.dynamodb.endpoint, kms: proxies.kms.endpoint };
    const directory = remembering(sound.directory);
    const containers = Array.from({ length: containersAtWork }, () => ({
      ...zone.makeContainer(makeNetworkPlan(), endpoints),
      directory,
    }));
    let there = 0;
    for (let round = 1; round <= roundsWithFaults; round += 1) {
      await runRound(applications.filter(isOpen), containers);
      there += await countThere(applications);
      zone.clock.advance(minute);
      if (round === 2) await makeSweepReservations(containers[0] ?? sound)().catch(noteRefusal);
    }
    await Promise.all([proxies.dynamodb.setRate(0), proxies.kms.setRate(0)]);
    await runRound(applications.filter(isOpen), [sound]);
    const { met, all } = await countFaults();
    const seconds = Math.round((performance.now() - began) / 1000);
    console.log(`${all} faults in ${seconds} s: ${printCounts(met)}`);
    console.log(`told: ${printCounts(refusals)}; told failed but in force ${there}, all resolved`);
    expect(strange).toEqual([]);
    expect(all).toBeGreaterThanOrEqual(issues);
    expect(met.size).toBe(12);
  });

  it('gives each application one licence, told by the same key for ever', () => {
    const lost = applications.filter(isOpen).length;
    const doubled = applications.filter(({ told }) => told.size > 1).length;
    const all = new Set(applications.flatMap(({ told }) => [...told]));
    console.log(`lost ${lost}, doubled ${doubled}, licences ${all.size}`);
    expect({ lost, doubled, licences: all.size }).toEqual({
      lost: 0,
      doubled: 0,
      licences: issues,
    });
  });

  it('leaves the register exact: entries, numbers, links, digests, uses, signatures', async () => {
    const audit = await auditRegister(zone.client, zone.table);
    expect(audit.faults).toEqual([]);
    expect(audit).toMatchObject({ inForce: issues, reserved: 0, givenUp: 0 });
    const signatures = await zone.countSignatures();
    console.log(`${signatures} signatures, ${audit.attempts} recorded attempts`);
    expect(signatures).toBeLessThanOrEqual(audit.attempts);
  });

  it('has every licence signed by its seal', async () => {
    const seal = await sound.seals.findHead(sealId);
    const certificate = seal !== undefined && 'making' in seal ? seal.making.certificate : '';
    let checked = 0;
    for (const { answer = '{}' } of applications) {
      const { body } = JSON.parse(answer) as { body: { credential: string } };
      const [compact = ''] = body.credential.split('~');
      const cut = compact.lastIndexOf('.');
      const signature = readBase64url(compact.slice(cut + 1));
      const signed = { signature, signingInput: compact.slice(0, cut) };
      if (sound.signatures.isMadeUnder(certificate, signed)) checked += 1;
    }
    expect(checked).toBe(issues);
  });
});
