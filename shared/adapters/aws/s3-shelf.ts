import { GetObjectCommand, NoSuchKey, PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import type { Shelf } from '../../ports/shelf.ts';

/** Where the shelf lies. */
export interface S3ShelfOptions {
  readonly client: S3Client;
  readonly bucket: string;
}

/**
 * The shelf on S3. No conditional writes: order among publishers is kept by the version rows
 * (`ShelfVersions`), never by S3.
 */
export function makeS3Shelf({ client, bucket }: S3ShelfOptions): Shelf {
  return {
    async put(path, file) {
      await client.send(
        new PutObjectCommand({
          Bucket: bucket,
          Key: path,
          Body: file.body,
          ContentType: file.contentType,
          CacheControl: file.cacheControl,
        }),
      );
    },
    async find(path) {
      try {
        const found = await client.send(new GetObjectCommand({ Bucket: bucket, Key: path }));
        if (!found.Body) return undefined;
        return {
          body: await found.Body.transformToByteArray(),
          contentType: found.ContentType ?? 'application/octet-stream',
          cacheControl: found.CacheControl ?? 'no-store',
        };
      } catch (error) {
        if (error instanceof NoSuchKey) return undefined;
        throw error;
      }
    },
  };
}
