import type { OpenedUploadAnswer } from '../../shared/api/uploads.ts';
import type { Call } from '../kit/sign-in/use-sign-in.ts';

/** A file on its way: each part is put to an address that is good for that part alone. */
export interface FileUpload {
  readonly file: File;
  readonly call: Call;
  /** Of all parts, 0 to 1. */
  readonly onProgress: (done: number) => void;
}

async function putPart(url: string, part: Blob): Promise<string> {
  const response = await fetch(url, { method: 'PUT', body: part, credentials: 'omit' });
  const tag = response.headers.get('etag');
  if (!response.ok || tag === null) throw new Error(`a part was not taken: ${response.status}`);
  return tag;
}

/** Gives the id of the complete upload. @throws ApiRefusal, Error where a part did not get through */
export async function uploadFile({ file, call, onProgress }: FileUpload): Promise<string> {
  const opened = (await call({
    ...{ method: 'POST', path: '/v1/uploads', idempotencyKey: crypto.randomUUID() },
    body: { purpose: 'bulk', sizeBytes: file.size },
  })) as unknown as OpenedUploadAnswer;
  const parts: { number: number; tag: string }[] = [];
  let sent = 0;
  for (const { number, sizeBytes, url } of opened.parts) {
    const tag = await putPart(url, file.slice(sent, sent + sizeBytes));
    parts.push({ number, tag });
    sent += sizeBytes;
    onProgress(sent / file.size);
  }
  const path = `/v1/uploads/${opened.uploadId}/completions`;
  await call({ method: 'POST', path, body: { parts }, idempotencyKey: crypto.randomUUID() });
  return opened.uploadId;
}

/** By its name, what a file is. */
export function formatOf({ name }: File): 'csv' | 'xlsx' | 'jsonl' {
  if (/\.xlsx$/i.test(name)) return 'xlsx';
  return /\.(?:jsonl|ndjson)$/i.test(name) ? 'jsonl' : 'csv';
}
