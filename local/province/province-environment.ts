import { fileURLToPath } from 'node:url';
import { toIdentityVariable } from '../../shared/config/identity-provider.ts';
import { variables } from '../../shared/config/variables.ts';
import { identityProviderOf } from '../identity/settings.ts';
import type { LocalProvince } from './provinces.ts';
import { urlOf } from './provinces.ts';
import type { Resources } from './resources.ts';

/** What the functions' environment is made from. */
export interface EnvironmentSources {
  readonly province: LocalProvince;
  readonly resources: Resources;
  /** The province's own root, DER, base64. */
  readonly trustAnchor: string;
  readonly clockOffsetMilliseconds: number;
  /** Where the pages were built. */
  readonly pagesFolder: string;
}

const fontModule = '@expo-google-fonts/noto-sans-sc/400Regular/NotoSansSC_400Regular.ttf';

/** Short name of the one Region that the embedded run is. */
const regionName = 'l1';

/** The variables that the cloud's stacks would set, for all functions at once. */
export function provinceEnvironment(sources: EnvironmentSources): Record<string, string> {
  const { province, resources, trustAnchor, clockOffsetMilliseconds, pagesFolder } = sources;
  const { tables } = resources;
  return {
    [variables.provinceUrl]: urlOf(province),
    [variables.provinceCode]: province.code,
    [variables.provinceName]: province.name,
    [variables.regionName]: regionName,
    [variables.directoryTable]: tables.directory,
    [variables.admissionTable]: tables.admission,
    [variables.sealsTable]: tables.seals,
    [variables.registerTable]: tables.register,
    [variables.shelfTable]: tables.shelf,
    [variables.jobsTable]: tables.jobs,
    [variables.jobQueueUrl]: resources.jobQueueUrl,
    [variables.turnQueueUrl]: resources.turnQueueUrl,
    ...tellingEnvironment(resources),
    [variables.shelfBucket]: resources.bucket,
    [variables.filesBucket]: resources.filesBucket,
    [variables.filesUrl]: urlOf(province),
    [variables.filesOrigin]: urlOf(province),
    [variables.fontFile]: fileURLToPath(import.meta.resolve(fontModule)),
    [variables.pagesFolder]: pagesFolder,
    [variables.shelfUrl]: urlOf(province),
    [variables.statusQueueUrl]: resources.statusQueueUrl,
    [variables.trustQueueUrl]: resources.trustQueueUrl,
    [variables.macKey]: keyAliases.mac,
    [variables.codeKey]: keyAliases.code,
    [variables.holdingTable]: tables.holding,
    [variables.identityProvider]: toIdentityVariable(identityProviderOf(province)),
    [variables.tokenKey]: keyAliases.token,
    [variables.nonceKey]: keyAliases.nonce,
    [variables.statusSignerKey]: keyAliases.statusSigner,
    [variables.listSignerKey]: keyAliases.listSigner,
    [variables.receiptSignerKey]: keyAliases.receiptSigner,
    [variables.sealingCaKey]: keyAliases.sealingCa,
    [variables.trustAnchors]: trustAnchor,
    [variables.foreignNetwork]: 'loopback',
    [variables.clockOffset]: String(clockOffsetMilliseconds),
  };
}

/** Of what is told on, and kept in the trail. */
const tellingEnvironment = ({ tables, ...resources }: Resources) => ({
  [variables.outletTable]: tables.outlet,
  [variables.factQueueUrl]: resources.factQueueUrl,
  [variables.deliveryQueueUrl]: resources.deliveryQueueUrl,
  // the embedded run has no bus
  [variables.eventBus]: 'none',
  [variables.webhookKey]: keyAliases.webhook,
  [variables.trailTable]: tables.trail,
  [variables.trailQueueUrl]: resources.trailQueueUrl,
  [variables.trailSignerKey]: keyAliases.trailSigner,
});

/** What the ceremony names its keys, by purpose. */
export const keyAliases = {
  root: 'alias/yinzheng-root',
  sealingCa: 'alias/yinzheng-sealing-ca',
  statusSigner: 'alias/yinzheng-status-signer',
  listSigner: 'alias/yinzheng-list-signer',
  receiptSigner: 'alias/yinzheng-receipt-signer',
  token: 'alias/yinzheng-token',
  trailSigner: 'alias/yinzheng-trail-signer',
  nonce: 'alias/yinzheng-nonce',
  mac: 'alias/yinzheng-mac',
  code: 'alias/yinzheng-code',
  webhook: 'alias/yinzheng-webhook',
} as const;
