import { existsSync, mkdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { startChild } from './child-process.ts';
import type { EngineProcess } from './engine-process.ts';

/** Where the engine keeps its data (in memory without a file) and listens. */
export interface DynamoDbEngineOptions {
  readonly dataFile?: string;
  readonly port: number;
}

function findBinary(): string {
  const name = `@dynoxide/${process.platform}-${process.arch}`;
  try {
    return join(
      dirname(createRequire(import.meta.url).resolve(`${name}/package.json`)),
      'dynoxide',
    );
  } catch {
    throw new Error(
      `The DynamoDB engine (${name}) is not installed on this platform. Run DynamoDB Local or another dynoxide yourself and set AWS_ENDPOINT_URL_DYNAMODB to its address.`,
    );
  }
}

/**
 * Without this index each write to a table with a stream scans all records of the stream: by the third thousand of
 * licences that is a quarter of the speed.
 */
function indexStreams(dataFile: string): void {
  const database = openBeside(dataFile);
  database.exec(
    'CREATE INDEX IF NOT EXISTS yinzheng_stream_order ON _stream_records(table_name, CAST(sequence_number AS INTEGER))',
  );
  database.close();
}

function openBeside(dataFile: string): DatabaseSync {
  return new DatabaseSync(dataFile, { timeout: 5000 });
}

/** The engine notes a table first and makes it then: one that was noted alone holds nothing and is forgotten. */
function forgetHalfMadeTables(dataFile: string): void {
  if (!existsSync(dataFile)) return;
  const database = openBeside(dataFile);
  const made = "SELECT name FROM sqlite_master WHERE type = 'table'";
  const isBegun = database.prepare(`${made} AND name = '_tables'`).get() !== undefined;
  if (isBegun) database.exec(`DELETE FROM _tables WHERE table_name NOT IN (${made})`);
  database.close();
}

/**
 * Starts the DynamoDB engine (dynoxide) as a child process. Its data survives kill -9; a power loss may take the last
 * transactions but leaves the file whole (SQLite, WAL, synchronous NORMAL).
 */
export async function startDynamoDbEngine(options: DynamoDbEngineOptions): Promise<EngineProcess> {
  const { dataFile, port } = options;
  if (dataFile !== undefined) {
    mkdirSync(dirname(dataFile), { recursive: true });
    forgetHalfMadeTables(dataFile);
  }
  const child = await startChild({
    name: 'DynamoDB engine',
    command: findBinary(),
    args: [
      'serve',
      '--host',
      '127.0.0.1',
      '-p',
      String(port),
      ...(dataFile ? ['--db-path', dataFile] : []),
    ],
    isReady: (line) => line.startsWith('Dynoxide listening on '),
    watchesInput: false,
  });
  try {
    if (dataFile !== undefined) indexStreams(dataFile);
  } catch (error) {
    await child.stop();
    throw error;
  }
  return { endpoint: `http://127.0.0.1:${port}`, child, close: () => child.stop() };
}

/** Which records of a table's stream have been read by all who read it. */
export interface ConsumedStream {
  readonly dataFile: string;
  readonly tableName: string;
  /** The sequence number up to which, inclusive, records are no longer needed. */
  readonly sequenceNumber: string;
}

/**
 * Deletes consumed stream records, beside the running engine; gives how many. The highest stays whatever happens, since
 * the engine numbers the next record from it.
 */
export function pruneStream({ dataFile, tableName, sequenceNumber }: ConsumedStream): number {
  const database = openBeside(dataFile);
  try {
    const { changes } = database
      .prepare(
        `DELETE FROM _stream_records WHERE table_name = ?1 AND CAST(sequence_number AS INTEGER) <= ?2
         AND CAST(sequence_number AS INTEGER) <
           (SELECT MAX(CAST(sequence_number AS INTEGER)) FROM _stream_records WHERE table_name = ?1)`,
      )
      .run(tableName, BigInt(sequenceNumber));
    return Number(changes);
  } finally {
    database.close();
  }
}
