import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { draftAgreement } from '../../functions/governing/draft-agreement.ts';
import { draftProvinceAddition } from '../../functions/governing/draft-province.ts';
import { makeEnterChange } from '../../functions/governing/enter-change.ts';
import type { ProvinceCode } from '../../shared/domain/recognised-province.ts';
import { type LocalProvince, urlOf } from '../province/provinces.ts';
import { readSampleDepartments } from './sample-departments.ts';
import { entitledFrom } from './seed-directory.ts';
import type { SeedOptions } from './seed-province.ts';

const patienceMilliseconds = 30_000;
const pauseMilliseconds = 50;

/**
 * Has the province recognise those that run beside it, with all types that their samples may issue, as
 * an agreement between them would. Whatever was changed since the first start stays.
 */
export async function seedRecognition(
  seed: SeedOptions,
  neighbours: readonly LocalProvince[],
): Promise<void> {
  for (const neighbour of neighbours) await recognise(seed, neighbour);
}

async function recognise(seed: SeedOptions, neighbour: LocalProvince): Promise<void> {
  const { directory, slug } = seed;
  const { code, name } = neighbour;
  const enter = makeEnterChange(seed);
  if (!(await directory.findProvince(code as ProvinceCode))) {
    const certificate = await readRoot(join(dirname(seed.folder), neighbour.slug, 'root.pem'));
    const anchors = [{ certificate }];
    await enter(draftProvinceAddition({ code, name, url: urlOf(neighbour), anchors }));
  }
  const id = [slug, neighbour.slug].sort().join('-');
  if (await directory.findAgreement(id)) return;
  const issued = readSampleDepartments(neighbour.slug).flatMap(({ mayIssue }) => mayIssue);
  const types = [...new Set(issued)].map((type) => ({ type, from: entitledFrom }));
  await enter(draftAgreement({ id, province: code, title: '电子证照互认协议（示例）', types }));
}

/** The neighbour's root, which it writes down as soon as its ceremony was held. */
async function readRoot(path: string): Promise<string> {
  const giveUp = performance.now() + patienceMilliseconds;
  while (!existsSync(path)) {
    if (performance.now() > giveUp)
      throw new Error(`a province that runs beside ours wrote no root`);
    await pause(pauseMilliseconds);
  }
  return readFileSync(path, 'utf8');
}
