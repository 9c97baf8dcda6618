import { beforeAll, describe, expect, it } from 'vitest';
import { makePublishIssueRoots } from '../../functions/publishing/publish-issue-root/publish-issue-root.ts';
import { issueHourSeconds } from '../../shared/domain/issue-hour.ts';
import { auditIssueRoots } from '../../shared/verify/issue-root-audit.ts';
import { failingOnce } from '../build/failing-once.ts';
import { type FaultMoment, makeFaultPlan } from '../build/fault-at.ts';
import { makeRootPublishing, sampleHour } from '../build/issue-root-publisher.ts';
import { makeAuditor } from '../build/issue-roots.ts';
import { makeSampleProvince, type SampleProvince } from '../build/province-pki.ts';
import { claimsOf } from '../build/publishing.ts';

let province: SampleProvince;
beforeAll(async () => {
  province = await makeSampleProvince();
});

type Scene = ReturnType<typeof makeRootPublishing>;

/** A publisher over the scene, with a fault plan over every port that it calls. */
function makePublisher({ ports }: Scene, plan = makeFaultPlan()) {
  const { journal, shelf, records, versions, directory } = ports;
  return makePublishIssueRoots({
    ...ports,
    ...{ journal: plan.over(journal), shelf: plan.over(shelf), records: plan.over(records) },
    ...{ versions: plan.over(versions), directory: plan.over(directory) },
    signFile: (header, payload) => plan.over({ sign: ports.signFile }).sign(header, payload),
  });
}

/** The chain on the shelf is whole and signed, and `latest` is its end. */
async function expectWhole(scene: Scene, roots: number, licences: number) {
  const chain = scene.chain();
  const nowSeconds = scene.ports.clock.now() / 1000;
  const audit = { ...makeAuditor(province, 0), nowSeconds, maxSize: 3 };
  const report = await auditIssueRoots(chain, audit);
  expect(report).toMatchObject({ findings: [], roots, licences });
  expect(scene.latest()).toBe(chain.at(-1)?.compact ?? '');
}

describe('publishing issue roots', () => {
  it('publishes nothing while no hour was closed', async () => {
    const scene = makeRootPublishing(province);
    expect(await makePublisher(scene)()).toBe(0);
    expect(scene.puts).toEqual([]);
  });

  it('publishes one root an hour, also of an hour in which nothing was issued', async () => {
    const scene = makeRootPublishing(province);
    const publish = makePublisher(scene);
    for (const names of [['a'], [], ['b', 'c']]) {
      scene.passHour(scene.chain().length, ...names);
      await publish();
      const puts = scene.puts.length;
      await publish();
      expect(scene.puts.length, 'nothing is put twice').toBe(puts);
    }
    await expectWhole(scene, 3, 3);
  });

  it('takes the empty hours of an outage under the next root', async () => {
    const scene = makeRootPublishing(province);
    const publish = makePublisher(scene);
    scene.passHour(0, 'a');
    await publish();
    scene.passHour(30, 'b');
    scene.passHour(40);
    expect(await publish()).toBe(3);
    await expectWhole(scene, 3, 2);
    expect(scene.chain().map(({ compact }) => claimsOf(compact))).toMatchObject([
      { from: sampleHour, until: sampleHour + issueHourSeconds },
      { from: sampleHour + issueHourSeconds, until: sampleHour + 31 * issueHourSeconds },
      { from: sampleHour + 31 * issueHourSeconds, until: sampleHour + 41 * issueHourSeconds },
    ]);
  });

  it('divides an hour with more digests than one root takes', async () => {
    const scene = makeRootPublishing(province);
    scene.passHour(0, 'a', 'b', 'c', 'd', 'e', 'f', 'g');
    scene.passHour(1, 'h', 'i', 'j');
    scene.passHour(2, 'k');
    expect(await makePublisher(scene)()).toBe(5);
    const sizes = scene.chain().map(({ compact }) => claimsOf(compact)['size']);
    expect(sizes).toEqual([3, 3, 1, 3, 1]);
    await expectWhole(scene, 5, 11);
  });

  it('signs never before the root that it follows, also on a machine whose clock is behind', async () => {
    const scene = makeRootPublishing(province);
    scene.passHour(0, 'a');
    await makePublisher(scene)();
    scene.passHour(1, 'b');
    const { now } = scene.ports.clock;
    const behind = {
      ...scene.ports,
      clock: { now: () => (now() - 5 * 3_600_000) as ReturnType<typeof now> },
    };
    await makePublisher({ ...scene, ports: behind })();
    await expectWhole(scene, 2, 2);
  });

  it('makes one chain when six publish at once', async () => {
    const scene = makeRootPublishing(province);
    for (let hour = 0; hour < 4; hour += 1) scene.passHour(hour, `a${hour}`, `b${hour}`);
    await Promise.all(Array.from({ length: 6 }, () => makePublisher(scene)()));
    await expectWhole(scene, 4, 8);
  });

  it('puts what was recorded and lost from the shelf again', async () => {
    const scene = makeRootPublishing(province);
    scene.passHour(0, 'a', 'b');
    const publish = makePublisher(scene);
    await publish();
    const [before] = scene.chain();
    scene.lose((path) => path.startsWith('issue-roots'));
    await publish();
    expect(scene.chain()).toEqual([before]);
    await expectWhole(scene, 1, 2);
  });

  it.each<FaultMoment>(['before', 'after'])(
    'makes one whole chain whichever call was lost, %s it landed',
    async (moment) => {
      let cases = 0;
      for (let failing = 1; ; failing += 1) {
        const scene = makeRootPublishing(province);
        scene.passHour(0, 'a', 'b', 'c', 'd');
        scene.passHour(2, 'e');
        const plan = makeFaultPlan(failing, moment);
        const isDone = await makePublisher(scene, plan)().then(
          () => true,
          () => false,
        );
        if (plan.calls < failing) break;
        cases += 1;
        if (!isDone) await makePublisher(scene)();
        await expectWhole(scene, 3, 5);
      }
      expect(cases).toBeGreaterThan(20);
      console.log(`${cases} calls lost ${moment} they landed: one chain each time`);
    },
  );

  it('never puts a root whose digests do not lie there', async () => {
    const scene = makeRootPublishing(province);
    scene.passHour(0, 'a', 'b', 'c', 'd');
    await makePublisher(scene)();
    const paths = scene.puts.map(({ path }) => path.replace(/prepared\/.*/, 'prepared'));
    expect(paths).toEqual([
      'issue-roots/prepared',
      ...['issue-roots/1/leaves', 'issue-roots/1', 'issue-roots/prepared'],
      ...['issue-roots/2/leaves', 'issue-roots/2', 'issue-roots/latest'],
    ]);
  });

  it('puts the digests that the root was made over, whatever came into the hour meanwhile', async () => {
    for (const isAside of [true, false]) {
      const scene = makeRootPublishing(province);
      scene.passHour(0, 'a', 'b');
      // recorded, and then the publisher was gone; a digest of the other Region arrives
      const recorded = { ...scene.ports, shelf: failingOnce(scene.ports.shelf, 'find', 'before') };
      await expect(makePublishIssueRoots(recorded)()).rejects.toThrow();
      scene.passHour(0, 'a', 'b', 'late');
      if (!isAside) scene.lose((path) => path.includes('prepared'));
      const publish = makePublisher(scene)();
      if (isAside) {
        await publish;
        await expectWhole(scene, 1, 2);
      } else {
        // rather none than a root that its digests do not fit
        await expect(publish).rejects.toThrow();
        expect(scene.chain()).toEqual([]);
      }
    }
  });
});
