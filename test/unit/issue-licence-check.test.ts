import { describe, expect, it } from 'vitest';
import { makeCheckApplication } from '../../functions/issuing/issue-licence/check-application.ts';
import { makeItemValidator } from '../../shared/adapters/system/item-validator.ts';
import type { Entitlement } from '../../shared/domain/department.ts';
import type { DepartmentCode, Moment } from '../../shared/domain/ids.ts';
import type { Seal } from '../../shared/domain/seal.ts';
import type { JsonObject } from '../../shared/formats/strict-json.ts';
import { Problem } from '../../shared/problem/problem.ts';
import { housing } from '../build/callers.ts';
import { askForLicence } from '../build/licences.ts';
import { sampleDepartment, sampleOrganisations, samplePerson } from '../build/sample-holders.ts';
import { toSampleSeal } from '../build/sample-seal.ts';
import {
  type SampleTypeName,
  sampleItems,
  sampleType,
  sampleTypes,
} from '../build/sample-types.ts';

const at = Date.UTC(2026, 10, 22, 8) as Moment;
const validator = makeItemValidator();

interface World {
  readonly seal?: Seal;
  readonly entitlements?: readonly Partial<Entitlement>[];
}

/** Checks an application in a world with all types, where the department may issue all of them since 1970. */
function check(type: SampleTypeName, body: JsonObject = {}, world: World = {}) {
  const department = sampleDepartment();
  const given = world.entitlements ?? [{}];
  const granted = sampleTypes().flatMap(({ code }) =>
    given.map((one) => ({ department: department.code, type: code, from: 0 as Moment, ...one })),
  );
  const directory = {
    findDepartment: async () => department,
    findLicenceType: async (code: string) => sampleTypes().find((one) => one.code === code),
    listEntitlements: async () => granted,
  } as never;
  const seals = { findHead: async () => world.seal ?? toSampleSeal('enabled', at) } as never;
  const { application } = askForLicence({ type, body });
  return makeCheckApplication({ directory, seals, validator })(application, {
    department: department.code,
    at,
  });
}

/** Code by pointer of what was refused. */
const refused = async (checked: Promise<unknown>): Promise<unknown> => {
  const error: unknown = await checked.then(
    () => 'nothing was refused',
    (reason: unknown) => reason,
  );
  if (!(error instanceof Problem)) throw error;
  if (error.details.errors === undefined) return error.code;
  return Object.fromEntries(error.details.errors.map((one) => [one.pointer, one.code]));
};

describe('an application for a licence', () => {
  it('is granted with the dates that the type’s rule makes', async () => {
    expect(await check('foodPermit')).toMatchObject({
      issued: '2026-11-22',
      validFrom: '2026-11-22',
      validUntil: '2031-11-21',
      sequenceScope: expect.stringContaining('210100'),
    });
  });

  it('takes the date of issue in Asia/Shanghai, today or up to thirty days back', async () => {
    expect(await check('foodPermit', { issued: '2026-10-23' })).toMatchObject({
      validUntil: '2031-10-22',
    });
    expect(await refused(check('foodPermit', { issued: '2026-10-22' }))).toEqual({
      '/issued': 'too-far',
    });
    expect(await refused(check('foodPermit', { issued: '2026-11-23' }))).toEqual({
      '/issued': 'future',
    });
  });

  it('needs a department that may issue the type at that moment', async () => {
    const until = async (moment: number) =>
      refused(check('foodPermit', {}, { entitlements: [{ until: moment as Moment }] }));
    expect(await until(at)).toBe('issuer-not-entitled');
    expect(await refused(check('foodPermit', {}, { entitlements: [] }))).toBe(
      'issuer-not-entitled',
    );
    const later = { entitlements: [{ from: (at + 1) as Moment }] };
    expect(await refused(check('foodPermit', {}, later))).toBe('issuer-not-entitled');
    const ends = { entitlements: [{ until: (at + 1) as Moment }] };
    expect(await check('foodPermit', {}, ends)).toMatchObject({ issued: '2026-11-22' });
  });

  it('needs a type that exists', async () => {
    const type = '11100000MB0341032Y999';
    expect(await refused(check('foodPermit', { type }))).toEqual({ '/type': 'unknown' });
  });

  it.each(['made', 'suspended', 'cancelled'] as const)(
    'needs an enabled seal, not one %s',
    async (state) => {
      const world = { seal: toSampleSeal(state, at) };
      expect(await refused(check('foodPermit', {}, world))).toBe('seal-not-enabled');
    },
  );

  it('needs a seal within the time of its certificate', async () => {
    const year = 366 * 24 * 3600 * 1000;
    const expired = toSampleSeal('enabled', (at - year) as Moment);
    expect(await refused(check('foodPermit', {}, { seal: expired }))).toBe('seal-not-enabled');
    const early = toSampleSeal('enabled', (at + 1) as Moment);
    expect(await refused(check('foodPermit', {}, { seal: early }))).toBe('seal-not-enabled');
  });

  it('does not tell another department’s seal from none', async () => {
    const other = { ...toSampleSeal('suspended', at), department: housing as DepartmentCode };
    expect(await refused(check('foodPermit', {}, { seal: other }))).toEqual({ '/seal': 'unknown' });
  });

  it('names every fault of holders, items, dates and number at once', async () => {
    const { name } = samplePerson();
    const body = {
      holders: [{ name, codeType: '001', code: '91210102MAL3C6TE95' }],
      items: { ...sampleItems(sampleType('businessLicence')), KZ_ZCZB: 'viele' },
      validFrom: '2026-11-22',
      validUntil: '2026-11-21',
    };
    expect(await refused(check('businessLicence', body))).toEqual({
      '/holders/0/code': 'check-digit',
      '/items/KZ_ZCZB': 'decimal',
      '/validUntil': 'before-start',
      '/number': 'required',
    });
  });

  it('refuses a number where the type makes its own', async () => {
    const body = { number: 'JY12101000000017' };
    expect(await refused(check('foodPermit', body))).toEqual({ '/number': 'not-allowed' });
  });

  it('refuses one holder twice, and more than the type has', async () => {
    const [one, other] = sampleOrganisations.map((holder) => ({ ...holder }));
    const body = (holders: unknown) => ({ holders, number: '示例' }) as JsonObject;
    expect(await refused(check('realEstateTitle', body([one, one])))).toEqual({
      '/holders/1': 'duplicate',
    });
    expect(await refused(check('foodPermit', { holders: [one, other] as never }))).toEqual({
      '/holders': 'too-many',
    });
  });

  it('names the rare character that a face cannot be set in, before anything is signed', async () => {
    const items = { ...sampleItems(sampleType('foodPermit')), KZ_FDDBR: '王𠮷（示例）' };
    const error = await check('foodPermit', { items }).catch((one: unknown) => one);
    expect(error).toMatchObject({
      code: 'request-invalid',
      details: {
        errors: [
          {
            pointer: '/items/KZ_FDDBR',
            code: 'no-glyph',
            subject: '𠮷 (U+20BB7)',
          },
        ],
      },
    });
    for (const name of ['王䶮（示例）', '李㛃（示例）', '陈䲟（示例）']) {
      const given = { ...sampleItems(sampleType('foodPermit')), KZ_FDDBR: name };
      expect(await check('foodPermit', { items: given })).toMatchObject({ items: given });
    }
  });
});
