import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { LicenceId } from '../../shared/domain/ids.ts';
import type { JsonObject } from '../../shared/formats/strict-json.ts';
import { makeNetworkPlan } from '../build/faulty-client.ts';
import { type HoldingActs, makeHoldingActs } from '../build/holding-requests.ts';
import { type HoldingZone, startHoldingZone } from '../build/holding-zone.ts';
import { makeTransactionWatch } from '../build/transaction-watch.ts';
import { makeLeaveGiver, makeUnusableCodes } from '../build/unusable-codes.ts';

let zone: HoldingZone;
let sound: HoldingActs;
let licenceId: LicenceId;
beforeAll(async () => {
  zone = await startHoldingZone();
  sound = makeHoldingActs(zone.makeHolding());
  ({ licenceId } = await zone.issue());
});
afterAll(() => zone?.close());

const refused = { code: 'code-not-usable', details: {} };
const give = (parts: JsonObject = {}) => makeLeaveGiver(zone, licenceId).give(parts);
const show = (id: string) => sound.showCode(zone.holders.company, id);

describe('of many who redeem one code at once', { timeout: 500_000 }, () => {
  // 20 codes and a thousand each on a machine with time: REDEMPTIONS=1000 CODES=20
  const redemptions = Number(process.env['REDEMPTIONS'] ?? 60);
  const codes = Number(process.env['CODES'] ?? 2);

  let comings = 0;
  /** What one of them is told in the end: who is asked to come again does, with the same key. */
  const redeem = async (acts: HoldingActs, code: string, key: string): Promise<string> => {
    const outcome = await acts.retrieve({ code }, { key }).then(
      () => 'done',
      (error: { code?: string }) => String(error.code),
    );
    if (outcome !== 'service-unavailable') return outcome;
    comings += 1;
    return redeem(acts, code, key);
  };

  it('exactly one succeeds; the others get what an unknown code gets', async () => {
    const containers = Array.from({ length: 5 }, () =>
      makeHoldingActs(zone.makeHolding(makeNetworkPlan(), 300_000)),
    );
    for (let code = 0; code < codes; code += 1) {
      zone.clock.advance(24 * 3600_000);
      const id = await give({ maxUses: 1000 });
      const shown = await show(id);
      const outcomes = await Promise.all(
        Array.from({ length: redemptions }, (_, index) =>
          redeem(containers[index % containers.length] ?? sound, shown, `${id}-${index}`),
        ),
      );
      const tally = Object.groupBy(outcomes, (one) => one);
      expect(Object.keys(tally).sort()).toEqual(['code-not-usable', 'done']);
      expect(tally['done']).toHaveLength(1);
      expect(await zone.authorisations.find(id)).toMatchObject({ uses: 1 });
    }
    console.info(
      `redeeming: ${codes} codes × ${redemptions} at once, one success each; ${comings} came again`,
    );
  });

  it('who meets the winner’s transaction each time is told the truth: the code is used', async () => {
    const code = await show(await give());
    // the winner comes between the first try and the second
    const { plan, seen } = makeTransactionWatch(100, async () => {
      await sound.retrieve({ code }, { key: `winner-${code}` }).catch(() => undefined);
    });
    const loser = makeHoldingActs(zone.makeHolding(plan));
    await expect(loser.retrieve({ code })).rejects.toMatchObject(refused);
    expect(seen).toHaveLength(1);
  });

  it('who only meets others goes on until it is their turn', async () => {
    const code = await show(await give());
    const { plan, seen } = makeTransactionWatch(3);
    const { body } = await makeHoldingActs(zone.makeHolding(plan)).retrieve({ code });
    expect(body.licences).toHaveLength(1);
    expect(seen).toHaveLength(4);
  });

  it('whom others never let through is told to come again, and nothing is spent', async () => {
    const code = await show(await give());
    const { plan } = makeTransactionWatch(100);
    await expect(makeHoldingActs(zone.makeHolding(plan)).retrieve({ code })).rejects.toMatchObject({
      code: 'service-unavailable',
      details: { retryAfterSeconds: 2 },
    });
    await sound.retrieve({ code });
  });
});

describe('nobody is in anybody’s way', () => {
  it('of those who redeem codes of different leaves, or codes that are none', async () => {
    const codes = [await show(await give()), await show(await give())];
    const { plan, seen } = makeTransactionWatch();
    const acts = makeHoldingActs(zone.makeHolding(plan));
    for (const code of codes) await acts.retrieve({ code });
    for (const code of ['A'.repeat(22), 'A'.repeat(22), 'no code']) {
      await expect(acts.retrieve({ code })).rejects.toMatchObject(refused);
    }
    const items = seen.flat();
    expect(seen).toHaveLength(5);
    expect(new Set(items).size).toBe(items.length);
  });
});

describe('a code that cannot be used', () => {
  it('is refused in one shape, by the same calls, whatever is wrong with it', async () => {
    const calls: string[] = [];
    for (const [what, make] of Object.entries(makeUnusableCodes(zone, licenceId))) {
      const code = await make();
      const plan = makeNetworkPlan();
      const asked = makeHoldingActs(zone.makeHolding(plan)).retrieve({ code });
      await expect(asked, what).rejects.toMatchObject(refused);
      calls.push(plan.calls.join(' '));
    }
    expect(new Set(calls).size).toBe(1);
    console.info(`a refused code, ${calls.length} reasons: ${calls[0]}`);
  });
});
