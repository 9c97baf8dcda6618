import { afterAll, beforeAll, expect, it } from 'vitest';
import { HoldingScene } from '../build/holding-scene.ts';
import { describeAuthorisations } from './holding/authorisations.ts';
import { describeShownCodes } from './holding/shown-codes.ts';
import { describeSpokenCodes } from './holding/spoken-codes.ts';

/** One zone and one clock for all of it, in this order. */
const scene = new HoldingScene();
beforeAll(() => scene.start());
afterAll(() => scene.close());

describeAuthorisations(scene);
describeShownCodes(scene);
describeSpokenCodes(scene);

it('a key that a counter used a week ago is as good as new, though its record is still there', async () => {
  const week = 7 * 24 * 3600_000;
  const key = 'weekly';
  const retrieve = async () => {
    const later = new Date(scene.zone.clock.now() + 3600_000).toISOString();
    const { authorisationId } = await scene.give({ until: later });
    return scene.acts.retrieve({ code: await scene.shown(authorisationId) }, { key });
  };
  const first = await retrieve();
  scene.zone.clock.advance(week - 1);
  await expect(retrieve()).rejects.toMatchObject({ code: 'idempotency-mismatch' });
  scene.zone.clock.advance(1);
  const second = await retrieve();
  expect(second.body.retrievalId).not.toBe(first.body.retrievalId);
});
