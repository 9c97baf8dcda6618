import { expect, it } from 'vitest';
import { makePublishTrustList } from '../../functions/publishing/publish-trust-list/publish-trust-list.ts';
import { makeSignFile } from '../../functions/publishing/sign-file.ts';
import type { Moment } from '../../shared/domain/ids.ts';
import { type FaultMoment, makeFaultPlan } from '../build/fault-at.ts';
import {
  claimsOf,
  departments,
  firstDepartment,
  localSigningKeys,
  makeArchiveInMemory,
  makeDirectoryInMemory,
  makeSeal,
  makeSheetRecords,
  makeShelfInMemory,
  makeVersionRows,
  permitType,
  provinceUrl,
  sha256Of,
  startedAt,
} from '../build/publishing.ts';

/** One province's publishing zone, with a fault plan over every port that it calls. */
function makeZone(failing = 0, moment: FaultMoment = 'before') {
  const plan = makeFaultPlan(failing, moment);
  const { shelf, puts, textAt, lose } = makeShelfInMemory();
  const { directory, entitlements } = makeDirectoryInMemory();
  const seals = [
    makeSeal('seal-1', [
      ['made', startedAt],
      ['suspended', startedAt + 1000],
    ]),
  ];
  const publish = makePublishTrustList({
    clock: { now: () => (startedAt + 60_000) as Moment },
    directory: plan.over(directory),
    seals: plan.over({
      find: async () => undefined,
      listByDepartment: async (code) => seals.filter((seal) => seal.department === code),
    }),
    records: plan.over(makeSheetRecords()),
    signFile: makeSignFile(plan.over(localSigningKeys), 'list-signer'),
    shelf: plan.over(shelf),
    versions: plan.over(makeVersionRows()),
    archive: plan.over(makeArchiveInMemory()),
    provinceUrl,
    province: { code: '210000', name: '辽宁省' },
  });
  return { plan, publish, puts, textAt, lose, entitlements };
}

type Zone = ReturnType<typeof makeZone>;

const numberOf = (compact: string) => Number(claimsOf(compact)['number']);
const sheetsOf = (compact: string) =>
  claimsOf(compact)['departments'] as { code: string; sheet: string }[];

/** Whatever was ever put as a trust list names only sheets that were on the shelf by then. */
function expectFollowable({ puts }: Zone): void {
  const lying = new Set<string>();
  for (const { path, text } of puts) {
    const digest = /^departments\/\w+\/sheets\/(.+)$/.exec(path)?.[1];
    if (digest !== undefined) {
      expect(digest).toBe(sha256Of(text));
      lying.add(path);
    }
    if (path !== 'trust-list') continue;
    for (const { code, sheet } of sheetsOf(text)) {
      expect(lying).toContain(`departments/${code}/sheets/${sheet}`);
    }
  }
}

const trustLists = ({ puts }: Zone) =>
  puts.filter(({ path }) => path === 'trust-list').map(({ text }) => text);

it('names every department, and raises the number each time', async () => {
  const zone = makeZone();
  await zone.publish('all');
  await zone.publish([firstDepartment]);
  const lists = trustLists(zone);
  expect(lists.map(numberOf)).toEqual([1, 2]);
  expect(sheetsOf(lists[1] ?? '').map(({ code }) => code)).toEqual(
    departments.map(({ code }) => code).toSorted(),
  );
  expectFollowable(zone);
});

it('makes a sheet again only when it would say something else', async () => {
  const zone = makeZone();
  const sheets = () => zone.puts.filter(({ path }) => path.startsWith('departments/')).length;
  await zone.publish('all');
  await zone.publish('all');
  expect(sheets()).toBe(2);
  zone.entitlements.push({ department: firstDepartment, type: permitType, from: startedAt });
  await zone.publish('all');
  expect(sheets()).toBe(3);
});

it('holds its promises when any one call is lost before or after it landed', async () => {
  const whole = makeZone();
  await whole.publish('all');
  expect(whole.plan.calls).toBeGreaterThan(30);
  for (let failing = 1; failing <= whole.plan.calls; failing += 1) {
    for (const moment of ['before', 'after'] as const) {
      const zone = makeZone(failing, moment);
      await expect(zone.publish('all'), `call ${failing} ${moment}`).rejects.toThrow('lost');
      await zone.publish('all');
      expectFollowable(zone);
      const numbers = trustLists(zone).map(numberOf);
      expect(numbers).toEqual(numbers.toSorted((a, b) => a - b));
      expect(new Set(numbers).size).toBe(numbers.length);
      expect(sheetsOf(zone.textAt('trust-list'))).toHaveLength(2);
    }
  }
});

it('never lets the recorded sheet fall back, however two publishers meet', async () => {
  const zone = makeZone();
  await zone.publish('all');
  zone.entitlements.push({ department: firstDepartment, type: permitType, from: startedAt });
  await Promise.all([zone.publish('all'), zone.publish([firstDepartment])]);
  const named = sheetsOf(zone.textAt('trust-list')).find(({ code }) => code === firstDepartment);
  const path = `departments/${firstDepartment}/sheets/${named?.sheet}`;
  expect(claimsOf(zone.textAt(path))['may_issue']).toEqual([
    { type: permitType, from: startedAt / 1000 },
  ]);
  expectFollowable(zone);
});

it('makes a sheet again that was lost from the shelf', async () => {
  const zone = makeZone();
  await zone.publish('all');
  zone.lose((path) => path.startsWith(`departments/${firstDepartment}/`));
  await zone.publish('all');
  const named = sheetsOf(zone.textAt('trust-list')).find(({ code }) => code === firstDepartment);
  const path = `departments/${firstDepartment}/sheets/${named?.sheet}`;
  expect(sha256Of(zone.textAt(path))).toBe(named?.sheet);
});
