import { describe, expect, it } from 'vitest';
import { makeShowAuthorisations } from '../../../functions/holding/show-authorisations/show-authorisations.ts';
import { faultsOf, type HoldingScene, refused, until } from '../../build/holding-scene.ts';
import { counters } from '../../build/holding-zone.ts';

/** Digits that a holder reads out. */
export function describeSpokenCodes(scene: HoldingScene): void {
  describe('a spoken code', () => {
    const speak = async () => {
      const { authorisationId } = await scene.give({ until });
      const { spokenCode = '' } = await scene.acts.show(scene.zone.holders.company, {
        authorisationId,
        counter: counters.own,
      });
      return { authorisationId, spokenCode };
    };
    const wrong = (code: string) => `${code.slice(0, 8)}${(Number(code[8]) + 1) % 10}`;

    it('is nine digits for one counter, for five minutes', async () => {
      const { spokenCode } = await speak();
      expect(spokenCode).toMatch(/^\d{9}$/);
      expect(await scene.scan()).not.toContain(spokenCode);
      await expect(
        scene.acts.retrieve({ spokenCode }, { client: counters.sister }),
      ).rejects.toMatchObject(refused);
      const retrieved = await scene.acts.retrieve({ spokenCode });
      expect(retrieved.body.licences).toHaveLength(1);
      await expect(scene.acts.retrieve({ spokenCode })).rejects.toMatchObject(refused);
      const late = await speak();
      scene.zone.clock.advance(5 * 60_000);
      await expect(scene.acts.retrieve({ spokenCode: late.spokenCode })).rejects.toMatchObject(
        refused,
      );
    });

    it('is locked after five wrong tries; the holder sees it, and it is noted once, for the alarm', async () => {
      scene.ports.noted.length = 0;
      const { authorisationId, spokenCode } = await speak();
      for (let tries = 1; tries <= 5; tries += 1) {
        await expect(scene.acts.retrieve({ spokenCode: wrong(spokenCode) })).rejects.toMatchObject(
          refused,
        );
      }
      await expect(scene.acts.retrieve({ spokenCode })).rejects.toMatchObject(refused);
      const { show } = makeShowAuthorisations(scene.zone);
      const { showCodes } = await show(authorisationId, scene.zone.holders.company.digest);
      expect(showCodes).toMatchObject([{ state: 'locked', tries: 5, counter: counters.own }]);
      const told = { client: counters.own, showCode: showCodes[0]?.showCodeId };
      expect(scene.ports.noted).toEqual([`spoken-code.locked ${JSON.stringify(told)}`]);
    });

    it('is not found by trying, however many try at once', async () => {
      scene.ports.noted.length = 0;
      const { spokenCode } = await speak();
      const tries = Array.from({ length: 60 }, (_, index) =>
        faultsOf(
          scene.acts.retrieve({
            spokenCode: `${spokenCode.slice(0, 2)}${String(index).padStart(7, '0')}`,
          }),
        ),
      );
      expect(new Set(await Promise.all(tries))).toEqual(new Set(['code-not-usable']));
      expect(scene.ports.noted).toHaveLength(1);
      await expect(scene.acts.retrieve({ spokenCode })).rejects.toMatchObject(refused);
    });

    it('may be right at the fifth try', async () => {
      const { spokenCode } = await speak();
      for (let tries = 1; tries <= 4; tries += 1) {
        await expect(scene.acts.retrieve({ spokenCode: wrong(spokenCode) })).rejects.toMatchObject(
          refused,
        );
      }
      await scene.acts.retrieve({ spokenCode });
    });
  });
}
