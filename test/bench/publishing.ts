import { createHash, generateKeyPairSync, sign, verify } from 'node:crypto';
import { constants, deflateSync } from 'node:zlib';
import { readJws, toSigningInput } from '../../shared/formats/jws.ts';
import {
  type StatusEntry,
  statusListEntries,
  statusListType,
  toStatusListPayload,
} from '../../shared/formats/status-list.ts';
import { readTrustList, trustListType } from '../../shared/formats/trust-list.ts';
import { maxTrustListBytes } from '../../shared/verify/file-kinds.ts';
import { makeSampleProvince, makeTrustListFile } from '../build/province-pki.ts';
import { measureRatio } from './measure.ts';
import type { Figure } from './table.ts';

/** As `publish-status-list` compresses. */
const compression = { level: 9, memLevel: 9, strategy: constants.Z_RLE } as const;
const statuses = [1, 2, 3, 12, 13, 14, 15];
/** One licence in a hundred is not simply valid. */
const share = 0.01;

/** Entries that are not 0, spread as the permutation of indexes spreads them; the same in every run. */
function makeEntries(): readonly StatusEntry[] {
  const entries: StatusEntry[] = [];
  let state = 20_261_122;
  for (let index = 0; index < statusListEntries; index += 1) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    if (state / 2 ** 32 >= share) continue;
    entries.push({ index, status: statuses[(state >>> 8) % statuses.length] ?? 1 });
  }
  return entries;
}

/** Bytes that tell which entries are set, and to which status, if nothing is wasted. */
function entropyBytes(set: number): number {
  const p = set / statusListEntries;
  const places = -(p * Math.log2(p) + (1 - p) * Math.log2(1 - p)) * statusListEntries;
  return (places + set * Math.log2(statuses.length)) / 8;
}

const departments = 5_000;

/** A trust list of a province with thousands of departments: what every verifier fetches, and opens once. */
async function measureTrustList(): Promise<readonly Figure[]> {
  const province = await makeSampleProvince({});
  const sheets = Array.from({ length: departments }, (_, at) => ({
    code: `11210000MB${String(at).padStart(7, '0')}X`,
    sheet: createHash('sha256').update(`sheet ${at}`).digest('base64url'),
  }));
  const compact = makeTrustListFile(province, '', { draft: { sheets } });
  const keys = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const message = Buffer.alloc(2_400, 'a');
  const signature = sign('sha256', message, keys.privateKey);
  const cost = await measureRatio({
    anchor: (times) => {
      for (let i = 0; i < times; i += 1) verify('sha256', message, keys.publicKey, signature);
    },
    anchorTimes: 200,
    subjectTimes: 5,
    subject: (times) => {
      for (let i = 0; i < times; i += 1) {
        readTrustList(
          readJws(compact, { typ: trustListType, maxBytes: maxTrustListBytes }).payload,
        );
      }
    },
  });
  const share = compact.length / maxTrustListBytes;
  const named = `a trust list of ${departments} departments`;
  return [
    {
      what: `${named} (${Math.round(compact.length / 1024)} KB): its share of the largest that is taken`,
      value: share,
      target: '≤ 0.25',
      holds: share <= 0.25,
    },
    {
      what: `${named}: reading it, once for each number, in raw ES256 verifications`,
      value: cost,
      target: '≤ 300',
      holds: cost <= 300,
    },
  ];
}

/** A status list's size against its entropy, what making it again costs, and a large province's trust list. */
export async function measurePublishing(): Promise<readonly Figure[]> {
  return [...(await measureStatusList()), ...(await measureTrustList())];
}

async function measureStatusList(): Promise<readonly Figure[]> {
  const entries = makeEntries();
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const message = Buffer.alloc(2_400, 'a');
  let sizeBytes = 0;
  const publish = () => {
    const payload = toStatusListPayload({
      issuer: 'https://yinzheng.liaoning.example',
      address: 'https://yinzheng.liaoning.example/status-lists/north-000001',
      issuedAt: 1_795_330_800,
      entries,
      deflate: (bytes) => {
        const packed = deflateSync(bytes, compression);
        sizeBytes = packed.length;
        return packed;
      },
    });
    sign('sha256', Buffer.from(toSigningInput({ typ: statusListType }, payload)), privateKey);
  };
  const cost = await measureRatio({
    anchor: (times) => {
      for (let i = 0; i < times; i += 1) sign('sha256', message, privateKey);
    },
    anchorTimes: 400,
    subjectTimes: 20,
    subject: (times) => {
      for (let i = 0; i < times; i += 1) publish();
    },
  });
  const size = sizeBytes / entropyBytes(entries.length);
  return [
    {
      what: 'a status list with 1 % of its entries set: bytes by entropy',
      value: size,
      target: '≤ 1.6',
      holds: size <= 1.6,
    },
    {
      what: 'republishing it, in raw ES256 signatures',
      value: cost,
      target: '≤ 25',
      holds: cost <= 25,
    },
  ];
}
