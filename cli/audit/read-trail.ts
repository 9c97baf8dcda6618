import { localClientConfig } from '../../local/engines/client-config.ts';
import { portsOf, urlOf } from '../../local/province/provinces.ts';
import { makeDynamoClient } from '../../shared/adapters/aws/dynamo-client.ts';
import { makeHoldingTable } from '../../shared/adapters/aws/dynamo-holding-table.ts';
import { makeDynamoTrail } from '../../shared/adapters/aws/dynamo-trail.ts';
import type { TrailRow } from '../../shared/domain/trail.ts';
import { findLocalProvince } from '../find-local-province.ts';

/** Where the trail is: in the AWS account of the AWS_* environment where its table is given. */
export interface TrailOptions {
  /** Name or address of a province of the embedded run. */
  readonly province: string;
  readonly trailTable?: string;
}

/** A whole trail as it is stored. */
export interface StoredTrail {
  /** Whose it has to be. */
  readonly provinceUrl: string;
  readonly rows: readonly TrailRow[];
  /** Compact. */
  readonly checkpoints: readonly string[];
}

const atOnce = 1000;

async function openTable({ province, trailTable }: TrailOptions) {
  const provinceUrl = province.replace(/\/$/, '');
  if (trailTable) return { provinceUrl, client: makeDynamoClient(), table: trailTable };
  const local = await findLocalProvince(province);
  const client = makeDynamoClient(localClientConfig(`http://127.0.0.1:${portsOf(local).dynamodb}`));
  return { provinceUrl: urlOf(local), client, table: `${local.slug}-trail` };
}

async function readAll<One>(
  read: (after: number, limit: number) => Promise<readonly One[]>,
  positionOf: (one: One) => number,
): Promise<readonly One[]> {
  const all: One[] = [];
  for (;;) {
    const last = all.at(-1);
    const page = await read(last === undefined ? 0 : positionOf(last), atOnce);
    if (page.length === 0) return all;
    all.push(...page);
  }
}

/**
 * Reads rows and checkpoints where they lie, with the auditor's own rights and past every function of the
 * service. Checkpoints first: rows that come meanwhile lie behind the last of them.
 * @throws Usage where it is neither a province of the embedded run nor named by its table
 */
export async function readTrail(options: TrailOptions): Promise<StoredTrail> {
  const { provinceUrl, ...place } = await openTable(options);
  const trail = makeDynamoTrail(makeHoldingTable(place));
  const kept = await readAll(trail.readCheckpoints, ({ sequence }) => sequence);
  const rows = await readAll(trail.read, ({ number }) => number);
  return { provinceUrl, rows, checkpoints: kept.map(({ compact }) => compact) };
}
