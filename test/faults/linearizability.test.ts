import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeIssueLicence } from '../../functions/issuing/issue-licence/issue-licence.ts';
import { readLicenceId } from '../../shared/domain/identifier.ts';
import type { JsonObject } from '../../shared/formats/strict-json.ts';
import { Problem } from '../../shared/problem/problem.ts';
import { type IssuingPorts, type IssuingZone, startIssuingZone } from '../build/issuing-zone.ts';
import {
  type LicenceOperation,
  licenceModel,
  recordLicenceHistory,
} from '../build/licence-history.ts';
import { askForLicence } from '../build/licences.ts';
import { isLinearizable } from '../build/linearizable.ts';
import { Chance } from '../fuzz/mutate.ts';

/** HISTORIES lengthens the run; HISTORY_SEED repeats one. */
const histories = Number(process.env['HISTORIES'] ?? 8);
const firstSeed = Number(process.env['HISTORY_SEED'] ?? 20_261_122);
const clientCount = 8;
const operationsEach = 30;

let zone: IssuingZone;
let issuing: IssuingPorts;
let clients: readonly IssuingPorts[];
beforeAll(async () => {
  zone = await startIssuingZone();
  issuing = zone.makeContainer();
  clients = Array.from({ length: clientCount }, () => zone.makeContainer());
});
afterAll(() => zone?.close());

type Planting = (ports: IssuingPorts) => IssuingPorts;

async function record(seed: number, plant: Planting): Promise<readonly LicenceOperation[]> {
  const { request, application } = askForLicence();
  const { answer } = await makeIssueLicence(issuing)(request, application);
  const licenceId = readLicenceId((answer.body as JsonObject)['licenceId']);
  return recordLicenceHistory({ licenceId, clients: clients.map(plant), operationsEach, seed });
}

/** Answers get lost, before the change landed or after it, once in eight. */
const losing =
  (seed: number): Planting =>
  (ports) => {
    const chance = new Chance(seed);
    const changeState: IssuingPorts['register']['changeState'] = async (change) => {
      const fate = chance.below(16);
      if (fate === 0) throw new Problem('service-unavailable');
      const outcome = await ports.register.changeState(change);
      if (fate === 1) throw new Problem('service-unavailable');
      return outcome;
    };
    return { ...ports, register: { ...ports.register, changeState } };
  };

describe('changes of state look as if they came one after the other (G8)', () => {
  it('whatever eight clients do to a licence at once, with answers that get lost', {
    timeout: 120_000 + histories * 20_000,
  }, async () => {
    let told = 0;
    let refused = 0;
    for (let seed = firstSeed; seed < firstSeed + histories; seed += 1) {
      const operations = await record(seed, losing(seed));
      expect(isLinearizable(licenceModel, operations), `HISTORY_SEED=${seed}`).toBe(true);
      told += operations.filter(({ returned }) => returned).length;
      refused += operations.filter(({ returned }) => returned?.output.outcome === 'refused').length;
    }
    const all = histories * clientCount * operationsEach;
    console.log(
      `linearizability: ${histories} histories × ${clientCount} clients × ${operationsEach} operations, ${told} of ${all} answered, ${refused} refused, 0 violations (HISTORY_SEED=${firstSeed})`,
    );
    expect(told).toBeGreaterThan(all * 0.9);
    expect(refused).toBeGreaterThan(all / 20);
  });
});

const seldom = (ports: IssuingPorts, port: Partial<IssuingPorts['register']>): IssuingPorts => ({
  ...ports,
  register: { ...ports.register, ...port },
});

/** Each a way in which a register could be wrong without anybody noticing at once. */
const bugs: Readonly<Record<string, (chance: Chance) => Planting>> = {
  'says that a change landed which did not': (chance) => (ports) =>
    seldom(ports, {
      changeState: async (change) =>
        chance.below(6) === 0 ? 'changed' : ports.register.changeState(change),
    }),
  'refuses a change that landed': (chance) => (ports) =>
    seldom(ports, {
      changeState: async (change) => {
        const outcome = await ports.register.changeState(change);
        if (outcome !== 'changed' || chance.below(4) > 0) return outcome;
        throw new Problem('state-conflict', { reason: change.head.state });
      },
    }),
  'writes over what it has not read': () => (ports) =>
    seldom(ports, {
      changeState: async (change) => {
        const head = await ports.reader.findHead(change.head.licenceId);
        return ports.register.changeState({ ...change, head: head ?? change.head });
      },
    }),
  'reads what was a while ago': (chance) => (ports) => {
    const held = new Map<string, Awaited<ReturnType<typeof ports.reader.findHead>>>();
    const findHead: IssuingPorts['reader']['findHead'] = async (id) => {
      if (chance.below(3) > 0 || !held.has(id)) held.set(id, await ports.reader.findHead(id));
      return held.get(id);
    };
    return { ...ports, reader: { ...ports.reader, findHead } };
  },
  'undoes a change a little later': (chance) => (ports) =>
    seldom(ports, {
      changeState: async (change) => {
        const outcome = await ports.register.changeState(change);
        const { head } = change;
        if (outcome !== 'changed' || chance.below(4) > 0) return outcome;
        const now = await ports.reader.findHead(head.licenceId);
        const key = { ...change.key, keyDigest: `${change.key.keyDigest}-again` };
        const back = { entry: head.state, state: head.state, status: head.status };
        if (now) await ports.register.changeState({ ...change, ...back, head: now, key });
        return outcome;
      },
    }),
};

describe('the checker finds a register that', () => {
  it.each(Object.entries(bugs))('%s', async (_name, bug) => {
    let violations = 0;
    for (let seed = 1; seed <= 12 && violations === 0; seed += 1) {
      const operations = await record(seed, bug(new Chance(seed)));
      if (!isLinearizable(licenceModel, operations)) violations += 1;
    }
    expect(violations).toBe(1);
  });
});
