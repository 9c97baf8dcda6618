import {
  type TrustList,
  trustListMediaType,
  trustListPath,
} from '../../../shared/formats/trust-list.ts';
import type { Evidence } from '../../../shared/verify/evidence.ts';
import { maxTrustListBytes } from '../../../shared/verify/file-kinds.ts';
import { type MirrorOutcome, mirrorFile } from './mirror-file.ts';
import { mirrorIssueRoots } from './mirror-issue-roots.ts';
import type { Mirroring, MirrorPorts } from './mirror-ports.ts';
import { mirrorSheets } from './mirror-sheets.ts';
import { mirrorStatusLists } from './mirror-status-lists.ts';
import { makeOpenMirrored } from './open-mirrored.ts';

/** How a province's mirror stands after a round: the worst that happened to any of its files. */
export interface MirroredProvince {
  readonly province: string;
  readonly outcome: MirrorOutcome;
}

export type MirrorProvinces = () => Promise<readonly MirroredProvince[]>;

/** Shorter than the time that the function has. */
const roundMilliseconds = 40_000;
const worstFirst: readonly MirrorOutcome[] = ['refused', 'unreachable', 'updated', 'held'];

/**
 * Mirrors what other provinces publish onto the own shelf: their trust lists, the sheets that these
 * name, their status lists, their issue roots. Verifiers then ask nobody but us, and go on by each file's own dates when a
 * province cannot be reached. One province's trouble is no other's.
 */
export function makeMirrorProvinces(ports: MirrorPorts): MirrorProvinces {
  const here = new Set<string>();
  return async () => {
    const provinces = await ports.directory.listProvinces();
    const recognised = provinces.filter(({ state }) => state === 'recognised');
    return Promise.all(recognised.map((province) => mirrorProvince({ ports, province, here })));
  };
}

async function mirrorProvince({
  ports,
  province,
  here,
}: Pick<Mirroring, 'ports' | 'province' | 'here'>): Promise<MirroredProvince> {
  const until = ports.clock.now() + roundMilliseconds;
  const one = { ports, province, until, here, open: makeOpenMirrored(province, ports) };
  const outcomes = await mirrorFiles(one).catch((error: unknown): MirrorOutcome[] => {
    const name = error instanceof Error ? error.name : 'unknown';
    ports.log.alert('mirror.failed', { province: province.code, error: name });
    return ['unreachable'];
  });
  const outcome = worstFirst.find((word) => outcomes.includes(word)) ?? 'held';
  ports.log.note('mirror.finished', { province: province.code, outcome });
  return { province: province.code, outcome };
}

async function mirrorFiles(one: Mirroring): Promise<MirrorOutcome[]> {
  const { url } = one.province;
  const { outcome, content: trustList } = await mirrorFile(one, {
    name: trustListPath,
    address: `${url}/${trustListPath}`,
    mediaType: trustListMediaType,
    maxBytes: maxTrustListBytes,
    open: async (body) => requireAtHome(await one.open.trustList(body), url),
    orderOf: ({ number }) => number,
    isNumbered: true,
  });
  if (trustList === undefined || outcome === 'unreachable') return [outcome];
  await mirrorSheets(one, trustList);
  const lists = await mirrorStatusLists(one, trustList);
  return [outcome, ...lists, ...(await mirrorIssueRoots(one))];
}

/** All of a province's files lie at its own address: a list that names another host would have us ask there. */
function requireAtHome(list: Evidence<TrustList>, url: string): Evidence<TrustList> {
  if (list.value === undefined) return list;
  const { statusLists, sheets } = list.value.endpoints;
  const isAtHome = [statusLists, sheets].every((address) => address.startsWith(`${url}/`));
  return isAtHome ? list : { reason: 'trust-list-mismatch' };
}
