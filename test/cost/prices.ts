/**
 * AWS list prices in US dollars, us-east-1, without free tiers, reserved capacity or savings plans,
 * copied by hand. aws-cn has its own list in yuan; the counts stay the same.
 */
export const prices = {
  'HTTP API request': 1 / 1e6,
  'Lambda request': 0.2 / 1e6,
  'Lambda GB-second (arm64)': 0.0000133334,
  'DynamoDB write unit (on demand)': 0.625 / 1e6,
  'DynamoDB read unit (on demand)': 0.125 / 1e6,
  'KMS request, ECC key': 0.15 / 1e4,
  'KMS request, symmetric or HMAC key': 0.03 / 1e4,
  'SQS request': 0.4 / 1e6,
  'S3 PUT or LIST': 5 / 1e6,
  'S3 GET': 0.4 / 1e6,
} as const;

export type Priced = keyof typeof prices;

/** What every province pays for a month, whatever happens. */
export const monthly = { 'KMS key': 1, 'CloudWatch alarm': 0.1 } as const;

/** What is not measured here, because this machine is not the cloud. */
export const assumptions = {
  /** Milliseconds that a function waits for one call, beside its own work. */
  waitMilliseconds: { dynamodb: 6, kms: 15, sqs: 8, s3: 25, endpoint: 200 },
  /** Its own work, for want of a better figure: a verification on half a core takes less. */
  ownMilliseconds: 5,
  memoryGigabytes: 1,
} as const;
