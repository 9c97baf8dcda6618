/** What differs between the partitions that the service runs in. */
export interface PartitionFeatures {
  /** CloudFront before the API and the shelf: in China it lacks ACM certificates, origin access control and cache policies. */
  readonly cloudFront: boolean;
  /** Active tracing of functions: China has no X-Ray for Lambda. */
  readonly tracing: boolean;
}

const features = {
  aws: { cloudFront: true, tracing: true },
  'aws-cn': { cloudFront: false, tracing: false },
} as const satisfies Record<string, PartitionFeatures>;

/** The partition that a Region lies in. */
export function partitionOf(region: string): keyof typeof features {
  return region.startsWith('cn-') ? 'aws-cn' : 'aws';
}

/** The one switch: what may be used in this Region's partition. */
export function featuresOf(region: string): PartitionFeatures {
  return features[partitionOf(region)];
}
