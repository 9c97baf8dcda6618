import {
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
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import type { Clock } from '../../ports/clock.ts';
import type { FileStore, PartStore } from '../../ports/file-store.ts';
import { completingOptions } from './s3-client.ts';

/** Where files lie, and how others reach them. */
export interface S3FileStoreOptions {
  readonly client: S3Client;
  /** The same store as others reach it: addresses are signed for its host. */
  readonly signer: S3Client;
  readonly bucket: string;
  readonly clock: Clock;
}

/** What S3 says of an upload that is open no more, and of parts that did not come in. */
const outcomes: Readonly<Record<string, 'gone' | 'incomplete'>> = {
  NoSuchUpload: 'gone',
  InvalidPart: 'incomplete',
};

function makeSign({ signer, clock }: S3FileStoreOptions) {
  return async (
    command: GetObjectCommand | UploadPartCommand,
    { seconds, headers = [] }: { readonly seconds: number; readonly headers?: readonly string[] },
  ) => ({
    url: await getSignedUrl(signer, command as GetObjectCommand, {
      expiresIn: seconds,
      signingDate: new Date(clock.now()),
      signableHeaders: new Set(['host', ...headers]),
    }),
  });
}

/** Files in a bucket of S3. */
export function makeS3FileStore(options: S3FileStoreOptions): FileStore {
  const { client, bucket: Bucket } = options;
  const sign = makeSign(options);
  return {
    async put(path, body, contentType) {
      const file = { Bucket, Key: path, Body: body, ContentType: contentType };
      await client.send(new PutObjectCommand(file));
    },
    async read(path, maxBytes) {
      try {
        const found = await client.send(new GetObjectCommand({ Bucket, Key: path }));
        if ((found.ContentLength ?? 0) > maxBytes) throw new Error('a file is larger than agreed');
        return await found.Body?.transformToByteArray();
      } catch (error) {
        if (error instanceof NoSuchKey) return undefined;
        throw error;
      }
    },
    async sizeOf(path) {
      try {
        return (await client.send(new HeadObjectCommand({ Bucket, Key: path }))).ContentLength;
      } catch (error) {
        if (error instanceof NotFound || error instanceof NoSuchKey) return undefined;
        throw error;
      }
    },
    signReading: (path, { seconds, fileName }) =>
      sign(
        new GetObjectCommand({
          Bucket,
          Key: path,
          ResponseContentDisposition: `inline; filename="${fileName}"`,
        }),
        { seconds },
      ),
  };
}

/** Parts of files in a bucket of S3; each part's size is signed with its address. */
export function makeS3PartStore(options: S3FileStoreOptions): PartStore {
  const { client, bucket: Bucket } = options;
  const sign = makeSign(options);
  return {
    async begin(path) {
      const begun = await client.send(new CreateMultipartUploadCommand({ Bucket, Key: path }));
      if (begun.UploadId === undefined) throw new Error('the store opened no upload');
      return begun.UploadId;
    },
    signPart: (path, { partsId, number, sizeBytes, seconds }) =>
      sign(
        new UploadPartCommand({
          ...{ Bucket, Key: path, UploadId: partsId },
          ...{ PartNumber: number, ContentLength: sizeBytes },
        }),
        { seconds, headers: ['content-length'] },
      ),
    async finish(path, partsId, parts) {
      const Parts = parts.map(({ number, tag }) => ({ PartNumber: number, ETag: tag }));
      const command = { Bucket, Key: path, UploadId: partsId, MultipartUpload: { Parts } };
      try {
        await client.send(new CompleteMultipartUploadCommand(command), completingOptions);
        return 'finished';
      } catch (error) {
        const outcome = error instanceof Error ? outcomes[error.name] : undefined;
        if (outcome === undefined) throw error;
        return outcome;
      }
    },
  };
}
