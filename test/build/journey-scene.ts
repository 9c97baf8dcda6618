import { openSession } from '../../cli/service-client.ts';
import { accounts } from '../../local/identity/accounts.ts';
import { startWatchedService, type WatchedService } from './canaries.ts';
import { sampleTypeCodes } from './sample-types.ts';
import {
  logInWithOpenidClient,
  openWithOauth4webapi,
  type StrangersCall,
} from './stranger-clients.ts';

/** Personal data that no sample has: found anywhere it may not stand, it came from here. */
export const canaries = {
  representative: '金丝雀甲（示例）',
  address: '辽宁省沈阳市金丝雀路七号',
  guardian: '金丝雀乙（示例）',
};

const claimsOf = (account: string) => accounts.find(({ id }) => id === account)?.claims ?? {};
/** Who holds licences: a company and its representative, and a person. */
export const company = claimsOf('company-2');
export const person = claimsOf('person-3');
export const itemCode = '210102-0001';
export const words = '申请门店招牌设置（示例）';

/** All texts that may stand nowhere but in licences and in what is answered to their holders. */
export const allCanaries = () => [
  ...Object.values(canaries),
  ...Object.entries({ ...company, ...person })
    .filter(([name]) => /number|code|name/.test(name))
    .map(([, value]) => value),
  String(company['name']),
  String(company['id_number']),
];

interface Issued {
  readonly licenceId: string;
  readonly credential: string;
}

/** A watched service with a company that holds two licences full of canaries, and a counter. */
export interface JourneyScene {
  readonly watched: WatchedService;
  readonly url: string;
  /** The company, by `openid-client`. */
  readonly holder: StrangersCall;
  /** The counter, by `oauth4webapi`. */
  readonly counter: StrangersCall;
  readonly licences: readonly Issued[];
  /** Issues as a department's system. @param slug of the department */
  issue(slug: string, body: object): Promise<Issued>;
}

export const counterId = 'shenyang-market-regulation-counter';

const makeIssue = (watched: WatchedService) => async (slug: string, body: object) => {
  const client = watched.service.client('liaoning', `${slug}-licences`);
  const answer = await openSession(client).call({
    ...{ method: 'POST', path: '/v1/licences', idempotencyKey: `journey-${Math.random()}` },
    body: { ...body, seal: client.seal },
  });
  const { licenceId, credential } = answer.body;
  return { licenceId: String(licenceId), credential: String(credential) };
};

const businessLicence = () => ({
  type: sampleTypeCodes.businessLicence,
  items: {
    ...{ KZ_MC: company['org_name'], KZ_LX: '有限责任公司', KZ_FDDBR: canaries.representative },
    ...{ KZ_ZCZB: '1000000.00', KZ_CLRQ: '2020-05-01', KZ_JYFW: '食品销售' },
    KZ_ZS: canaries.address,
  },
  ...{ number: company['org_code'], validFrom: '2026-01-01' },
});

const foodPermit = () => ({
  type: sampleTypeCodes.foodPermit,
  items: {
    ...{ KZ_JYZMC: company['org_name'], KZ_FDDBR: canaries.representative },
    ...{ KZ_ZS: canaries.address, KZ_JYCS: canaries.address, KZ_ZTYT: '餐饮服务经营者' },
    KZ_JYXM: ['热食类食品制售'],
  },
});

/** Starts the service, issues the licences, and logs both parties in. */
export async function openJourneyScene(): Promise<JourneyScene> {
  const watched = await startWatchedService();
  const url = watched.service.urlOf('liaoning');
  const issue = makeIssue(watched);
  const holders = [{ name: company['org_name'], codeType: '001', code: company['org_code'] }];
  const licences = [];
  for (const body of [businessLicence(), foodPermit()]) {
    licences.push(await issue('shenyang-market-regulation', { ...body, holders }));
  }
  const holder = await logInWithOpenidClient(url, 'company-2');
  const counter = await openWithOauth4webapi(watched.service.client('liaoning', counterId));
  return { watched, url, holder, counter, licences, issue };
}
