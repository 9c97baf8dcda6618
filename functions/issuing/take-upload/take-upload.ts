import type { AskedUpload, CompletedUploadAnswer } from '../../../shared/api/uploads.ts';
import type { DepartmentCode, Moment } from '../../../shared/domain/ids.ts';
import { toRfc3339 } from '../../../shared/domain/moment.ts';
import {
  isUploadId,
  makeUploadId,
  partAddressSeconds,
  toPartSizes,
  type Upload,
  type UploadId,
  uploadLifeMilliseconds,
  uploadPath,
} from '../../../shared/domain/upload.ts';
import type { Clock } from '../../../shared/ports/clock.ts';
import type { FileStore, PartStore, StoredPart } from '../../../shared/ports/file-store.ts';
import type { IdempotencyRecords, StoredAnswer } from '../../../shared/ports/idempotency.ts';
import type { RandomBytes } from '../../../shared/ports/random.ts';
import type { Uploads } from '../../../shared/ports/uploads.ts';
import { Problem } from '../../../shared/problem/problem.ts';
import {
  type DepartmentRequest,
  findEarlier,
  inFlight,
  toKeyedRequest,
  type WrittenAnswer,
} from '../keyed-request.ts';

/** What taking files in needs. */
export interface TakeUploadPorts {
  readonly uploads: Uploads;
  readonly parts: PartStore;
  readonly files: Pick<FileStore, 'sizeOf'>;
  readonly records: IdempotencyRecords;
  readonly clock: Clock;
  readonly random: RandomBytes;
}

/** Opens an upload; asked again with the same key, gives addresses for the same one. */
export type OpenUpload = (request: DepartmentRequest, asked: AskedUpload) => Promise<WrittenAnswer>;

/** Makes one file of the parts that came in. */
export type CompleteUpload = (
  id: string,
  department: DepartmentCode,
  parts: readonly StoredPart[],
) => Promise<CompletedUploadAnswer>;

const toBody = ({ id, purpose, sizeBytes, expiresAt }: Upload) => ({
  uploadId: id,
  purpose,
  sizeBytes,
  expiresAt: toRfc3339(expiresAt),
});

/** Without addresses: those are made for each answer, and are in no table. */
const toStoredAnswer = (upload: Upload): StoredAnswer => ({
  status: 201,
  body: toBody(upload),
});

/**
 * Opens uploads. Nothing is kept of a file before its parts come in but the record that says whose it
 * is; one that the store opened for a record that was not written is forgotten by the store.
 */
export function makeOpenUpload(ports: TakeUploadPorts): OpenUpload {
  const { uploads, parts, records, clock, random } = ports;

  const withAddresses = async (upload: Upload, replayed: boolean): Promise<WrittenAnswer> => {
    const path = uploadPath(upload);
    const { partsId } = upload;
    const addressed = toPartSizes(upload.sizeBytes).map(async (sizeBytes, at) => {
      const part = { partsId, number: at + 1, sizeBytes, seconds: partAddressSeconds };
      return { number: at + 1, sizeBytes, ...(await parts.signPart(path, part)) };
    });
    const stored = toStoredAnswer(upload);
    const body = { ...toBody(upload), parts: await Promise.all(addressed) };
    return { answer: { ...stored, body }, replayed };
  };

  const open = async (request: DepartmentRequest, asked: AskedUpload): Promise<Upload> => {
    const now = clock.now();
    const { department, client } = request;
    const named = { ...asked, department, id: makeUploadId(random) };
    return {
      ...{ ...named, by: client, state: 'open', openedAt: now },
      partsId: await parts.begin(uploadPath(named)),
      expiresAt: (now + uploadLifeMilliseconds) as Moment,
    };
  };

  return async (request, asked) => {
    const key = toKeyedRequest(request, clock.now());
    const replay = async (): Promise<WrittenAnswer | undefined> => {
      const earlier = await findEarlier(records, key, clock.now());
      if (earlier?.state !== 'done') return undefined;
      const { uploadId } = earlier.answer.body as { readonly uploadId: UploadId };
      const upload = await uploads.find(uploadId);
      return upload && withAddresses(upload, true);
    };
    const replayed = await replay();
    if (replayed !== undefined) return replayed;
    const upload = await open(request, asked);
    const answer = toStoredAnswer(upload);
    if ((await uploads.open(upload, { key, answer })) === 'opened') {
      return withAddresses(upload, false);
    }
    const raced = await replay();
    if (raced === undefined) throw inFlight(1);
    return raced;
  };
}

const conflict = (reason: string) => new Problem('state-conflict', { reason });

/**
 * Completes uploads of the caller's own department: every part has the size that its address was
 * signed for, so all of them are the file that was announced. What the store has made already is only
 * noted, so a lost answer does no harm.
 */
export function makeCompleteUpload(ports: TakeUploadPorts): CompleteUpload {
  const { uploads, parts, files, clock } = ports;

  const finish = async (upload: Upload, stored: readonly StoredPart[]): Promise<void> => {
    const path = uploadPath(upload);
    if (stored.length !== toPartSizes(upload.sizeBytes).length) throw conflict('upload-incomplete');
    const outcome = await parts.finish(path, upload.partsId, stored);
    if (outcome === 'incomplete') throw conflict('upload-incomplete');
    if ((await files.sizeOf(path)) !== upload.sizeBytes) throw conflict('upload-gone');
    await uploads.complete(upload.id);
  };

  return async (id, department, stored) => {
    const upload = isUploadId(id) ? await uploads.find(id) : undefined;
    if (upload?.department !== department || upload.expiresAt <= clock.now()) {
      throw new Problem('not-found');
    }
    if (upload.state === 'open') await finish(upload, stored);
    return { ...toBody(upload), state: 'complete' };
  };
}
