import type { Upload, UploadId } from '../domain/upload.ts';
import type { KeyedRequest, StoredAnswer } from './idempotency.ts';

/** Uploads by their id. Durable, consistent. Trusted to say whose a file is. */
export interface Uploads {
  find(id: UploadId): Promise<Upload | undefined>;
  /** Records the upload and the answer to its request, or neither; `key-used` when the key is taken. */
  open(
    upload: Upload,
    request: { readonly key: KeyedRequest; readonly answer: StoredAnswer },
  ): Promise<'opened' | 'key-used'>;
  /** Notes that the file is whole. Repeating it changes nothing. */
  complete(id: UploadId): Promise<void>;
}
