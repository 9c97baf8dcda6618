import {
  CreateTableCommand,
  DescribeTableCommand,
  type DynamoDBClient,
  ResourceNotFoundException,
  type StreamSpecification,
  type TableDescription,
  UpdateTableCommand,
} from '@aws-sdk/client-dynamodb';

/** A table of ours: partition key `pk` and sort key `sk`, both text, with or without a stream. */
export interface TableDefinition {
  readonly name: string;
  readonly stream?: 'NEW_IMAGE' | 'KEYS_ONLY';
}

/** A table that exists; `streamArn` is there when its definition has a stream. */
export interface CreatedTable {
  readonly name: string;
  readonly streamArn: string | undefined;
}

function streamOf({ stream }: TableDefinition): StreamSpecification {
  return stream === undefined
    ? { StreamEnabled: false }
    : { StreamEnabled: true, StreamViewType: stream };
}

async function findTable(
  client: DynamoDBClient,
  name: string,
): Promise<TableDescription | undefined> {
  try {
    return (await client.send(new DescribeTableCommand({ TableName: name }))).Table;
  } catch (error) {
    if (error instanceof ResourceNotFoundException) return undefined;
    throw error;
  }
}

async function makeTable(client: DynamoDBClient, definition: TableDefinition) {
  const command = new CreateTableCommand({
    TableName: definition.name,
    AttributeDefinitions: [
      { AttributeName: 'pk', AttributeType: 'S' },
      { AttributeName: 'sk', AttributeType: 'S' },
    ],
    KeySchema: [
      { AttributeName: 'pk', KeyType: 'HASH' },
      { AttributeName: 'sk', KeyType: 'RANGE' },
    ],
    BillingMode: 'PAY_PER_REQUEST',
    ...(definition.stream && { StreamSpecification: streamOf(definition) }),
  });
  return (await client.send(command)).TableDescription;
}

async function switchStreamOn(client: DynamoDBClient, definition: TableDefinition) {
  const command = new UpdateTableCommand({
    TableName: definition.name,
    StreamSpecification: streamOf(definition),
  });
  return (await client.send(command)).TableDescription;
}

async function createTable(
  client: DynamoDBClient,
  definition: TableDefinition,
): Promise<CreatedTable> {
  const { name, stream } = definition;
  const found = await findTable(client, name);
  const view = found?.StreamSpecification?.StreamEnabled
    ? found.StreamSpecification.StreamViewType
    : undefined;
  if (found !== undefined && view !== undefined && view !== stream) {
    throw new Error(
      `The table ${name} has a stream of ${view}, wanted is ${stream ?? 'none'}: start over with --fresh`,
    );
  }
  const table =
    found === undefined
      ? await makeTable(client, definition)
      : view === stream
        ? found
        : await switchStreamOn(client, definition);
  return { name, streamArn: stream === undefined ? undefined : table?.LatestStreamArn };
}

/** Creates the tables that are not there yet; a second time it changes nothing. */
export async function createTables(
  client: DynamoDBClient,
  definitions: readonly TableDefinition[],
): Promise<ReadonlyMap<string, CreatedTable>> {
  const tables = new Map<string, CreatedTable>();
  for (const definition of definitions)
    tables.set(definition.name, await createTable(client, definition));
  return tables;
}
