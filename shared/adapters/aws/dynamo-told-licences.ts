import { BatchGetItemCommand, GetItemCommand } from '@aws-sdk/client-dynamodb';
import type { DepartmentCode, HolderDigest, LicenceId, LicenceTypeCode } from '../../domain/ids.ts';
import type { FoundLicence, NumberKey, ToldLicences } from '../../ports/field-checks.ts';
import { toLicenceHead, toReservation } from './dynamo-register-items.ts';
import { type RegisterItem, registerKeys } from './dynamo-register-keys.ts';
import type { ReaderOptions } from './dynamo-register-reader.ts';

/** What is looked for where nothing is. */
const nobodys = 'nobody.nobody.nobody' as LicenceId;
const nobodysNumbers = ['1', '2'].map((numberDigest) => ({
  type: 'none' as LicenceTypeCode,
  department: 'none' as DepartmentCode,
  numberDigest,
}));

/** Numbers lead to licences; DynamoDB leaves none of two for a second asking. */
async function findIdByNumber(
  { client, table }: ReaderOptions,
  numberKeys: readonly NumberKey[],
): Promise<LicenceId | undefined> {
  const Keys = numberKeys.map(registerKeys.number);
  const RequestItems = { [table]: { Keys, ConsistentRead: true } };
  const { Responses, UnprocessedKeys } = await client.send(
    new BatchGetItemCommand({ RequestItems }),
  );
  if (Object.keys(UnprocessedKeys ?? {}).length > 0) throw new Error('numbers were not read');
  return Responses?.[table]?.find((item) => item['licenceId'])?.['licenceId']?.S as
    | LicenceId
    | undefined;
}

function toFound(
  head: RegisterItem | undefined,
  version: RegisterItem | undefined,
): FoundLicence | undefined {
  const reservation = version && toReservation(version);
  if (head === undefined || reservation === undefined) return undefined;
  const { licenceId, identifier, number, state, validFrom, validUntil } = toLicenceHead(head);
  const { holders, items, holderDigests } = reservation;
  return {
    ...{ licenceId, identifier, number, state, validFrom, holders, items },
    ...(validUntil === undefined ? {} : { validUntil }),
    holderDigests: holderDigests as readonly HolderDigest[],
  };
}

/** Licences in the register's table, by what somebody was told: three reads, whatever there is. */
export function makeDynamoToldLicences(options: ReaderOptions): ToldLicences {
  const read = async (key: RegisterItem) => {
    const command = new GetItemCommand({
      TableName: options.table,
      Key: key,
      ConsistentRead: true,
    });
    return (await options.client.send(command)).Item;
  };
  return {
    async find(pointer) {
      const numberKeys = 'numberKeys' in pointer ? pointer.numberKeys : nobodysNumbers;
      const byNumber = await findIdByNumber(options, numberKeys);
      const id = 'licenceId' in pointer ? pointer.licenceId : (byNumber ?? nobodys);
      const head = await read(registerKeys.head(id));
      const version = Number(head?.['version']?.N ?? 1);
      return toFound(head, await read(registerKeys.version(id, version)));
    },
  };
}
