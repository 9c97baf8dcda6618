import { describe, expect, it } from 'vitest';
import { isBulkJobId, toBulkJobId } from '../../shared/domain/bulk-job.ts';
import { drawnIdBytes } from '../../shared/domain/drawn-id.ts';
import { toEventId } from '../../shared/domain/event.ts';
import { makeFileName } from '../../shared/domain/face.ts';
import type { Moment } from '../../shared/domain/ids.ts';
import { isLicenceDraftId, toLicenceDraftId } from '../../shared/domain/licence-draft.ts';
import { firstIdAt, isProposalId, toProposalId } from '../../shared/domain/proposal.ts';
import { isDone, makeStampId, type Stamp } from '../../shared/domain/stamp.ts';
import { isTimedId, momentOfTimedId, toTimedId } from '../../shared/domain/timed-id.ts';
import {
  isUploadId,
  makeUploadId,
  toPartSizes,
  uploadPartBytes,
  uploadPath,
} from '../../shared/domain/upload.ts';
import { isWebhookId, toSecretId, toWebhookId } from '../../shared/domain/webhook.ts';

const counting = (bytes: number) => Uint8Array.from({ length: bytes }, (_, at) => 250 + at);
const random = counting(drawnIdBytes);
const drawn = 'tvwxyz0123456789abcdefghjk';
const now = Date.UTC(2026, 10, 28) as Moment;
const time = '01m8fq7700';

describe('ids that are drawn', () => {
  it('have a character for five bits of each byte, none that is taken for another', () => {
    expect([
      ...[toWebhookId(random), toSecretId(random), toBulkJobId(random), toLicenceDraftId(random)],
      ...[makeStampId(counting), makeUploadId(counting), toEventId(counting(32))],
    ]).toEqual(
      ['webhook', 'secret', 'bulk', 'draft', 'stamp', 'upload', 'event'].map(
        (prefix) => `${prefix}-${drawn}`,
      ),
    );
    expect(makeFileName(counting)).toBe(`${drawn}mnpqrs`);
  });

  it.each([
    ['webhook', isWebhookId],
    ['bulk', isBulkJobId],
    ['draft', isLicenceDraftId],
    ['upload', isUploadId],
  ])('are told by their form: %s', (prefix, isId) => {
    expect(isId(`${prefix}-${drawn}`)).toBe(true);
    const others = [drawn, `other-${drawn}`, `x${prefix}-${drawn}`, `${prefix}_${drawn}`];
    const bodies = [`${drawn}0`, drawn.slice(1), `${drawn.slice(1)}i`, drawn.toUpperCase()];
    const all = [...others, ...bodies.map((body) => `${prefix}-${body}`), `${prefix}-${drawn}\n`];
    expect(all.filter((text) => isId(text))).toEqual([]);
  });
});

describe('ids that begin with their moment', () => {
  const id = toTimedId('use', now, counting(40));

  it('sort by it, and give it again', () => {
    expect(id).toBe(`use-${time}${drawn}`);
    expect(toTimedId('use', now, counting(40))).toBe(id);
    expect(momentOfTimedId(id)).toBe(now);
    const later = toTimedId('use', (now + 1) as Moment, random);
    expect([later, id].sort()).toEqual([id, later]);
  });

  it('are told by their form', () => {
    expect(isTimedId('use', id)).toBe(true);
    const others = [id.slice(4), id.slice(0, -1), `${id}0`, `${id.slice(0, -1)}u`, `x${id}`];
    expect(
      [...others, id.replace('use-', 'use_')].filter((text) => isTimedId('use', text)),
    ).toEqual([]);
    expect(isTimedId('other', id)).toBe(false);
  });

  it('are shorter for proposals, the least of a moment before all others of it', () => {
    const proposal = toProposalId(now, random);
    expect(proposal).toBe(`proposal-${time}${drawn.slice(0, 16)}`);
    expect(firstIdAt(now)).toBe(`proposal-${time}${'0'.repeat(16)}`);
    expect([proposal, firstIdAt(now)].map(isProposalId)).toEqual([true, true]);
    const others = [
      `x${proposal}`,
      `${proposal}0`,
      proposal.slice(0, -1),
      `${proposal.slice(0, -1)}l`,
    ];
    expect(others.filter(isProposalId)).toEqual([]);
  });
});

describe('a file that is uploaded', () => {
  it('lies under the department of whoever asks for it', () => {
    const id = makeUploadId(counting);
    const upload = { purpose: 'bulk', department: 'D', id } as never;
    expect(uploadPath(upload)).toBe(`uploads/bulk/D/upload-${drawn}`);
  });

  it('has parts of one size but for the last, and at least one', () => {
    expect(toPartSizes(0)).toEqual([0]);
    expect(toPartSizes(1)).toEqual([1]);
    expect(toPartSizes(uploadPartBytes)).toEqual([uploadPartBytes]);
    expect(toPartSizes(2 * uploadPartBytes + 3)).toEqual([uploadPartBytes, uploadPartBytes, 3]);
  });
});

describe('a stamp', () => {
  const stamp = { state: 'done', fileDigest: 'd', sizeBytes: 0 } as Stamp;
  const { fileDigest: _, ...unnamed } = stamp;
  const { sizeBytes: __, ...unsized } = stamp;

  it('is done when its file lies in the store', () => {
    expect(isDone(stamp)).toBe(true);
    const others = [undefined, { ...stamp, state: 'signing' as const }, unnamed, unsized];
    expect(others.filter((one) => isDone(one as Stamp | undefined))).toEqual([]);
  });
});
