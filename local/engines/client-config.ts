/** What an AWS SDK client needs to speak to an engine on this machine. S3 clients add `forcePathStyle: true`. */
export interface LocalClientConfig {
  readonly endpoint: string;
  readonly region: string;
  readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
}

/** The engines check no signature, but the SDK does not send without one: any credentials do. */
export function localClientConfig(endpoint: string): LocalClientConfig {
  return {
    endpoint,
    region: 'cn-north-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  };
}
