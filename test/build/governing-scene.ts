import { afterAll, beforeAll, beforeEach } from 'vitest';
import { draftDepartmentRegistration } from '../../functions/governing/draft-department.ts';
import { draftLicenceType } from '../../functions/governing/draft-licence-type.ts';
import { toJson } from './api-events.ts';
import { housing, makeTestClock, shenyang } from './callers.ts';
import {
  type GoverningZone,
  makeGoverningZone,
  startDirectory,
  type TestDirectory,
} from './governing-zone.ts';
import { makeTestKey } from './jwk.ts';
import { sampleDefinition, sampleType } from './sample-types.ts';

export const food = sampleType('foodPermit').code;
export const business = sampleType('businessLicence').code;
export const department = {
  ...{ code: shenyang, name: '沈阳市市场监督管理局（示例）', division: '210100' },
};
export const other = {
  ...{ code: housing, name: '辽宁省住房和城乡建设厅（示例）', division: '210000' },
};
export const days = 24 * 60 * 60 * 1000;
export const idOf = (result: Parameters<typeof toJson>[0]) => String(toJson(result)['id']);

/** A directory with one department and one licence type, and its governors, for the tests of a file. */
export function useGoverningScene() {
  const clock = makeTestClock();
  const zone = {} as GoverningZone;
  let engine: TestDirectory | undefined;
  let serial = 0;
  beforeAll(async () => {
    engine = await startDirectory();
    Object.assign(zone, makeGoverningZone(engine.dynamo, clock));
    await zone.enter(draftDepartmentRegistration(department));
    await zone.enter(draftLicenceType(sampleDefinition('foodPermit')));
  });
  afterAll(() => engine?.close());
  beforeEach(() => clock.advance(1));
  return {
    ...{ clock, zone },
    at: (offset: number) => new Date(clock.now() + offset).toISOString(),
    newClient() {
      serial += 1;
      const { kid, jwk } = makeTestKey().clientKey;
      return {
        ...{ id: `client-${serial}`, name: '证照系统（示例）', department: shenyang },
        ...{ scopes: ['licences:issue'], keys: [{ kid, ...jwk }] },
      };
    },
    rename(name: string) {
      clock.advance(1);
      return zone.call('PUT', `/v1/departments/${shenyang}`, { body: { name: `${name}（示例）` } });
    },
    confirm: (id: string, by = 'governor-two', key?: string) =>
      zone.call('POST', `/v1/proposals/${id}/confirmations`, {
        ...{ by, body: {} },
        ...(key ? { key } : {}),
      }),
    reject: (id: string, given: object = {}) =>
      zone.call('POST', `/v1/proposals/${id}/rejections`, {
        body: { reason: '不必（示例）' },
        ...given,
      }),
  };
}
