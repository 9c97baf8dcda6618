import { Stack } from 'aws-cdk-lib';
import type { Province } from '../province.ts';
import { zoneOf } from '../stacks/zone-stack.ts';
import type { ServiceFunction } from './service-function.ts';

/** The lease's table has a name of its own making: the other Region's functions go by it. */
export const leaseTableName = ({ slug }: Province) => `yinzheng-${slug}-writer-lease`;

/** What counts once for both Regions and so lies with the lease: number sequences and the chain of issue roots. */
export type CountedOnce = 'lease#*' | 'issue-roots';

/** In the standby Region, so that whoever loses sight of it is the one that writes. */
const leaseRegionOf = ({ regions }: Province): string | undefined => regions[1];

/** The right over the lease's table, wherever that lies, as far as these partitions go. */
function allowInLease(by: ServiceFunction, actions: string[], partition: 'writer' | CountedOnce) {
  const { province } = zoneOf(by);
  const region = leaseRegionOf(province);
  if (region === undefined) return;
  const table = Stack.of(by).formatArn({
    service: 'dynamodb',
    region,
    resource: 'table',
    resourceName: leaseTableName(province),
  });
  by.allow(actions, [table], {
    'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': [partition] },
    Null: { 'dynamodb:LeadingKeys': 'false' },
  });
}

const joined = new WeakSet<ServiceFunction>();

/**
 * In a province with two Regions: may ask whose turn it is to write, and renew the own turn; the
 * clock's function, with the same right, also takes over. Given once, with what the function goes by.
 */
export function grantTurn(to: ServiceFunction): void {
  const { province, region } = zoneOf(to);
  const leaseRegion = leaseRegionOf(province);
  if (joined.has(to)) return;
  joined.add(to);
  if (leaseRegion === undefined) {
    setEpoch(to, province);
    return;
  }
  allowInLease(to, ['dynamodb:GetItem', 'dynamodb:PutItem'], 'writer');
  to.setVariables({
    regionName: region,
    regionNames: province.regions.join(),
    leaseTable: leaseTableName(province),
    leaseRegion,
  });
}

/** In one Region nobody is asked: its number is told, where it is not the first. */
function setEpoch(to: ServiceFunction, { writingEpoch }: Province): void {
  if (writingEpoch !== undefined) to.setVariables({ writingEpoch: String(writingEpoch) });
}

/** Count number sequences, or append to the chain of issue roots, where it is done once for both Regions. */
export function grantCountingOnce(to: ServiceFunction, what: CountedOnce): void {
  grantTurn(to);
  const actions = what === 'lease#*' ? ['UpdateItem'] : ['Query', 'PutItem'];
  allowInLease(
    to,
    actions.map((one) => `dynamodb:${one}`),
    what,
  );
}
