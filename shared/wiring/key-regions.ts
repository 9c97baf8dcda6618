import { makeKmsClient } from '../adapters/aws/kms-client.ts';
import type { FurtherRegion } from '../adapters/aws/kms-key-maker.ts';
import { variables } from '../config/variables.ts';

/** The other Regions in which seal keys have replicas; none in a province with one Region. */
export function furtherKeyRegions(
  environment: Readonly<Record<string, string | undefined>>,
): readonly FurtherRegion[] {
  const names = environment[variables.furtherKeyRegions]?.split(',') ?? [];
  return names.map((name) => ({ name, client: makeKmsClient({ region: name }) }));
}
