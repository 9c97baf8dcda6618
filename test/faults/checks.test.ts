import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { JsonObject } from '../../shared/formats/strict-json.ts';
import {
  type DutyCheckActs,
  enterDuty,
  inspectionItem,
  makeDutyCheckActs,
  makeDutyCheckPorts,
  toDutyCheckBody,
} from '../build/duty-checks.ts';
import { faultsFor, makeNetworkPlan, type NetworkFault } from '../build/faulty-client.ts';
import {
  type FieldCheckActs,
  makeFieldCheckActs,
  makeFieldCheckPorts,
} from '../build/field-checks.ts';
import { type HoldingZone, startHoldingZone } from '../build/holding-zone.ts';
import { sampleDepartment, sampleOrganisation } from '../build/sample-holders.ts';

let zone: HoldingZone;
let told: JsonObject;
beforeAll(async () => {
  zone = await startHoldingZone();
  await enterDuty(zone, { checksPerDay: 1000 });
  const { licenceId } = await zone.issue();
  const head = await makeFieldCheckPorts(zone).ports.licences.find({ licenceId });
  told = {
    licence: { identifier: String(head?.identifier) },
    holder: { name: sampleOrganisation().name },
    purpose: { itemCode: '210102-0001', words: '受理入驻申请（示例）' },
  };
});
afterAll(() => zone?.close());

const faultyLookUps = (at: number, fault: NetworkFault) =>
  makeDutyCheckActs(makeDutyCheckPorts(zone, makeNetworkPlan(at, fault)));
const faultyChecks = (at: number, fault: NetworkFault) =>
  makeFieldCheckActs(makeFieldCheckPorts(zone, makeNetworkPlan(at, fault)));
const countUses = async () =>
  (await zone.uses.list({ party: zone.holders.company.digest, limit: 1000 })).uses.length;
async function countChecks(of = 'field-checks', whose = ''): Promise<number> {
  const partition = `count#${of}#${sampleDepartment().code}${whose}`;
  const { items } = await zone.holding.page({ partition, limit: 100 });
  return items.reduce((sum, item) => sum + Number(item['taken']?.N), 0);
}

describe('whatever becomes of a call', { timeout: 120_000 }, () => {
  it('a field check is counted once, seen once, and asking again gives the same answer', async () => {
    const sound: FieldCheckActs = makeFieldCheckActs(makeFieldCheckPorts(zone));
    const plan = makeNetworkPlan();
    await makeFieldCheckActs(makeFieldCheckPorts(zone, plan))(told);
    let cells = 0;
    for (const [index, command] of plan.calls.entries()) {
      for (const fault of faultsFor(command)) {
        const key = `fault-${index}-${fault}`;
        const before = [await countUses(), await countChecks()] as const;
        const first = await faultyChecks(index + 1, fault)(told, { key }).catch(
          () => 'lost' as const,
        );
        const { replayed, ...settled } = await sound(told, { key });
        if (first !== 'lost')
          expect(settled).toEqual({ ...settled, fieldCheckId: first.fieldCheckId });
        expect(await sound(told, { key })).toEqual({ ...settled, replayed: true });
        expect([await countUses(), await countChecks()]).toEqual([before[0] + 1, before[1] + 1]);
        cells += 1;
      }
    }
    console.info(`field check: ${cells} calls × faults`);
    expect(cells).toBeGreaterThan(30);
  });
  it('a check by duty is counted once, seen once, and asking again gives the same bytes', async () => {
    const sound: DutyCheckActs = makeDutyCheckActs(makeDutyCheckPorts(zone));
    const body = toDutyCheckBody();
    const plan = makeNetworkPlan();
    await makeDutyCheckActs(makeDutyCheckPorts(zone, plan))(body);
    const count = async () => [
      await countUses(),
      await countChecks('duty-checks', `#${body['type']}#${inspectionItem}`),
    ];
    let cells = 0;
    for (const [index, command] of plan.calls.entries()) {
      for (const fault of faultsFor(command)) {
        const key = `duty-fault-${index}-${fault}`;
        const before = await count();
        const first = await faultyLookUps(index + 1, fault)(body, { key }).catch(() => undefined);
        const settled = await sound(body, { key });
        if (first !== undefined) expect(settled.body).toEqual(first.body);
        const again = await sound(body, { key });
        expect(JSON.stringify(again.body)).toBe(JSON.stringify(settled.body));
        expect(await count()).toEqual(before.map((one) => one + 1));
        cells += 1;
      }
    }
    console.info(`check by duty: ${cells} calls × faults`);
    expect(cells).toBeGreaterThan(40);
  });
});
