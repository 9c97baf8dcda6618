import { expect, it } from 'vitest';
import { publishInOrder } from '../../functions/publishing/publish-in-order.ts';
import { makeVersionRows } from '../build/publishing.ts';

/** What publishers read, and the shelf they put it on. */
function makeScene() {
  const versions = makeVersionRows();
  const scene = { register: 'old', shelf: '', numbers: [] as number[], versions };
  const publication = (steps: {
    afterRead?: () => Promise<void>;
    beforePut?: () => Promise<void>;
  }) => ({
    path: 'status-lists/l1-000001',
    make: async (number: number) => {
      const read = scene.register;
      await steps.afterRead?.();
      return { read, number };
    },
    put: async ({ read, number }: { read: string; number: number }) => {
      await steps.beforePut?.();
      scene.shelf = read;
      scene.numbers.push(number);
    },
  });
  return { scene, publication };
}

/** Does the work the first time only. */
function once(work: () => Promise<void>): () => Promise<void> {
  let isDone = false;
  return async () => {
    if (isDone) return;
    isDone = true;
    await work();
  };
}

it('does not put what was read before another publisher moved the row', async () => {
  const { scene, publication } = makeScene();
  const overtake = once(async () => {
    scene.register = 'new';
    await publishInOrder(scene.versions, publication({}));
  });
  await publishInOrder(scene.versions, publication({ afterRead: overtake }));
  expect(scene.shelf).toBe('new');
  expect(scene.numbers).toEqual([2, 3]);
});

it('puts again when another publisher came between its last look and its put', async () => {
  const { scene, publication } = makeScene();
  const seen: string[] = [];
  const overtake = once(async () => {
    scene.register = 'new';
    await publishInOrder(scene.versions, publication({}));
    seen.push(scene.shelf);
  });
  await publishInOrder(scene.versions, publication({ beforePut: overtake }));
  expect(seen).toEqual(['new']);
  expect(scene.numbers).toEqual([2, 1, 3]);
  expect(scene.shelf).toBe('new');
});

it('leaves the last state on the shelf whatever the order of twenty publishers', async () => {
  const { scene, publication } = makeScene();
  const publish = async (change: number) => {
    scene.register = String(change);
    const wait = () => new Promise<void>((resolve) => setTimeout(resolve, Math.random() * 3));
    await publishInOrder(scene.versions, publication({ afterRead: wait, beforePut: wait }));
  };
  const changes = Array.from({ length: 20 }, (_, change) => change);
  const outcomes = await Promise.allSettled(changes.map(publish));
  // One that was overtaken ten times gives up; its notice comes again.
  const again = outcomes.filter(({ status }) => status === 'rejected');
  for (const _ of again) await publishInOrder(scene.versions, publication({}));
  expect(scene.shelf).toBe('19');
});

it('gives up when it is overtaken in every round, so that the notice comes again', async () => {
  const { scene, publication } = makeScene();
  const overtake = async () => {
    const now = await scene.versions.current('status-lists/l1-000001');
    await scene.versions.advance('status-lists/l1-000001', now);
  };
  const publishing = publishInOrder(scene.versions, publication({ afterRead: overtake }));
  await expect(publishing).rejects.toThrow('overtaken');
  expect(scene.shelf).toBe('');
});
