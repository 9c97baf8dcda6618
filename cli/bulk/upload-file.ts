import { type FileHandle, open } from 'node:fs/promises';
import type { ServiceSession } from '../service-client.ts';

interface UploadPart {
  readonly number: number;
  readonly sizeBytes: number;
  readonly url: string;
}

const mostTries = 4;

async function readPart(file: FileHandle, start: number, sizeBytes: number): Promise<Buffer> {
  const bytes = Buffer.alloc(sizeBytes);
  await file.read(bytes, 0, sizeBytes, start);
  return bytes;
}

/** Puts one part to its address; a lost answer is tried again. */
async function putPart({ url }: UploadPart, bytes: Buffer): Promise<string> {
  for (let tries = 1; ; tries += 1) {
    const response = await fetch(url, { method: 'PUT', body: new Uint8Array(bytes) }).catch(
      (error: unknown) => {
        if (tries === mostTries) throw error;
        return undefined;
      },
    );
    if (response?.ok) return response.headers.get('etag') ?? '';
    if (tries === mostTries) throw new Error(`the file was not taken (HTTP ${response?.status})`);
  }
}

async function putParts(file: FileHandle, parts: readonly UploadPart[]) {
  const put: { number: number; tag: string }[] = [];
  let start = 0;
  for (const part of parts) {
    const tag = await putPart(part, await readPart(file, start, part.sizeBytes));
    put.push({ number: part.number, tag });
    start += part.sizeBytes;
  }
  return put;
}

/** Uploads a file to be issued from; with the same key the same upload. Gives its id. */
export async function uploadBulkFile(
  session: ServiceSession,
  path: string,
  key: string,
): Promise<string> {
  const file = await open(path);
  try {
    const { size: sizeBytes } = await file.stat();
    const body = { purpose: 'bulk', sizeBytes };
    const opened = await session.call({
      ...{ method: 'POST', path: '/v1/uploads', body },
      idempotencyKey: `${key}-upload`,
    });
    const uploadId = String(opened.body['uploadId']);
    const parts = await putParts(file, opened.body['parts'] as readonly UploadPart[]);
    await session.call({
      method: 'POST',
      path: `/v1/uploads/${uploadId}/completions`,
      body: { parts },
      idempotencyKey: `${key}-complete`,
    });
    return uploadId;
  } finally {
    await file.close();
  }
}
