import type { KMSClient } from '@aws-sdk/client-kms';
import { holdCeremony } from '../../functions/governing/hold-ceremony/hold-ceremony.ts';
import { makeKmsCeremonyKeys } from '../../shared/adapters/aws/kms-ceremony-keys.ts';
import { makeNodePrimitives } from '../../shared/adapters/system/node-primitives.ts';
import type { Clock } from '../../shared/ports/clock.ts';
import type { Directory, ProvinceCertificates } from '../../shared/ports/directory.ts';
import type { DirectoryBootstrap } from '../../shared/ports/directory-proposals.ts';
import { Problem } from '../../shared/problem/problem.ts';
import { StartRefusal } from '../start-options.ts';

/** What a province's key ceremony needs. */
export interface SampleCeremonyOptions {
  /** With one attempt a call: CreateKey cannot be repeated. */
  readonly kms: KMSClient;
  readonly directory: Pick<Directory, 'findCertificates'>;
  readonly bootstrap: DirectoryBootstrap;
  readonly clock: Clock;
  readonly provinceName: string;
}

/** Data of years ago, whose certificates are over, can only be looked at in their own time. */
function refuseOver(error: unknown): never {
  if (!(error instanceof Problem) || error.details.reason !== 'chain-expired') throw error;
  throw new StartRefusal(
    'The certificates of this data are over. ' +
      'Start over with: npm start -- --fresh, or at the time of the data with --now',
  );
}

/**
 * The ceremony as `yinzheng ceremony` holds it, with nobody present and certificates that say 示例.
 * @throws StartRefusal where certificates of an earlier start are over
 */
export async function holdSampleCeremony({
  kms,
  provinceName,
  ...ports
}: SampleCeremonyOptions): Promise<ProvinceCertificates> {
  const keys = makeKmsCeremonyKeys(kms);
  const { certificates } = await holdCeremony(
    { ...ports, keys, primitives: makeNodePrimitives() },
    { provinceName, sample: true, present: [] },
  ).catch(refuseOver);
  if (!certificates) throw new Error('the ceremony left no certificates');
  return certificates;
}
