import { makeDynamoDirectory } from '../../shared/adapters/aws/dynamo-directory.ts';
import { makeDynamoLicenceDraftWriter } from '../../shared/adapters/aws/dynamo-licence-drafts.ts';
import { makeDynamoNumberSequences } from '../../shared/adapters/aws/dynamo-number-sequences.ts';
import { makeDynamoSeals } from '../../shared/adapters/aws/dynamo-seals.ts';
import { makeDynamoStatusPlaces } from '../../shared/adapters/aws/dynamo-status-places.ts';
import { makeKmsClient } from '../../shared/adapters/aws/kms-client.ts';
import { makeKmsKeyedDigests } from '../../shared/adapters/aws/kms-keyed-digests.ts';
import { makeKmsSigningKeys } from '../../shared/adapters/aws/kms-signing-keys.ts';
import { makeItemValidator } from '../../shared/adapters/system/item-validator.ts';
import { makeNodeSealSignatures } from '../../shared/adapters/system/node-seal-signatures.ts';
import { systemRandom } from '../../shared/adapters/system/random.ts';
import { readVariables } from '../../shared/config/variables.ts';
import { countedOnce } from '../../shared/wiring/writing.ts';
import { type Environment, type MeasuredOperation, wireRegister } from './wire-register.ts';

/** What signing with seals' keys needs beside the register. */
export function wireSigning(environment: Environment, { table }: ReturnType<typeof wireRegister>) {
  const { sealsTable } = readVariables(environment, ['sealsTable']);
  return {
    seals: makeDynamoSeals({ client: table.client, table: sealsTable }),
    signatures: makeNodeSealSignatures(),
    // one attempt: the client would repeat a lost signing that no record knows of
    keys: makeKmsSigningKeys(makeKmsClient({ maxAttempts: 1 })),
  };
}

/** All that issuing needs, one licence or many. @throws Error naming missing variables */
export function wireIssuing(environment: Environment, operation?: MeasuredOperation) {
  const wired = wireRegister(environment, operation);
  const { table, writing, ports } = wired;
  const { directoryTable, macKey } = readVariables(environment, ['directoryTable', 'macKey']);
  const digests = makeKmsKeyedDigests({ client: makeKmsClient(), keyId: macKey });
  const { region } = writing;
  return {
    table,
    ports: {
      ...ports,
      ...wireSigning(environment, wired),
      random: systemRandom,
      directory: makeDynamoDirectory({ client: table.client, table: directoryTable }),
      validator: makeItemValidator(),
      places: makeDynamoStatusPlaces({ ...table, region, digests, clock: ports.clock }),
      sequences: makeDynamoNumberSequences(table, countedOnce(environment)),
      drafts: makeDynamoLicenceDraftWriter(table),
      digests,
    },
  };
}
