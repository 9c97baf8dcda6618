import {
  DeleteObjectsCommand,
  type ObjectIdentifier,
  paginateListObjectsV2,
  type S3Client,
} from '@aws-sdk/client-s3';
import { fileLives } from '../../shared/config/file-lives.ts';

const dayMilliseconds = 24 * 3600 * 1000;

/** Where files lie, and what time it is by the store's own clock, as S3 goes by. */
export interface ExpireFilesOptions {
  readonly client: S3Client;
  readonly bucket: string;
  readonly now: () => number;
}

/** Does what lifecycle rules do in the cloud: files go when their time is over. */
export async function expireFiles({ client, bucket, now }: ExpireFilesOptions): Promise<void> {
  for (const { prefix, days } of fileLives) {
    const last = now() - days * dayMilliseconds;
    const pages = paginateListObjectsV2({ client }, { Bucket: bucket, Prefix: prefix });
    for await (const { Contents = [] } of pages) {
      const Objects = Contents.flatMap(({ Key, LastModified }): ObjectIdentifier[] =>
        Key !== undefined && LastModified && LastModified.getTime() <= last ? [{ Key }] : [],
      );
      if (Objects.length > 0)
        await client.send(new DeleteObjectsCommand({ Bucket: bucket, Delete: { Objects } }));
    }
  }
}
