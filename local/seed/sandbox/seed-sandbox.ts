import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { draftAgreement } from '../../../functions/governing/draft-agreement.ts';
import { draftProvinceAddition } from '../../../functions/governing/draft-province.ts';
import { makeEnterChange } from '../../../functions/governing/enter-change.ts';
import { mirrorPath } from '../../../functions/publishing/mirror-provinces/mirror-file.ts';
import { type SandboxLicence, sandboxPath } from '../../../shared/api/sandbox.ts';
import type { Moment } from '../../../shared/domain/ids.ts';
import type { ProvinceCode } from '../../../shared/domain/recognised-province.ts';
import { type SandboxCase, sandboxCases } from '../../../shared/domain/sandbox-case.ts';
import { departmentSheetMediaType } from '../../../shared/formats/department-sheet.ts';
import { statusListMediaType } from '../../../shared/formats/status-list.ts';
import { trustListMediaType, trustListPath } from '../../../shared/formats/trust-list.ts';
import type { Shelf } from '../../../shared/ports/shelf.ts';
import { writeDurably } from '../../kms/durable-file.ts';
import type { LocalProvince } from '../../province/provinces.ts';
import type { ClientFile } from '../client-file.ts';
import { entitledFrom } from '../seed-directory.ts';
import type { Registered, SeedOptions } from '../seed-province.ts';
import { type InventedProvince, makeInventedProvince } from './invented-province.ts';
import { issueOwnCases, type SampleLicenceForms, sandboxType } from './issue-own-cases.ts';

/** What the sandbox is made with, beside what every sample is. */
export interface SandboxOptions extends SeedOptions {
  readonly shelf: Shelf;
  readonly neighbours: readonly LocalProvince[];
}

type Forms = ReadonlyMap<SandboxCase, SampleLicenceForms>;

const dayMilliseconds = 86_400_000;
/** Where nobody listens: what was mirrored of that province once is all there will ever be. */
const silentUrl = 'http://127.0.0.1:9';
const agreement = 'sandbox-stale';
const departments = {
  stale: { code: '11890100MB9Y30012L', name: '示例市交通运输局（示例）', division: '890100' },
  unknown: { code: '11880100MB9Y40018T', name: '无名市交通运输局（示例）', division: '880100' },
};

/**
 * Puts the sandbox's licences on the shelf, one in each state, for strangers to try their verifiers on.
 * Every step finds what an earlier start did.
 */
export async function seedSandbox(options: SandboxOptions, registered: Registered): Promise<void> {
  const client = findTransportClient(registered);
  if (client === undefined) return;
  const stale = await provideInvented(options, 'stale');
  await recogniseStale(options, stale);
  const own = await issueOwnCases(client, options.clock);
  const unknown = await provideInvented(options, 'unknown');
  const foreign = await findForeign(options);
  const all: Forms = new Map([
    ...own,
    ['tampered', { credential: tamper(own.get('valid')?.credential ?? '') }],
    ...(foreign === undefined ? [] : [['foreign', { credential: foreign }] as const]),
    ['unknown-issuer', { credential: unknown.credential }],
    ['stale', { credential: stale.credential }],
  ]);
  await options.shelf.put(sandboxPath, {
    body: new TextEncoder().encode(JSON.stringify({ licences: toLicences(all) })),
    contentType: 'application/json',
    cacheControl: 'public, max-age=15',
  });
}

/** Of whichever department may issue the sandbox's type. */
function findTransportClient({ departments: registered }: Registered): ClientFile | undefined {
  const found = registered.find(({ sample }) =>
    sample.mayIssue.some((type) => type === sandboxType),
  );
  return found?.clients.licences;
}

const toLicences = (all: Forms): readonly SandboxLicence[] =>
  [...all].map(([name, forms]) => ({ case: name, ...forms, expected: sandboxCases[name] }));

/** Made once and kept as it is: whoever invented it again would have other keys. */
async function provideInvented(
  { folder, clock }: SandboxOptions,
  which: keyof typeof departments,
): Promise<InventedProvince> {
  const path = join(folder, `sandbox-${which}.json`);
  if (existsSync(path)) return JSON.parse(readFileSync(path, 'utf8')) as InventedProvince;
  const isStale = which === 'stale';
  const made = await makeInventedProvince({
    code: isStale ? '890000' : '880000',
    name: isStale ? '示例省' : '无名省',
    url: isStale ? silentUrl : 'https://unknown.example',
    department: departments[which],
    type: sandboxType,
    publishedAt: (clock.now() - 3 * dayMilliseconds) as Moment,
  });
  writeDurably(path, JSON.stringify(made));
  return made;
}

/** The province is recognised, and its files stand in our mirror as they were fetched for the last time. */
async function recogniseStale(options: SandboxOptions, stale: InventedProvince): Promise<void> {
  const { directory, shelf } = options;
  const { code, name, url, root } = stale;
  for (const [path, text] of Object.entries(stale.files)) {
    const body = new TextEncoder().encode(text);
    await shelf.put(mirrorPath(code, path), {
      ...{ body, contentType: mediaTypeOf(path) },
      cacheControl: 'public, max-age=15',
    });
  }
  const enter = makeEnterChange(options);
  if (!(await directory.findProvince(code as ProvinceCode))) {
    const anchors = [{ certificate: root }];
    await enter(draftProvinceAddition({ code, name, url, anchors }));
  }
  if (await directory.findAgreement(agreement)) return;
  const types = [{ type: sandboxType, from: entitledFrom }];
  const title = '沙箱互认协议（示例）';
  await enter(draftAgreement({ id: agreement, province: code, title, types }));
}

function mediaTypeOf(path: string): string {
  if (path === trustListPath) return trustListMediaType;
  return path.startsWith('status-lists/') ? statusListMediaType : departmentSheetMediaType;
}

/** One character of the signature is another one. */
function tamper(credential: string): string {
  const [jws = '', ...disclosures] = credential.split('~');
  const at = jws.length - 20;
  const other = jws.charAt(at) === 'A' ? 'B' : 'A';
  return [`${jws.slice(0, at)}${other}${jws.slice(at + 1)}`, ...disclosures].join('~');
}

const patienceMilliseconds = 30_000;

/** A neighbour's sample, which it writes down when it is issued. */
async function findForeign(options: SandboxOptions): Promise<string | undefined> {
  const [neighbour] = options.neighbours;
  if (neighbour === undefined) return undefined;
  const beside = join(dirname(options.folder), neighbour.slug, 'sample-licence-1.credential');
  const giveUp = performance.now() + patienceMilliseconds;
  while (!existsSync(beside)) {
    if (performance.now() > giveUp) return undefined;
    await pause(50);
  }
  return readFileSync(beside, 'utf8').trim();
}
