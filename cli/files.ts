import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { readBytes } from './input.ts';
import { type Answer, type ClientFile, callAs, Refusal } from './service-client.ts';

/** A part of an upload: where it is put. */
interface Part {
  readonly number: number;
  readonly sizeBytes: number;
  readonly url: string;
}

/** Fetches a file from the address that an answer gave, and holds it against its digest. @throws Error */
export async function download(answer: Record<string, unknown>, out: string): Promise<number> {
  const response = await fetch(String(answer['url']));
  if (!response.ok) throw new Error(`the file could not be fetched: ${response.status}`);
  const bytes = Buffer.from(await response.arrayBuffer());
  const digest = createHash('sha256').update(bytes).digest('base64url');
  if (digest !== answer['sha256']) throw new Error('the file is not the one that was promised');
  writeFileSync(out, bytes);
  return bytes.length;
}

/** Uploads a file in its parts; gives the upload's answer. @throws Usage for a file that cannot be read */
export async function upload(
  client: ClientFile,
  file: string,
  { purpose, key }: { readonly purpose: string; readonly key: string },
): Promise<Record<string, unknown>> {
  const bytes = readBytes(file);
  const call = { method: 'POST', path: '/v1/uploads', idempotencyKey: key } as const;
  const opened = await callAs(client, { ...call, body: { purpose, sizeBytes: bytes.length } });
  const parts: { number: number; tag: string }[] = [];
  let at = 0;
  for (const part of opened.body['parts'] as readonly Part[]) {
    const body = bytes.subarray(at, at + part.sizeBytes);
    const response = await fetch(part.url, { method: 'PUT', body: Uint8Array.from(body) });
    if (!response.ok) throw new Refusal(toAnswer(response));
    parts.push({ number: part.number, tag: response.headers.get('etag') ?? '' });
    at += part.sizeBytes;
  }
  const path = `/v1/uploads/${String(opened.body['uploadId'])}/completions`;
  return (await callAs(client, { ...call, path, body: { parts } })).body;
}

const toAnswer = ({ status, headers }: Response): Answer => ({
  ...{ status, headers },
  body: { title: 'A part of the file was refused' },
});
