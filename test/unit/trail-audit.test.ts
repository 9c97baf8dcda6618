import { describe, expect, it } from 'vitest';
import { makeNodePrimitives } from '../../shared/adapters/system/node-primitives.ts';
import type { TrailFact, TrailRow } from '../../shared/domain/trail.ts';
import {
  readTrailCheckpoint,
  type TrailCheckpoint,
  toTrailCheckpointPayload,
  trailCheckpointType,
} from '../../shared/formats/trail-checkpoint.ts';
import {
  auditTrail,
  digestRow,
  longestSilenceSeconds,
  type SeenCheckpoint,
} from '../../shared/verify/trail-audit.ts';
import { makeOpenCheckpoint } from '../../shared/verify/trail-checkpoints.ts';
import { digestOf } from '../build/digest-of.ts';
import {
  makeSampleProvince,
  makeSampleSigner,
  type SampleSigner,
  sampleSeconds,
  signJws,
} from '../build/province-pki.ts';
import { refusalOf } from '../build/refusal-of.ts';

const province = await makeSampleProvince();
const primitives = makeNodePrimitives();
const { name, root, url } = province;
const below = { province: name, issuer: root, commonName: '监察签署（示例）' };
const trailSigner = await makeSampleSigner({ ...below, profile: 'trail-signer' });
const anchor = { certificate: root.certificate, provinceUrl: url };
const open = makeOpenCheckpoint({ primitives, anchor });

const toFact = (id: number): TrailFact => ({
  ...{ of: 'licence', id: `L${id}`, entry: 'entry#2', digest: digestOf(`item ${id}`) },
});

/** Each row chained to the one before it. */
async function chain(facts: readonly TrailFact[]): Promise<TrailRow[]> {
  const rows: TrailRow[] = [];
  let previous = '';
  for (const [at, fact] of facts.entries()) {
    const row = { number: at + 1, fact, at: (1000 * at) as TrailRow['at'], previous };
    rows.push(row);
    previous = await digestRow(row, primitives.hash);
  }
  return rows;
}

const sign = (payload: object, signer: SampleSigner = trailSigner) =>
  signJws(signer, trailCheckpointType, payload as never);

/** A checkpoint over the first so many rows, behind those given. */
async function checkpoint(
  rows: readonly TrailRow[],
  number: number,
  { before, ...changes }: Partial<TrailCheckpoint> & { readonly before?: string } = {},
): Promise<string> {
  const row = rows[number - 1];
  const payload = toTrailCheckpointPayload({
    ...{ provinceUrl: url, sequence: 1, issuedAt: sampleSeconds, number },
    digest: row === undefined ? '' : await digestRow(row, primitives.hash),
    ...(before === undefined ? {} : { before: digestOf(before) }),
    ...changes,
  });
  return sign(payload);
}

const rows = await chain([1, 2, 3, 4].map(toFact));
const later = { sequence: 2, issuedAt: sampleSeconds + 60 };
const first = await checkpoint(rows, 2);
const second = await checkpoint(rows, 3, { ...later, before: first });

const audit = (of: readonly TrailRow[], checkpoints: readonly string[], seen?: SeenCheckpoint) =>
  auditTrail(of, checkpoints, { hash: primitives.hash, open, seen });
const findings = async (...given: Parameters<typeof audit>) =>
  (await audit(...given)).findings.map(
    ({ fault, row, checkpoint: at }) => `${fault} ${row === undefined ? `#${at}` : row}`,
  );
const seenSecond = { sequence: 2, digest: digestOf(second) };

describe('an audit of the trail', () => {
  it('finds nothing in a whole one, and says how far it is signed', async () => {
    expect(await audit(rows, [first, second])).toEqual({
      ...{ findings: [], rows: 4, checkpoints: 2, unsigned: 1, last: seenSecond },
    });
    expect(await audit(rows, [first, second], seenSecond)).toMatchObject({ findings: [] });
    expect(await audit([], [])).toEqual({ findings: [], rows: 0, checkpoints: 0, unsigned: 0 });
    const empty = await checkpoint([], 0);
    expect(await findings([], [empty])).toEqual([]);
    expect(
      await findings(rows, [empty, await checkpoint(rows, 4, { ...later, before: empty })]),
    ).toEqual([]);
  });

  const [one, two, three, four] = rows as [TrailRow, TrailRow, TrailRow, TrailRow];

  it.each([
    [
      'a row altered',
      [one, { ...two, fact: toFact(9) }, three, four],
      ['unchained 3', 'differs #1'],
    ],
    ['a row taken out', [one, three, four], ['misplaced 3', 'unchained 3', 'truncated #1']],
    [
      'rows exchanged',
      [two, one, three, four],
      ['misplaced 2', 'unchained 2', 'misplaced 1', 'unchained 1', 'misplaced 3', 'unchained 3'],
    ],
    ['the end cut off', [one, two], ['truncated #2']],
    [
      'a row added under a number that is taken',
      [one, two, two, three, four],
      ['misplaced 2', 'unchained 2', 'repeated 2'],
    ],
  ])('finds %s', async (_what, of, faults) => {
    expect(await findings(of, [first, second])).toEqual(faults);
  });

  it('finds a fact that was written twice, though the chain holds', async () => {
    expect(await findings(await chain([toFact(1), toFact(1)]), [])).toEqual(['repeated 2']);
  });

  it('finds a trail that was written anew under the same numbers', async () => {
    expect(await findings(await chain([5, 6, 7, 8].map(toFact)), [first, second])).toEqual([
      ...['differs #1', 'differs #2'],
    ]);
  });
});

describe('checkpoints', () => {
  it.each([
    ['without the one before it', async () => [second], ['checkpoint-unchained #2']],
    [
      'that leaves one out',
      async () => [first, await checkpoint(rows, 3, { ...later, sequence: 3, before: first })],
      ['checkpoint-unchained #3'],
    ],
    [
      'that names another before it',
      async () => [first, await checkpoint(rows, 3, { ...later, before: 'another' })],
      ['checkpoint-unchained #2'],
    ],
    [
      'over fewer rows than the one before it',
      async () => [first, await checkpoint(rows, 1, { ...later, before: first })],
      ['checkpoint-unchained #2'],
    ],
    [
      'older than the one before it',
      async () => [
        first,
        await checkpoint(rows, 3, { ...later, issuedAt: sampleSeconds - 1, before: first }),
      ],
      ['checkpoint-unchained #2'],
    ],
    [
      'too long after the one before it',
      async () => {
        const issuedAt = sampleSeconds + longestSilenceSeconds + 1;
        return [first, await checkpoint(rows, 3, { ...later, issuedAt, before: first })];
      },
      ['silent #2'],
    ],
    ['that is none', async () => [first, 'x.y.z', second], ['checkpoint-untrusted #2']],
  ])('are found: one %s', async (_what, make, faults) => {
    expect(await findings(rows, await make())).toEqual(faults);
  });

  it('may be of one second, and lie two minutes apart, and be over the same rows', async () => {
    const atOnce = await checkpoint(rows, 2, { sequence: 2, before: first });
    expect(await findings(rows, [first, atOnce])).toEqual([]);
    const issuedAt = sampleSeconds + longestSilenceSeconds;
    const again = await checkpoint(rows, 2, { ...later, issuedAt, before: first });
    expect(await findings(rows, [first, again])).toEqual([]);
  });

  it('that were seen before may not be gone, nor be others', async () => {
    expect(await findings(rows, [first], seenSecond)).toEqual(['truncated #2']);
    const other = { sequence: 2, digest: digestOf('another') };
    expect(await findings(rows, [first, second], other)).toEqual(['forked #2']);
    const earlier = { sequence: 1, digest: digestOf(first) };
    expect(await findings(rows, [first, second], earlier)).toEqual([]);
    const forked = { sequence: 1, digest: digestOf('another') };
    expect(await findings(rows, [first, second], forked)).toEqual(['forked #1']);
  });

  it('whose roots cannot be had are nobody’s fault: it is thrown on', async () => {
    const failing = { hash: primitives.hash, open: () => Promise.reject(new Error('no key')) };
    await expect(auditTrail(rows, [first], failing)).rejects.toThrow('no key');
  });
});

describe('a checkpoint', () => {
  const payload = toTrailCheckpointPayload({
    ...{ provinceUrl: url, sequence: 2, issuedAt: sampleSeconds, number: 3 },
    ...{ digest: digestOf('row'), before: digestOf('first') },
  });
  const { digest: _, ...withoutDigest } = payload;
  const { before: __, ...withoutBefore } = payload;

  it('says what it is over', () => {
    expect(readTrailCheckpoint(payload)).toEqual({
      ...{ provinceUrl: url, sequence: 2, issuedAt: sampleSeconds, number: 3 },
      ...{ digest: digestOf('row'), before: digestOf('first') },
    });
  });

  it.each([
    ['iss', { ...payload, iss: '' }],
    ['iss', { ...payload, iss: 'x'.repeat(513) }],
    ['iat', { ...payload, iat: -1 }],
    ['sequence', { ...payload, sequence: 0 }],
    ['number', { ...payload, number: -1 }],
    ['digest', withoutDigest],
    ['digest', { ...payload, number: 0 }],
    ['digest', { ...payload, digest: 'short' }],
    ['before', withoutBefore],
    ['before', { ...payload, sequence: 1 }],
    ['before', { ...payload, before: 'short' }],
  ])('is refused for its %s', (claim, spoilt) => {
    expect(refusalOf(() => readTrailCheckpoint(spoilt as never))).toBe(
      `malformed trail-checkpoint-${claim}`,
    );
  });

  it('is signed by the trail’s key of this province and by no other', async () => {
    const next = { provinceUrl: url, sequence: 2, before: digestOf('first'), number: 3 };
    expect(await open(sign(payload))).toMatchObject(next);
  });

  it.each([
    ['trail-checkpoint-signer', sign(payload, province.listSigner)],
    ['trail-checkpoint-signer', sign({ ...payload, iat: sampleSeconds - 40 * 86_400 })],
    [
      'trail-checkpoint-signature',
      `${sign(payload).slice(0, -86)}${sign({ ...payload, number: 4 }).slice(-86)}`,
    ],
    ['trail-checkpoint-iss', sign({ ...payload, iss: 'https://yinzheng.zhejiang.example' })],
    ['jws-typ', signJws(trailSigner, 'trust-list+jwt', payload)],
  ])('is refused otherwise: %s', async (reason, compact) => {
    await expect(open(compact)).rejects.toMatchObject({ details: { reason } });
  });
});
