/** Names of the environment variables that infra sets and functions read; one table, so that they agree. */
export const variables = {
  /** The province's public address, no trailing slash; the issuer of everything it signs. */
  provinceUrl: 'PROVINCE_URL',
  /** GB/T 2260 province code, 6 digits. */
  provinceCode: 'PROVINCE_CODE',
  /** Province name in zh-Hans, as in certificates' ST. */
  provinceName: 'PROVINCE_NAME',
  /** Short name of the Region that writes, part of status list ids. */
  regionName: 'REGION_NAME',
  /** Short names of all Regions, the first one's first, separated by commas; one where absent. */
  regionNames: 'REGION_NAMES',
  /** Table of the writing lease, in the standby Region; absent with one Region. */
  leaseTable: 'LEASE_TABLE',
  /** AWS Region of that table. */
  leaseRegion: 'LEASE_REGION',
  /** AWS Regions other than this one in which seal keys have replicas, separated by commas. */
  furtherKeyRegions: 'FURTHER_KEY_REGIONS',
  /** This Region's own table of licences to be mended; no other Region has a copy. */
  marksTable: 'MARKS_TABLE',
  /** Turn that entries name while there is one Region: the first, or what an earlier second Region came to. */
  writingEpoch: 'WRITING_EPOCH',
  directoryTable: 'DIRECTORY_TABLE',
  admissionTable: 'ADMISSION_TABLE',
  sealsTable: 'SEALS_TABLE',
  registerTable: 'REGISTER_TABLE',
  shelfTable: 'SHELF_TABLE',
  shelfBucket: 'SHELF_BUCKET',
  /** Files that are not public: uploads, faces, stamped documents. */
  filesBucket: 'FILES_BUCKET',
  /** Address under which others reach that bucket's store, where it is not AWS's own; for the embedded run only. */
  filesUrl: 'FILES_URL',
  /** Where that bucket answers, for pages that put files there themselves. */
  filesOrigin: 'FILES_ORIGIN',
  /** Path of the font that faces and seals are set in. */
  fontFile: 'FONT_FILE',
  /** Where the verifier fetches public files; the province's own address unless said otherwise. */
  shelfUrl: 'SHELF_URL',
  jobsTable: 'JOBS_TABLE',
  /** Notices of files to be checked and results to be made. */
  jobQueueUrl: 'JOB_QUEUE_URL',
  /** Notices that there are rows to be issued. */
  turnQueueUrl: 'TURN_QUEUE_URL',
  /** Notices of facts that go into the trail. */
  trailQueueUrl: 'TRAIL_QUEUE_URL',
  trailTable: 'TRAIL_TABLE',
  /** KMS key that signs checkpoints of the trail. */
  trailSignerKey: 'TRAIL_SIGNER_KEY',
  statusQueueUrl: 'STATUS_QUEUE_URL',
  trustQueueUrl: 'TRUST_QUEUE_URL',
  /** Notices of facts that others are told of. */
  factQueueUrl: 'FACT_QUEUE_URL',
  /** Notices that there is something to deliver to an endpoint. */
  deliveryQueueUrl: 'DELIVERY_QUEUE_URL',
  /** Events, their endpoints, and what became of deliveries. */
  outletTable: 'OUTLET_TABLE',
  /** Name of the EventBridge bus that events are put on; `none` for the embedded run. */
  eventBus: 'EVENT_BUS',
  /** KMS key (HMAC) behind the secrets of endpoints. */
  webhookKey: 'WEBHOOK_KEY',
  macKey: 'MAC_KEY',
  /** KMS key (HMAC) behind show codes. */
  codeKey: 'CODE_KEY',
  /** JSON of `identity-provider.ts`: where holders log in. */
  identityProvider: 'IDENTITY_PROVIDER',
  holdingTable: 'HOLDING_TABLE',
  tokenKey: 'TOKEN_KEY',
  /** KMS key (HMAC) behind the nonces of DPoP proofs. */
  nonceKey: 'NONCE_KEY',
  statusSignerKey: 'STATUS_SIGNER_KEY',
  listSignerKey: 'LIST_SIGNER_KEY',
  receiptSignerKey: 'RECEIPT_SIGNER_KEY',
  sealingCaKey: 'SEALING_CA_KEY',
  /** Trust anchors: DER root certificates, base64, separated by commas. */
  trustAnchors: 'TRUST_ANCHORS',
  /** `loopback` lets other provinces run on this machine, without TLS; for the embedded run only. */
  foreignNetwork: 'FOREIGN_NETWORK',
  /** Folder of the built pages. */
  pagesFolder: 'PAGES_FOLDER',
  /** Milliseconds added to the system clock; for the embedded run only. */
  clockOffset: 'CLOCK_OFFSET_MS',
  /** Commit that the bundle was built from; absent where the build did not say. */
  serviceCommit: 'SERVICE_COMMIT',
} as const;

export type VariableName = keyof typeof variables;

/**
 * Reads the named variables; all missing ones are named in one error.
 * @throws Error naming every missing variable
 */
export function readVariables<const Names extends readonly VariableName[]>(
  environment: Readonly<Record<string, string | undefined>>,
  names: Names,
): Record<Names[number], string> {
  const missing = names
    .filter((name) => !environment[variables[name]])
    .map((name) => variables[name]);
  if (missing.length > 0) throw new Error(`missing environment variables: ${missing.join(', ')}`);
  return Object.fromEntries(
    names.map((name) => [name, environment[variables[name]] ?? '']),
  ) as Record<Names[number], string>;
}

/** The clock's shift, 0 where none is set. */
export function readClockOffset(environment: Readonly<Record<string, string | undefined>>): number {
  return Number(environment[variables.clockOffset] ?? 0);
}

/** Where others reach the store of files; absent where it is AWS's own address. */
export function readFilesUrl(
  environment: Readonly<Record<string, string | undefined>>,
): string | undefined {
  return environment[variables.filesUrl] || undefined;
}

/** Where other provinces are: the public network, unless this is the embedded run. */
export function readForeignNetwork(
  environment: Readonly<Record<string, string | undefined>>,
): 'public' | 'loopback' {
  return environment[variables.foreignNetwork] === 'loopback' ? 'loopback' : 'public';
}
