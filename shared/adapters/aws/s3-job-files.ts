import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  GetObjectCommand,
  HeadObjectCommand,
  NoSuchKey,
  NotFound,
  PutObjectCommand,
  type S3Client,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import type { JobFiles } from '../../ports/job-files.ts';
import type { ByteSource } from '../../ports/table-reader.ts';
import { completingOptions } from './s3-client.ts';

/** Where jobs' files lie. */
export interface S3JobFilesOptions {
  readonly client: S3Client;
  readonly bucket: string;
}

/** More than S3's least, less than the embedded engine's most. */
const partBytes = 8 * 1024 * 1024;

interface Target {
  readonly Bucket: string;
  readonly Key: string;
}

/** Puts pieces together to parts of the same size, the last one smaller. */
async function* toParts(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer> {
  let held: Uint8Array[] = [];
  let length = 0;
  for await (const piece of bytes) {
    held.push(piece);
    length += piece.length;
    if (length < partBytes) continue;
    const whole = Buffer.concat(held);
    let at = 0;
    for (; whole.length - at >= partBytes; at += partBytes)
      yield whole.subarray(at, at + partBytes);
    held = [whole.subarray(at)];
    length = whole.length - at;
  }
  yield Buffer.concat(held);
}

async function writeParts(
  client: S3Client,
  target: Target & { readonly UploadId: string },
  bytes: AsyncIterable<Uint8Array>,
) {
  const parts: { PartNumber: number; ETag: string | undefined }[] = [];
  let sizeBytes = 0;
  for await (const Body of toParts(bytes)) {
    const PartNumber = parts.length + 1;
    const { ETag } = await client.send(new UploadPartCommand({ ...target, PartNumber, Body }));
    parts.push({ PartNumber, ETag });
    sizeBytes += Body.length;
  }
  const MultipartUpload = { Parts: parts };
  const complete = new CompleteMultipartUploadCommand({ ...target, MultipartUpload });
  await client.send(complete, completingOptions);
  return sizeBytes;
}

function makeWrite({ client, bucket: Bucket }: S3JobFilesOptions): JobFiles['write'] {
  return async (path, bytes, contentType) => {
    const target = { Bucket, Key: path };
    const begun = await client.send(
      new CreateMultipartUploadCommand({ ...target, ContentType: contentType }),
    );
    if (begun.UploadId === undefined) throw new Error('the store opened no upload');
    const upload = { ...target, UploadId: begun.UploadId };
    try {
      return await writeParts(client, upload, bytes);
    } catch (error) {
      await client.send(new AbortMultipartUploadCommand(upload)).catch(() => undefined);
      throw error;
    }
  };
}

function toSource(client: S3Client, target: Target, sizeBytes: number): ByteSource {
  return {
    sizeBytes,
    async *read(range) {
      if (range && range.end <= range.start) return;
      const Range = range && { Range: `bytes=${range.start}-${range.end - 1}` };
      const found = await client.send(new GetObjectCommand({ ...target, ...Range }));
      if (found.Body) yield* found.Body as unknown as AsyncIterable<Uint8Array>;
    },
  };
}

async function orNothing<T>(work: Promise<T>): Promise<T | undefined> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof NoSuchKey || error instanceof NotFound) return undefined;
    throw error;
  }
}

/** Jobs' files in a bucket of S3. */
export function makeS3JobFiles(options: S3JobFilesOptions): JobFiles {
  const { client, bucket: Bucket } = options;
  return {
    async put(path, bytes, contentType) {
      const file = { Bucket, Key: path, Body: bytes, ContentType: contentType };
      await client.send(new PutObjectCommand(file));
    },
    async find(path) {
      const found = await orNothing(client.send(new GetObjectCommand({ Bucket, Key: path })));
      return found?.Body?.transformToByteArray();
    },
    async open(path) {
      const target = { Bucket, Key: path };
      const found = await orNothing(client.send(new HeadObjectCommand(target)));
      return found && toSource(client, target, found.ContentLength ?? 0);
    },
    write: makeWrite(options),
  };
}
