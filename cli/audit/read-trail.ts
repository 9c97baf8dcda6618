import { localClientConfig } from '../../local/engines/client-config.ts';
import { portsOf, urlOf } from '../../local/province/provinces.ts';
import { makeDynamoClient } from '../../shared/adapters/aws/dynamo-client.ts';
import { makeHoldingTable } from '../../shared/adapters/aws/dynamo-holding-table.ts';
import { makeDynamoTrail } from '../../shared/adapters/aws/dynamo-trail.ts';
import type { TrailRow } from '../../shared/domain/trail.ts';
import type { Trail } from '../../shared/ports/trail.ts';
import { findLocalProvince } from '../find-local-province.ts';

/** Where the trail is: in the AWS account of the AWS_* environment where its table is given. */
export interface TrailOptions {
  /** Name or address of a province of the embedded run. */
  readonly province: string;
  readonly trailTable?: string;
}

/** A whole trail as it is stored, to be gone through once; only a page of it is held. */
export interface StoredTrail {
  /** Whose it has to be. */
  readonly provinceUrl: string;
  readonly rows: AsyncIterable<TrailRow>;
  /** Compact. */
  readonly checkpoints: AsyncIterable<string>;
}

const atOnce = 1000;

async function openTable({ province, trailTable }: TrailOptions) {
  const provinceUrl = province.replace(/\/$/, '');
  if (trailTable) return { provinceUrl, client: makeDynamoClient(), table: trailTable };
  const local = await findLocalProvince(province);
  const client = makeDynamoClient(localClientConfig(`http://127.0.0.1:${portsOf(local).dynamodb}`));
  return { provinceUrl: urlOf(local), client, table: `${local.slug}-trail` };
}

/** Page by page, the next when the one before it is used up. */
async function* readPages<One>(
  read: (after: number, limit: number) => Promise<readonly One[]>,
  positionOf: (one: One) => number,
): AsyncGenerator<One, void, undefined> {
  for (let after = 0; ; ) {
    const page = await read(after, atOnce);
    const last = page.at(-1);
    if (last === undefined) return;
    yield* page;
    after = positionOf(last);
  }
}

async function* readCompacts(trail: Trail): AsyncGenerator<string, void, undefined> {
  const kept = readPages(trail.readCheckpoints, ({ sequence }) => sequence);
  for await (const { compact } of kept) yield compact;
}

/**
 * Reads rows and checkpoints where they lie, with the auditor's own rights and past every function of the
 * service. Rows that come while it is read lie behind the last checkpoint, if checkpoints are read first.
 * @throws Usage where it is neither a province of the embedded run nor named by its table
 */
export async function readTrail(options: TrailOptions): Promise<StoredTrail> {
  const { provinceUrl, ...place } = await openTable(options);
  const trail = makeDynamoTrail(makeHoldingTable(place));
  const rows = readPages(trail.read, ({ number }) => number);
  return { provinceUrl, rows, checkpoints: readCompacts(trail) };
}
