import { localClientConfig } from '../../local/engines/client-config.ts';
import { portsOf } from '../../local/province/provinces.ts';
import { makeDynamoClient } from '../../shared/adapters/aws/dynamo-client.ts';
import { makeDynamoDirectory } from '../../shared/adapters/aws/dynamo-directory.ts';
import { makeDynamoRestoredRegister } from '../../shared/adapters/aws/dynamo-restored-register.ts';
import { makeDynamoStatusEntries } from '../../shared/adapters/aws/dynamo-status-entries.ts';
import { findLocalProvince } from '../find-local-province.ts';
import { readPublishedStatusLists } from './published-status-lists.ts';
import type { SettleRegisterPorts } from './settle-register.ts';

/** Where the restored register is: in the AWS account of the environment where tables are given. */
export interface RestoreOptions {
  /** The province's address, or its name in the embedded run. */
  readonly province: string;
  readonly registerTable?: string;
  readonly directoryTable?: string;
}

async function openTables({ province, registerTable, directoryTable }: RestoreOptions) {
  if (registerTable && directoryTable) {
    return { client: makeDynamoClient(), register: registerTable, directory: directoryTable };
  }
  const local = await findLocalProvince(province);
  const endpoint = `http://127.0.0.1:${portsOf(local).dynamodb}`;
  const client = makeDynamoClient(localClientConfig(endpoint));
  return { client, register: `${local.slug}-register`, directory: `${local.slug}-directory` };
}

/** @throws Usage where it is neither a province of the embedded run nor named by its tables */
export async function openRestore(options: RestoreOptions): Promise<SettleRegisterPorts> {
  const { client, register, directory } = await openTables(options);
  const table = { client, table: register };
  const certificates = await makeDynamoDirectory({ client, table: directory }).findCertificates();
  if (!certificates) throw new Error('the province has no certificates yet');
  const provinceUrl = options.province.replace(/\/$/, '');
  return {
    register: makeDynamoRestoredRegister(table),
    statusEntries: makeDynamoStatusEntries(table),
    published: () => readPublishedStatusLists(provinceUrl, certificates.statusSigner),
  };
}
