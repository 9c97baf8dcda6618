import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  makeDynamoDirectory,
  makeDynamoDirectoryListing,
  makeDynamoDirectoryWriter,
} from '../../shared/adapters/aws/dynamo-directory.ts';
import type { ClientId, Moment } from '../../shared/domain/ids.ts';
import { housing, shenyang, toClient } from '../build/callers.ts';
import { makeTestKey } from '../build/jwk.ts';
import { sampleType } from '../build/sample-types.ts';
import { startZones, type Zones } from '../build/sealing-zone.ts';

let zones: Zones;
beforeAll(async () => {
  zones = await startZones();
});
afterAll(() => zones.close());

function open() {
  const options = { client: zones.dynamo, table: zones.tables.directory };
  return {
    directory: makeDynamoDirectory(options),
    listing: makeDynamoDirectoryListing(options),
    writer: makeDynamoDirectoryWriter(options),
  };
}

const department = {
  code: shenyang,
  name: '沈阳市市场监督管理局（示例）',
  division: '210100',
  sample: true,
};

describe('the directory', () => {
  it('gives back departments, one by one, all, and page by page', async () => {
    const { directory, listing, writer } = open();
    expect(await directory.findDepartment(shenyang)).toBeUndefined();
    await writer.putDepartment(department);
    const renamed = { ...department, name: '沈阳市市场监管局（示例）' };
    await writer.putDepartment(renamed);
    expect(await directory.findDepartment(shenyang)).toEqual(renamed);
    const other = { ...department, code: housing };
    await writer.putDepartment(other);
    expect(await directory.listDepartments()).toEqual([other, renamed]);
    const first = await listing.pageDepartments({ limit: 1 });
    expect(first).toEqual({ found: [other], next: housing });
    const rest = await listing.pageDepartments({ limit: 2, after: housing });
    expect(rest).toEqual({ found: [renamed] });
  });

  it('never changes a version of a licence type, and finds the latest and all', async () => {
    const { directory, listing, writer } = open();
    const type = sampleType('foodPermit');
    await writer.putLicenceType(type);
    await writer.putLicenceType(type);
    const otherName = { ...type, name: { 'zh-Hans': '另一名称（示例）' } };
    await expect(writer.putLicenceType(otherName)).rejects.toMatchObject({
      code: 'state-conflict',
    });
    expect(await directory.findLicenceType(type.code)).toEqual(type);
    const newest = { ...otherName, version: 3 };
    await writer.putLicenceType(newest);
    await writer.putLicenceType({ ...type, version: 2 });
    expect(await directory.findLicenceType(type.code)).toEqual(newest);
    expect(await listing.listLicenceTypeVersions(type.code)).toEqual([1, 2, 3]);
    expect(await listing.findLicenceTypeVersion(type.code, 1)).toEqual(type);
    expect(await listing.findLicenceTypeVersion(type.code, 4)).toBeUndefined();
    const { code, version, name } = newest;
    expect(await listing.pageLicenceTypes({ limit: 10 })).toEqual({
      found: [{ code, version, name }],
    });
  });

  it('keeps every interval in which a department may issue a type', async () => {
    const { directory, writer } = open();
    const type = sampleType('foodPermit').code;
    const entitlement = { department: shenyang, type, from: 1000 as Moment };
    await writer.putEntitlement(entitlement);
    await writer.putEntitlement({ ...entitlement, until: 2000 as Moment });
    await writer.putEntitlement({ ...entitlement, from: 3000 as Moment });
    expect(await directory.listEntitlements(shenyang)).toEqual([
      { ...entitlement, until: 2000 },
      { ...entitlement, from: 3000 },
    ]);
    expect(await directory.listEntitlements(housing)).toEqual([]);
  });

  it('gives back clients as they were last written', async () => {
    const { directory, writer } = open();
    const client = toClient(makeTestKey());
    await writer.putClient(client);
    await writer.putClient({ ...client, state: 'revoked' });
    expect(await directory.findClient(client.id)).toEqual({ ...client, state: 'revoked' });
    expect(await directory.findClient('nobody' as ClientId)).toBeUndefined();
  });

  it('gives back the province’s certificates', async () => {
    const { directory, writer } = open();
    const certificates = {
      root: 'a',
      sealingCa: 'b',
      statusSigner: 'c',
      listSigner: 'd',
      receiptSigner: 'e',
      trailSigner: 'e',
    };
    expect(await directory.findCertificates()).toBeUndefined();
    await writer.putCertificates(certificates);
    expect(await directory.findCertificates()).toEqual(certificates);
  });
});
