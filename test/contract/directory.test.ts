import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeDefineLicenceType } from '../../functions/governing/define-licence-type/define-licence-type.ts';
import { makeGrantEntitlement } from '../../functions/governing/grant-entitlement/grant-entitlement.ts';
import { makeRegisterClient } from '../../functions/governing/register-client/register-client.ts';
import { makeRegisterDepartment } from '../../functions/governing/register-department/register-department.ts';
import {
  makeDynamoDirectory,
  makeDynamoDirectoryWriter,
} from '../../shared/adapters/aws/dynamo-directory.ts';
import type { ClientId } from '../../shared/domain/ids.ts';
import { housing, shenyang } from '../build/callers.ts';
import { makeTestKey } from '../build/jwk.ts';
import { sampleDefinition, sampleTypeCodes } from '../build/sample-types.ts';
import { startZones, type Zones } from '../build/sealing-zone.ts';

let zones: Zones;
beforeAll(async () => {
  zones = await startZones();
});
afterAll(() => zones.close());

function open() {
  const options = { client: zones.dynamo, table: zones.tables.directory };
  const directory = makeDynamoDirectory(options);
  const writer = makeDynamoDirectoryWriter(options);
  return {
    directory,
    writer,
    registerDepartment: makeRegisterDepartment({ writer }),
    defineLicenceType: makeDefineLicenceType({ writer }),
    grantEntitlement: makeGrantEntitlement({ directory, writer }),
    registerClient: makeRegisterClient({ directory, writer }),
  };
}

const department = {
  code: shenyang,
  name: '沈阳市市场监督管理局（示例）',
  division: '210100',
  sample: true,
};

describe('the directory', () => {
  it('gives back departments, one by one and all', async () => {
    const { directory, registerDepartment } = open();
    expect(await directory.findDepartment(shenyang)).toBeUndefined();
    await registerDepartment(department);
    await registerDepartment({ ...department, name: '沈阳市市场监管局（示例）' });
    const renamed = { ...department, name: '沈阳市市场监管局（示例）' };
    expect(await directory.findDepartment(shenyang)).toEqual(renamed);
    expect(await directory.listDepartments()).toEqual([renamed]);
  });

  it('never changes a version of a licence type, and finds the latest', async () => {
    const { directory, defineLicenceType } = open();
    const definition = sampleDefinition('foodPermit');
    const defined = await defineLicenceType(definition);
    await defineLicenceType(definition);
    const otherName = { ...definition, name: { 'zh-Hans': '另一名称（示例）' } };
    await expect(defineLicenceType(otherName)).rejects.toMatchObject({ code: 'state-conflict' });
    expect(await directory.findLicenceType(defined.code)).toEqual(defined);
    const version = defined.version + 2;
    const newest = await defineLicenceType({ ...otherName, version });
    await defineLicenceType({ ...definition, version: defined.version + 1 });
    expect(await directory.findLicenceType(defined.code)).toEqual(newest);
  });

  it('keeps every interval in which a department may issue a type', async () => {
    const { directory, grantEntitlement } = open();
    const type = sampleTypeCodes.foodPermit;
    const from = '2026-01-01T00:00:00+08:00';
    await grantEntitlement({ department: shenyang, type, from });
    await grantEntitlement({
      department: shenyang,
      type,
      from,
      until: '2026-02-01T00:00:00+08:00',
    });
    await grantEntitlement({ department: shenyang, type, from: '2026-03-01T00:00:00+08:00' });
    const starts = ['2026-01-01', '2026-03-01'].map((day) => Date.parse(`${day}T00:00:00+08:00`));
    const [first, second] = await directory.listEntitlements(shenyang);
    expect([first?.from, second?.from]).toEqual(starts);
    expect(first?.until).toBe(Date.parse('2026-02-01T00:00:00+08:00'));
    expect(second).not.toHaveProperty('until');
    expect(await directory.listEntitlements(housing)).toEqual([]);
  });

  it.each([
    [{ department: housing }, '/department'],
    [{ type: sampleTypeCodes.businessLicence }, '/type'],
    [{ until: '2025-12-31T00:00:00+08:00' }, '/until'],
    [{ from: '2026-02-30T00:00:00+08:00' }, '/from'],
  ])('grants nothing to %j', async (change, pointer) => {
    const { grantEntitlement } = open();
    const given = {
      department: shenyang,
      type: sampleTypeCodes.foodPermit,
      from: '2026-01-01T00:00:00+08:00',
    };
    await expect(grantEntitlement({ ...given, ...change })).rejects.toMatchObject({
      details: { errors: [{ pointer }] },
    });
  });

  it('gives back clients as they were last registered', async () => {
    const { directory, registerClient } = open();
    const { kid, jwk } = makeTestKey().clientKey;
    const client = {
      id: 'shenyang-licensing',
      name: '沈阳市证照系统（示例）',
      department: shenyang,
      scopes: ['licences:issue'],
      keys: [{ kid, ...jwk, alg: 'ES256', use: 'sig' }],
    };
    expect(await registerClient(client)).toEqual({
      ...client,
      keys: [{ kid, jwk }],
      state: 'active',
    });
    const revoked = await registerClient({ ...client, state: 'revoked' });
    expect(await directory.findClient('shenyang-licensing' as ClientId)).toEqual(revoked);
    expect(await directory.findClient('nobody' as ClientId)).toBeUndefined();
    await expect(registerClient({ ...client, department: housing })).rejects.toMatchObject({
      details: { errors: [{ pointer: '/department', code: 'unknown' }] },
    });
  });

  it('gives back the province’s certificates', async () => {
    const { directory, writer } = open();
    const certificates = { root: 'a', sealingCa: 'b', statusSigner: 'c', listSigner: 'd' };
    expect(await directory.findCertificates()).toBeUndefined();
    await writer.putCertificates(certificates);
    expect(await directory.findCertificates()).toEqual(certificates);
  });
});
