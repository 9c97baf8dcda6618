import { isUploadId, uploadPath } from '../../../shared/domain/upload.ts';
import type { Clock } from '../../../shared/ports/clock.ts';
import type { FileStore } from '../../../shared/ports/file-store.ts';
import type { Uploads } from '../../../shared/ports/uploads.ts';
import { Problem } from '../../../shared/problem/problem.ts';

/** What serving an upload needs. */
export interface ServeUploadPorts {
  readonly uploads: Pick<Uploads, 'find'>;
  readonly files: Pick<FileStore, 'signReading'>;
  readonly clock: Clock;
}

/** Where an uploaded document can be read for a minute. */
export type ServeUpload = (id: string) => Promise<string>;

const readingSeconds = 60;

/**
 * Leads to a document whose id is known: the id is the right to read it. What was uploaded to be issued
 * from is shown to nobody.
 * @throws Problem `not-found`
 */
export function makeServeUpload({ uploads, files, clock }: ServeUploadPorts): ServeUpload {
  return async (id) => {
    const upload = isUploadId(id) ? await uploads.find(id) : undefined;
    const isReadable =
      upload?.purpose === 'document' &&
      upload.state === 'complete' &&
      upload.expiresAt > clock.now();
    if (!isReadable) throw new Problem('not-found');
    const path = uploadPath(upload);
    return (await files.signReading(path, { seconds: readingSeconds, fileName: 'document' })).url;
  };
}
