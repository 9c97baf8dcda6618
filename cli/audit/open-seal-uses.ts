import type { ReconcileSealUsesPorts } from '../../functions/supervising/reconcile-seal-uses/reconcile-seal-uses.ts';
import { localClientConfig } from '../../local/engines/client-config.ts';
import { makeEngineSignCounts } from '../../local/kms/read-sign-counts.ts';
import { portsOf } from '../../local/province/provinces.ts';
import { makeDynamoClient } from '../../shared/adapters/aws/dynamo-client.ts';
import { makeDynamoDirectory } from '../../shared/adapters/aws/dynamo-directory.ts';
import { makeDynamoSealUses } from '../../shared/adapters/aws/dynamo-seal-uses.ts';
import { makeDynamoSeals } from '../../shared/adapters/aws/dynamo-seals.ts';
import type { KeySignatureCounts } from '../../shared/ports/seal-uses.ts';
import { findLocalProvince } from '../find-local-province.ts';
import { Usage } from '../output.ts';
import { makeFileKeyCounts } from './read-key-counts.ts';

/** Where seals, register and KMS's counts are. */
export interface SealUsesOptions {
  /** Name or address of a province of the embedded run. */
  readonly province: string;
  /** File of counts by key: what is in the AWS account of the AWS_* environment is audited. */
  readonly counts?: string;
  readonly directoryTable?: string;
  readonly sealsTable?: string;
  readonly registerTable?: string;
}

interface Tables {
  readonly directory: string;
  readonly seals: string;
  readonly register: string;
}

function toPorts(
  client: ReturnType<typeof makeDynamoClient>,
  tables: Tables,
  signatures: KeySignatureCounts,
): ReconcileSealUsesPorts {
  return {
    signatures,
    directory: makeDynamoDirectory({ client, table: tables.directory }),
    seals: makeDynamoSeals({ client, table: tables.seals }),
    uses: makeDynamoSealUses({ client, tables: [tables.register, tables.seals] }),
  };
}

function openCloud(counts: string, options: SealUsesOptions): ReconcileSealUsesPorts {
  const { directoryTable, sealsTable, registerTable } = options;
  if (!directoryTable || !sealsTable || !registerTable) {
    throw new Usage('which tables? give --directory-table, --seals-table and --register-table');
  }
  const tables = { directory: directoryTable, seals: sealsTable, register: registerTable };
  return toPorts(makeDynamoClient(), tables, makeFileKeyCounts(counts));
}

/** Ports over the embedded run's engines, or over the cloud where counts are given. @throws Usage */
export async function openSealUses(options: SealUsesOptions): Promise<ReconcileSealUsesPorts> {
  if (options.counts) return openCloud(options.counts, options);
  const province = await findLocalProvince(options.province);
  const { dynamodb, kms } = portsOf(province);
  const client = makeDynamoClient(localClientConfig(`http://127.0.0.1:${dynamodb}`));
  const tableOf = (name: string) => `${province.slug}-${name}`;
  const tables = {
    directory: tableOf('directory'),
    seals: tableOf('seals'),
    register: tableOf('register'),
  };
  return toPorts(client, tables, makeEngineSignCounts(`http://127.0.0.1:${kms}`));
}
