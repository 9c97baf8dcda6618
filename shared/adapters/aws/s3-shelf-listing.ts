import { paginateListObjectsV2 } from '@aws-sdk/client-s3';
import type { ListedFile, ShelfListing } from '../../ports/shelf-listing.ts';
import type { S3ShelfOptions } from './s3-shelf.ts';

/** What lies on the shelf on S3. */
export function makeS3ShelfListing({ client, bucket }: S3ShelfOptions): ShelfListing {
  return {
    async list(folder) {
      const files: ListedFile[] = [];
      const query = { Bucket: bucket, Prefix: folder, Delimiter: '/' };
      for await (const page of paginateListObjectsV2({ client }, query)) {
        for (const { Key: path = '', ETag: etag = '' } of page.Contents ?? []) {
          files.push({ path, etag });
        }
      }
      return files;
    },
  };
}
