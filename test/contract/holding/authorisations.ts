import { describe, expect, it } from 'vitest';
import { makeShowAuthorisations } from '../../../functions/holding/show-authorisations/show-authorisations.ts';
import { makeWithdrawAuthorisation } from '../../../functions/holding/withdraw-authorisation/withdraw-authorisation.ts';
import type { LicenceId } from '../../../shared/domain/ids.ts';
import type { JsonObject } from '../../../shared/formats/strict-json.ts';
import { toAuthorisationBody } from '../../build/holding-requests.ts';
import { faultsOf, type HoldingScene } from '../../build/holding-scene.ts';
import { counters } from '../../build/holding-zone.ts';

/** Leaves: given, listed, withdrawn. */
export function describeAuthorisations(scene: HoldingScene): void {
  describe('an authorisation', () => {
    it('is given, listed, shown and withdrawn by its holder', async () => {
      const { company, otherCompany } = scene.zone.holders;
      const given = await scene.give();
      const { list, show } = makeShowAuthorisations(scene.zone);
      const page = await list({ limit: 1 }, company.digest);
      expect(page.authorisations).toEqual([given]);
      const detail = await show(given.authorisationId, company.digest);
      expect(detail).toEqual({ ...given, showCodes: [] });
      expect(detail.holder).toBe('沈阳鑫盛食品有限公司（示例）');
      expect(detail.madeBy).toBe('高明勇（示例）');
      await expect(show(given.authorisationId, otherCompany.digest)).rejects.toMatchObject({
        code: 'not-found',
      });
      const withdraw = makeWithdrawAuthorisation({ ...scene.zone, writer: scene.zone.withdrawer });
      await expect(withdraw(given.authorisationId, otherCompany.digest)).rejects.toMatchObject({
        code: 'not-found',
      });
      await withdraw(given.authorisationId, company.digest);
      await withdraw(given.authorisationId, company.digest);
      expect((await show(given.authorisationId, company.digest)).state).toBe('withdrawn');
    });

    it('comes in pages, newest first', async () => {
      const made: string[] = [];
      for (let one = 0; one < 3; one += 1) {
        scene.zone.clock.advance(1);
        made.push((await scene.give()).authorisationId);
      }
      const { list } = makeShowAuthorisations(scene.zone);
      const first = await list({ limit: 2 }, scene.zone.holders.company.digest);
      const second = await list(
        { limit: 2, cursor: first.next },
        scene.zone.holders.company.digest,
      );
      const ids = [...first.authorisations, ...second.authorisations].map(
        (one) => one.authorisationId,
      );
      expect(new Set(ids).size).toBe(ids.length);
      expect(ids.slice(0, 3)).toEqual(made.reverse());
      expect(await list({ limit: 2 }, scene.zone.holders.person.digest)).toEqual({
        authorisations: [],
      });
    });

    const licence = (parts: JsonObject) => ({ licences: [{ licenceId: '', items: [], ...parts }] });
    it.each<[string, (id: LicenceId) => JsonObject, string]>([
      [
        'for no licence there is',
        (id) => licence({ licenceId: `${id.slice(0, -1)}${id.endsWith('0') ? '1' : '0'}` }),
        '/licences/0/licenceId unknown',
      ],
      [
        'for an item that there is not',
        (id) => licence({ licenceId: id, items: ['KZ_NO'] }),
        '/licences/0/items/0 unknown-item',
      ],
      [
        'for an item twice',
        (id) => licence({ licenceId: id, items: ['holders', 'holders'] }),
        '/licences/0/items/1 duplicate',
      ],
      [
        'for a licence twice',
        (id) => ({
          licences: [
            { licenceId: id, items: [] },
            { licenceId: id, items: [] },
          ],
        }),
        '/licences/1 duplicate',
      ],
      [
        'to a client that there is not',
        () => ({ verifier: { client: 'nobody' } }),
        '/verifier/client unknown',
      ],
      [
        'to a client that may not retrieve',
        () => ({ verifier: { client: counters.mute } }),
        '/verifier/client unknown',
      ],
      [
        'to a department that there is not',
        () => ({ verifier: { department: '11210100MB9Y10046B' } }),
        '/verifier/department unknown',
      ],
      ['that is over', () => ({ until: '2026-11-22T07:59:59Z' }), '/until before-from'],
      [
        'that ends before it begins',
        () => ({ from: '2026-11-24T00:00:00Z' }),
        '/until before-from',
      ],
      ['for more than a year', () => ({ until: '2027-11-24T08:00:00Z' }), '/until too-far'],
    ])('is not given %s', async (_, parts, faults) => {
      const before = (
        await scene.zone.authorisations.list({
          party: scene.zone.holders.company.digest,
          limit: 100,
        })
      ).authorisations.length;
      expect(await faultsOf(scene.give(parts(scene.issued.licenceId)))).toBe(faults);
      const after = (
        await scene.zone.authorisations.list({
          party: scene.zone.holders.company.digest,
          limit: 100,
        })
      ).authorisations.length;
      expect(after).toBe(before);
    });

    it('is given for own licences only', async () => {
      const { otherCompany, person } = scene.zone.holders;
      for (const holder of [otherCompany, person]) {
        const body = toAuthorisationBody([scene.issued.licenceId]);
        expect(await faultsOf(scene.acts.authorise(holder, body))).toBe(
          '/licences/0/licenceId unknown',
        );
      }
    });

    it('is given a hundred times a day, not more', async () => {
      const partition = `count#authorisations#${scene.zone.holders.company.digest}`;
      const { items } = await scene.zone.holding.page({ partition, limit: 1 });
      const taken = Number(items[0]?.['taken']?.N);
      // a few at a time: all of them at one counter would be in one another's way
      for (let given = taken; given < 100; given += 10) {
        await Promise.all(Array.from({ length: Math.min(10, 100 - given) }, () => scene.give()));
      }
      expect(await faultsOf(scene.give())).toBe('rate-limited');
      scene.zone.clock.advance(24 * 3600_000);
      await scene.give({ until: '2026-11-24T00:00:00Z' });
      scene.zone.clock.advance(24 * 3600_000);
    });
  });

  /** From here on it is the 24th. */
}
