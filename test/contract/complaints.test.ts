import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeComplain } from '../../functions/holding/complain/complain.ts';
import { makeHandleComplaints } from '../../functions/holding/handle-complaints/handle-complaints.ts';
import { makeListUses } from '../../functions/holding/list-uses/list-uses.ts';
import type { HolderCaller } from '../../shared/domain/holder-caller.ts';
import type { ClientId, DepartmentCode } from '../../shared/domain/ids.ts';
import { trailRefOf } from '../../shared/domain/trail.ts';
import type { JsonObject } from '../../shared/formats/strict-json.ts';
import { forEachFault } from '../build/for-each-fault.ts';
import {
  type HoldingActs,
  makeHoldingActs,
  toAuthorisationBody,
  toHolderCall,
} from '../build/holding-requests.ts';
import {
  counters,
  type HoldingPorts,
  type HoldingZone,
  otherDepartment,
  startHoldingZone,
} from '../build/holding-zone.ts';
import { sampleDepartment } from '../build/sample-holders.ts';

let zone: HoldingZone;
let acts: HoldingActs;
beforeAll(async () => {
  zone = await startHoldingZone();
  acts = makeHoldingActs(zone.makeHolding());
});
afterAll(() => zone?.close());

const words = '我没有到该窗口办理过业务（示例）';
const own = sampleDepartment().code;
let keys = 0;
const nextKey = () => {
  keys += 1;
  return `complaint-${keys}`;
};

/** The company lets the counter see a licence once, and it does. */
async function makeUse(): Promise<string> {
  const { licenceId } = await zone.issue();
  const body = toAuthorisationBody([licenceId]) as unknown as JsonObject;
  const { authorisationId } = await acts.authorise(zone.holders.company, body);
  const code = await acts.showCode(zone.holders.company, authorisationId);
  return (await acts.retrieve({ code })).body.retrievalId;
}

const complainOf =
  (ports: HoldingPorts) =>
  (useId: string, key = nextKey(), who?: HolderCaller) => {
    const holder = who ?? zone.holders.company;
    const route = `POST /v1/me/uses/${useId}/complaints`;
    const call = toHolderCall(holder, route, { body: { words }, key });
    return makeComplain(ports)(call, { useId, words });
  };
const complain: ReturnType<typeof complainOf> = (...told) =>
  complainOf(zone.makeHolding())(...told);
const handleOf = (ports: HoldingPorts) => makeHandleComplaints(ports);

const answerOf =
  (ports: HoldingPorts) =>
  (id: string, key = nextKey(), department: DepartmentCode = own) => {
    const by = counters.own as ClientId;
    const route = `POST /v1/complaints/${id}/answers`;
    const call = { by, idempotencyKey: key, route, body: { words } };
    return handleOf(ports).answer(call, { id, words, caller: { clientId: by, department } });
  };

const listed = async (department: DepartmentCode = own) =>
  (await handleOf(zone.makeHolding()).list({ limit: 100 }, { clientId: counters.own, department }))
    .complaints;
const faultOf = (work: Promise<unknown>) =>
  work.then(
    () => 'done',
    ({ code, details }) => `${code} ${details.reason ?? ''}`.trim(),
  );
const bodyOf = async (work: ReturnType<typeof complain>) =>
  (await work).answer.body as { readonly complaintId: string };

describe('a complaint about a use', () => {
  it('stands beside the use for its holder, and is heard by the department that used it alone', async () => {
    const useId = await makeUse();
    const { complaintId } = await bodyOf(complain(useId));
    const uses = await makeListUses(zone.uses)({ limit: 100 }, zone.holders.company.digest);
    expect(uses.uses.find((one) => one.useId === useId)?.complaint).toMatchObject({ words });
    const [told] = await listed();
    expect(told).toMatchObject({ complaintId, useId, words, client: counters.own });
    // who is concerned stands in the case that the department has
    expect(JSON.stringify(told)).not.toContain(zone.holders.company.name);
    expect(await listed(otherDepartment)).toEqual([]);
  });

  it('is made once for a use, by whom it concerns', async () => {
    const useId = await makeUse();
    const { otherCompany } = zone.holders;
    expect(await faultOf(complain(useId, nextKey(), otherCompany))).toBe('not-found');
    for (const id of ['retrieval-x', 'x', `${useId}0`, useId.replace('retrieval', 'request')]) {
      expect(await faultOf(complain(id))).toBe('not-found');
    }
    const before = (await listed()).length;
    const key = nextKey();
    const first = await complain(useId, key);
    expect((await complain(useId, key)).answer).toEqual(first.answer);
    expect(await faultOf(complain(useId))).toBe('state-conflict complaint-made');
    expect((await listed()).length).toBe(before + 1);
  });

  it('is answered once, by its department, and the holder reads that', async () => {
    const useId = await makeUse();
    const { complaintId } = await bodyOf(complain(useId));
    const answer = answerOf(zone.makeHolding());
    expect(await faultOf(answer(complaintId, nextKey(), otherDepartment))).toBe('not-found');
    await answer(complaintId);
    expect(await faultOf(answer(complaintId))).toBe('state-conflict complaint-answered');
    const uses = await makeListUses(zone.uses)({ limit: 100 }, zone.holders.company.digest);
    expect(uses.uses.find((one) => one.useId === useId)?.complaint?.answer?.words).toBe(words);
  });

  it('comes in pages', async () => {
    const handle = handleOf(zone.makeHolding());
    const caller = { clientId: counters.own, department: own };
    const seen: string[] = [];
    for (let cursor: string | undefined, pages = 0; pages < 10; pages += 1) {
      const page = await handle.list({ limit: 1, ...(cursor ? { cursor } : {}) }, caller);
      seen.push(...page.complaints.map(({ complaintId }) => complaintId));
      cursor = page.next;
      if (cursor === undefined) break;
    }
    expect(seen).toEqual((await listed()).map(({ complaintId }) => complaintId));
    expect(seen).toEqual([...seen].sort().reverse());
  });

  it('stands in the trail, and its answer too, by nothing that says whose it is', () => {
    expect(trailRefOf({ pk: `complaints#${own}`, sk: 'complaint-1' })).toEqual({
      ...{ of: 'complaint', id: 'complaint-1', entry: 'made' },
    });
    const answered = { pk: 'complaint-answer#complaint-1', sk: 'complaint-answer' };
    expect(trailRefOf(answered)).toMatchObject({ id: 'complaint-1', entry: 'answered' });
    expect(trailRefOf({ pk: 'complaint#digest', sk: 'retrieval-1' })).toBeUndefined();
  });
});

it('neither is lost or doubled, whatever becomes of a call', async () => {
  const cells = await forEachFault<HoldingPorts>({
    make: (plan) => zone.makeHolding(plan),
    prepare: async () => {
      const useId = await makeUse();
      const [made, said] = [nextKey(), nextKey()];
      return async (ports) => {
        const { complaintId } = await bodyOf(complainOf(ports)(useId, made));
        await answerOf(ports)(complaintId, said);
        return useId;
      };
    },
    check: async (first, again) => {
      await first;
      const useId = await again();
      const of = (await listed()).filter((one) => one.useId === useId);
      expect(of).toHaveLength(1);
      expect(of[0]?.answer?.words).toBe(words);
    },
  });
  console.log(`complaints: ${cells} cells, nothing lost or doubled`);
  expect(cells).toBeGreaterThan(8);
});
