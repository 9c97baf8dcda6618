import type { AuthorisationId } from '../../shared/domain/authorisation.ts';
import type { LicenceId } from '../../shared/domain/ids.ts';
import type { JsonObject } from '../../shared/formats/strict-json.ts';
import { makeHoldingActs, toAuthorisationBody } from './holding-requests.ts';
import { counters, type HoldingZone } from './holding-zone.ts';

/** Gives leave to the company's licence, and shows and withdraws it, for tests of redeeming. */
export function makeLeaveGiver(zone: HoldingZone, licenceId: LicenceId) {
  const acts = makeHoldingActs(zone.makeHolding());
  const { company } = zone.holders;
  return {
    async give(parts: JsonObject = {}): Promise<AuthorisationId> {
      const until = new Date(zone.clock.now() + 3600_000).toISOString();
      const body = toAuthorisationBody([licenceId], { until, maxUses: 3, ...parts });
      return (await acts.authorise(company, body)).authorisationId as AuthorisationId;
    },
    show: (id: string) => acts.showCode(company, id),
    withdraw: (id: AuthorisationId) => zone.withdrawer.withdraw(id, zone.clock.now()),
    retrieve: acts.retrieve,
  };
}

/** Makes codes that the own counter cannot use, by what is wrong with them; the expired one comes first, for it moves the clock. */
export function makeUnusableCodes(zone: HoldingZone, licenceId: LicenceId) {
  const { give, show, withdraw, retrieve } = makeLeaveGiver(zone, licenceId);
  const otherPurpose = { itemCode: '210102-0002', words: '另一用途（示例）' };
  return {
    expired: async () => {
      const code = await show(await give());
      zone.clock.advance(60_000);
      return code;
    },
    unknown: async () => 'A'.repeat(22),
    'no code at all': async () => 'no code at all',
    used: async () => {
      const code = await show(await give());
      await retrieve({ code });
      return code;
    },
    withdrawn: async () => {
      const id = await give();
      const code = await show(id);
      await withdraw(id);
      return code;
    },
    'for another counter': async () => show(await give({ verifier: { client: counters.sister } })),
    'for another purpose': async () => show(await give({ purpose: otherPurpose })),
    'used up': async () => {
      const id = await give({ maxUses: 1 });
      const [first, second] = [await show(id), await show(id)];
      await retrieve({ code: first });
      return second;
    },
  } satisfies Readonly<Record<string, () => Promise<string>>>;
}
