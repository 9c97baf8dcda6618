import { KMSClient, type KMSClientConfig } from '@aws-sdk/client-kms';

/** The KMS client: short timeouts, three attempts unless told; region, endpoint and credentials come from the standard environment. */
export function makeKmsClient(config: KMSClientConfig = {}): KMSClient {
  return new KMSClient({
    maxAttempts: 3,
    requestHandler: { connectionTimeout: 1000, requestTimeout: 3000, throwOnRequestTimeout: true },
    ...config,
  });
}
