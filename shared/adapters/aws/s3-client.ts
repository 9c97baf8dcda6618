import { S3Client, type S3ClientConfig } from '@aws-sdk/client-s3';

/**
 * The S3 client: short timeouts, three attempts. Where another endpoint than AWS's own is set, as for
 * an engine on this machine, buckets are addressed by path.
 */
export function makeS3Client(
  environment: Readonly<Record<string, string | undefined>>,
  config: S3ClientConfig = {},
): S3Client {
  return new S3Client({
    maxAttempts: 3,
    requestHandler: { connectionTimeout: 1000, requestTimeout: 5000, throwOnRequestTimeout: true },
    forcePathStyle: environment['AWS_ENDPOINT_URL_S3'] !== undefined,
    ...config,
  });
}

/**
 * For putting the parts of a file together: of half a gigabyte the store says nothing for a while, and
 * who asks again meanwhile is told that there is no such upload.
 * @see Amazon S3 API, CompleteMultipartUpload: processing may take minutes
 */
export const completingOptions = { requestTimeout: 25_000 } as const;

/** The client that signs addresses for others: for the host by which they reach the store, and for what they send with no header of ours. */
export function makeS3Signer(
  environment: Readonly<Record<string, string | undefined>>,
  filesUrl: string | undefined,
): S3Client {
  return makeS3Client(environment, {
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
    ...(filesUrl === undefined ? {} : { endpoint: filesUrl, forcePathStyle: true }),
  });
}
