import { allows } from '../../infra/rights/policy.ts';
import type { CloudFunction, readCloud } from '../../infra/rights/read-cloud.ts';
import { sealKeyIn } from '../../infra/rights/rights-table.ts';

/** How digests are signed and made, and in no other way. */
export const digest = {
  'kms:SigningAlgorithm': 'ECDSA_SHA_256',
  'kms:MessageType': 'DIGEST',
  'kms:MacAlgorithm': 'HMAC_SHA_256',
};

/** A Region, and what is in it. */
interface RightsOfRegion extends ReturnType<typeof readCloud> {
  readonly region: string;
}

/** Who may do what in one Region, as the templates have it. */
export function makeRightsScene({ region, functions, resources }: RightsOfRegion) {
  const arnOf = (name: string) => {
    const found = resources.find((one) => one.name === name);
    if (!found) throw new Error(`no resource ${name}`);
    return found.arn;
  };
  const tagsOf = (tags: Readonly<Record<string, string>>) =>
    Object.fromEntries(
      Object.entries(tags).map(([key, value]) => [`aws:ResourceTag/${key}`, value]),
    );
  /** Names of the functions that may do it. */
  const whoMay = (action: string, resource: string, context: Record<string, string> = {}) =>
    functions
      .filter(({ statements }) => allows(statements, { action, resource, context }))
      .map(({ name }) => name)
      .sort();
  const keys = resources.filter(({ type }) => type === 'AWS::KMS::Key');
  const tables = resources.filter(({ type }) => type === 'AWS::DynamoDB::GlobalTable');
  const whoMayWithKeys = (action: string, more: Record<string, string> = {}) =>
    Object.fromEntries(
      [...keys, sealKeyIn(region)].map(({ name, arn, tags }) => [
        name,
        whoMay(action, arn, { ...digest, ...tagsOf(tags), ...more }),
      ]),
    );
  const whoMayInTables = (action: string, partition = 'any') =>
    Object.fromEntries(
      tables.map(({ name, arn }) => [
        name,
        whoMay(action, arn, { 'dynamodb:LeadingKeys': partition }),
      ]),
    );
  const nobodyIn = (names: readonly { name: string }[]) =>
    Object.fromEntries(names.map(({ name }) => [name, []]));
  const inZone = (zone: string) => functions.filter((one) => one.zone === zone);
  const actionsOf = ({ statements }: CloudFunction) => statements.flatMap((one) => one.actions);
  return {
    ...{ region, functions, resources, keys, tables },
    ...{ arnOf, tagsOf, whoMay, whoMayWithKeys, whoMayInTables, nobodyIn, inZone, actionsOf },
  };
}

export type RightsScene = ReturnType<typeof makeRightsScene>;
