/** Values of the embedded run's samples, for the examples of the API document. Nobody real. */
export const sample = {
  type: '11100000MB0341032Y902',
  department: '11210100MB9Y10011Q',
  departmentName: '沈阳市市场监督管理局（示例）',
  licenceId: '11100000MB0341032Y902.11210100MB9Y10011Q.3CAF0S9SRBDLYMZ15QEI',
  identifier: '1.2.156.3005.2.11100000MB0341032Y902.11210100MB9Y10011Q.3CAF0S9SRBDLYMZ15QEI.001.C',
  number: 'JY22101000000028',
  seal: 'seal-667rjsh14e2rbnv2hr0jzqe5f6',
  client: 'shenyang-market-regulation-licences',
  issuedAt: '2026-11-22T03:04:17.658Z',
  changedAt: '2026-11-22T03:05:17.801Z',
  holderName: '沈阳鑫盛食品有限公司（示例）',
  holderCode: '91210102MAL3C6TE94',
  legalBasis: '《中华人民共和国食品安全法》第一百三十四条',
  reason: '一年内累计三次受到处罚（示例）',
  /** Cut short: a real one has some 4,000 characters. */
  credential:
    'eyJhbGciOiJFUzI1NiIsInR5cCI6ImRjK3NkLWp3dCJ9.eyJpc3MiOiJodHRwczovL2V4YW1wbGUifQ.c2lnbmF0dXJl~WyJzYWx0IiwiS1pfWlMiLCLnpLrkvosiXQ~',
  /** Cut short: a real one has up to 660 characters. */
  printedCode:
    'https://example/q#YZ12KCFBIQBEYMCFAROJAAAAAAAAAAAAAAFALEASVJQBPAQWQ5DUOBZTULZPPFUW46',
  /** Cut short. */
  jws: 'eyJhbGciOiJFUzI1NiJ9.eyJpc3MiOiJodHRwczovL2V4YW1wbGUifQ.c2lnbmF0dXJl',
  digest: 'vn22IvIcUBKu-6yTIE4Y8n7596vITtW2jMbedYCTQ7s',
} as const;

/** Items of a food permit 食品经营许可证. */
export const sampleItems = {
  KZ_JYZMC: sample.holderName,
  KZ_FDDBR: '高明（示例）',
  KZ_ZS: '辽宁省沈阳市和平区示例路1号',
  KZ_JYCS: '辽宁省沈阳市和平区示例路1号1层',
  KZ_ZTYT: '餐饮服务经营者',
  KZ_JYXM: ['热食类食品制售', '自制饮品制售'],
} as const;

/** A duty 职责 of a department that inspects. */
export const sampleDuty = {
  type: sample.type,
  itemCode: '210102-0107',
  legalBasis: '《中华人民共和国食品安全法》第一百一十条',
  items: ['holders', 'KZ_FDDBR'],
  checksPerDay: 200,
  from: '2026-01-01T00:00:00.000Z',
};
