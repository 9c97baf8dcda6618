import { statusListMediaType } from '../../../shared/formats/status-list.ts';
import type { JsonValue } from '../../../shared/formats/strict-json.ts';
import { isJsonObject, readStrictJson } from '../../../shared/formats/strict-json.ts';
import type { TrustList } from '../../../shared/formats/trust-list.ts';
import { Problem } from '../../../shared/problem/problem.ts';
import { maxStatusListBytes } from '../../../shared/verify/file-kinds.ts';
import { inBatches } from './in-batches.ts';
import { type MirrorOutcome, mirrorFile } from './mirror-file.ts';
import type { Mirroring } from './mirror-ports.ts';

const maxIndexBytes = 2 * 1024 * 1024;
const maxLists = 20_000;
const idPattern = /^[0-9A-Za-z-]{1,64}$/;

/**
 * Brings a province's status lists up to date. Which there are it says itself, unsigned: whoever lies
 * there could only withhold lists, or have some asked for that are not there.
 * @see draft-ietf-oauth-status-list section 9
 */
export async function mirrorStatusLists(
  one: Mirroring,
  trustList: TrustList,
): Promise<readonly MirrorOutcome[]> {
  const { ports } = one;
  const { statusLists } = trustList.endpoints;
  const index = { address: statusLists, mediaType: 'application/json', maxBytes: maxIndexBytes };
  const found = await ports.foreignFiles.fetch(index);
  if (found.outcome === 'refused') {
    const { code } = one.province;
    ports.log.alert('mirror.refused', { province: code, file: 'status-lists', ...found });
    return ['refused'];
  }
  if (found.outcome !== 'fetched') return ['unreachable'];
  const ids = readIndex(found.body, statusLists);
  return inBatches(one, ids, async (id) => {
    const address = `${statusLists}/${id}`;
    const { outcome } = await mirrorFile(one, {
      name: `status-lists/${id}`,
      address,
      mediaType: statusListMediaType,
      maxBytes: maxStatusListBytes,
      open: (body) => one.open.statusList(body, { trustList, address }),
      orderOf: ({ issuedAt }) => issuedAt,
      isNumbered: false,
    });
    return outcome;
  });
}

/** Ids of the lists below the endpoint; whatever else stands there is nothing to us. */
function readIndex(body: Uint8Array, endpoint: string): readonly string[] {
  const addresses = readAddresses(body);
  const ids = addresses.flatMap((address) => {
    if (typeof address !== 'string' || !address.startsWith(`${endpoint}/`)) return [];
    const id = address.slice(endpoint.length + 1);
    return idPattern.test(id) ? [id] : [];
  });
  return [...new Set(ids)].slice(0, maxLists);
}

function readAddresses(body: Uint8Array): readonly JsonValue[] {
  try {
    const index = readStrictJson(body, { maxBytes: maxIndexBytes });
    const lists = isJsonObject(index) ? index['status_lists'] : undefined;
    return Array.isArray(lists) ? lists : [];
  } catch (error) {
    if (error instanceof Problem) return [];
    throw error;
  }
}
