import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeChangeLicenceState } from '../../functions/issuing/change-licence-state/change-licence-state.ts';
import { makeConfirmDraft } from '../../functions/issuing/decide-licence-draft/confirm-draft.ts';
import { makeIssueLicence } from '../../functions/issuing/issue-licence/issue-licence.ts';
import { makeIssueVersion } from '../../functions/issuing/issue-version/issue-version.ts';
import { makeShowLicence } from '../../functions/issuing/show-licence/show-licence.ts';
import { makeSweepReservations } from '../../functions/issuing/sweep-reservations/sweep-reservations.ts';
import { successorOf } from '../../shared/domain/identifier.ts';
import type { ClientId, LicenceId, LicenceIdentifier, Moment } from '../../shared/domain/ids.ts';
import type { JsonObject } from '../../shared/formats/strict-json.ts';
import { Problem } from '../../shared/problem/problem.ts';
import { type IssuingPorts, type IssuingZone, startIssuingZone } from '../build/issuing-zone.ts';
import { type ApplicationParts, askForChange, askForLicence } from '../build/licences.ts';
import { auditRegister } from '../build/register-audit.ts';
import { sampleDepartment, sampleOrganisation } from '../build/sample-holders.ts';
import { askForVersion } from '../build/versions.ts';

let zone: IssuingZone;
let ports: IssuingPorts;
beforeAll(async () => {
  zone = await startIssuingZone();
  ports = zone.makeContainer();
});
afterAll(() => zone?.close());

const bodyOf = ({ answer }: { answer: { body: unknown } }) => answer.body as JsonObject;
const idOf = (body: JsonObject) => String(body['licenceId']) as LicenceId;
const minute = 60_000;

async function issue(parts: ApplicationParts = {}): Promise<JsonObject> {
  const { request, application } = askForLicence(parts);
  return bodyOf(await makeIssueLicence(ports)(request, application));
}

async function makeVersion(...of: Parameters<typeof askForVersion>): Promise<JsonObject> {
  const { request, asked } = askForVersion(...of);
  return bodyOf(await makeIssueVersion(ports)(request, asked));
}

async function changeTo(...of: Parameters<typeof askForChange>) {
  const { request, asked } = askForChange(...of);
  return makeChangeLicenceState(ports)(request, asked);
}

const show = (id: LicenceId) => makeShowLicence(ports)(id, sampleDepartment().code);

/** What the status list says of each version's place. */
async function statusesOf(
  id: LicenceId,
  versions: number,
): Promise<readonly (number | undefined)[]> {
  const reservations = await Promise.all(
    Array.from({ length: versions }, (_, at) => ports.reader.findReservation(id, at + 1)),
  );
  const entries = new Map<string, number>();
  for (const list of new Set(reservations.map((one) => one?.statusList))) {
    if (list === undefined) continue;
    for await (const { index, status } of zone.statusEntries.entriesOf(list)) {
      entries.set(`${list} ${index}`, status);
    }
  }
  return reservations.map(
    (one) => one && (entries.get(`${one.statusList} ${one.statusIndex}`) ?? 0),
  );
}

const refusalOf = (work: Promise<unknown>) =>
  work.then(
    () => undefined,
    (error: unknown) =>
      error instanceof Problem ? `${error.code} ${error.details.reason ?? ''}`.trim() : error,
  );

describe('a renewal', () => {
  it('makes the next version in force and supersedes the one before, with links both ways', async () => {
    const first = await issue();
    const id = idOf(first);
    const second = await makeVersion(id, 'renew');
    expect(second).toMatchObject({
      ...{ licenceId: id, version: 2, state: 'valid', number: first['number'] },
      ...{ supersedes: first['identifier'], issuedAt: first['issuedAt'] },
      ...{ validFrom: first['validFrom'], validUntil: '2036-11-21' },
    });
    expect(second['identifier']).toBe(successorOf(first['identifier'] as LicenceIdentifier));
    expect(second['credential']).not.toBe(first['credential']);
    expect(second['printedCode']).not.toBe(first['printedCode']);
    expect(await statusesOf(id, 2)).toEqual([3, 0]);
    const shown = await show(id);
    expect(shown).toMatchObject({ version: 2, supersedes: first['identifier'], state: 'valid' });
    expect(shown.history.map(({ version, state, kind }) => [version, state, kind])).toEqual([
      [1, 'valid', undefined],
      [1, 'superseded', 'renew'],
      [2, 'valid', 'renew'],
    ]);
  });

  it('goes on and on', async () => {
    const id = idOf(await issue());
    for (const version of [2, 3, 4]) {
      expect(await makeVersion(id, 'renew')).toMatchObject({ version });
    }
    expect(await statusesOf(id, 4)).toEqual([3, 3, 3, 0]);
  });

  it('is answered again for the same key, and refused for another request with it', async () => {
    const id = idOf(await issue());
    const once = await makeVersion(id, 'renew', { key: 'one' });
    expect(await makeVersion(id, 'renew', { key: 'one' })).toEqual(once);
    expect(await refusalOf(makeVersion(id, 'replace', { key: 'one' }))).toBe(
      'idempotency-mismatch',
    );
  });

  it.each([
    ['withdrawn', 'renew', 'state-conflict withdrawn'],
    ['suspended', 'renew', 'state-conflict suspended'],
    ['suspended', 'replace', 'state-conflict suspended'],
    ['valid', 'reinstate', 'state-conflict valid'],
  ] as const)('of what is %s: %s is refused and changes nothing', async (state, kind, refusal) => {
    const id = idOf(await issue());
    if (state !== 'valid') await changeTo(id, state);
    const before = await show(id);
    expect(await refusalOf(makeVersion(id, kind))).toBe(refusal);
    expect(await show(id)).toEqual(before);
  });

  it('alters nothing on the face, and is not for what has no end', async () => {
    const id = idOf(await issue());
    expect(await refusalOf(makeVersion(id, 'renew', { items: {} }))).toBe('request-invalid');
    expect(await refusalOf(makeVersion(id, 'renew', { validUntil: '2040-01-01' }))).toBe(
      'request-invalid',
    );
    const open = await issue({ type: 'businessLicence', body: { number: '示例-长期' } });
    expect(await refusalOf(makeVersion(idOf(open), 'renew'))).toBe('request-invalid');
  });

  it('is refused after the last day, and of another department’s licence', async () => {
    const parts = {
      type: 'businessLicence',
      body: { number: '示例-期限', validUntil: '2026-11-30' },
    } as const;
    const id = idOf(await issue(parts));
    expect(await refusalOf(makeVersion(`${id}X`, 'renew'))).toBe('not-found');
    zone.clock.advance(30 * 24 * 60 * minute);
    expect(await refusalOf(makeVersion(id, 'renew', { validUntil: '2030-01-01' }))).toBe(
      'state-conflict expired',
    );
  });
});

describe('other versions', () => {
  it('change what is given, and keep the rest', async () => {
    const first = await issue();
    const id = idOf(first);
    const before = await ports.reader.findReservation(id, 1);
    const items = { ...before?.items, KZ_FDDBR: '高明（示例）' } as JsonObject;
    const changed = await makeVersion(id, 'change', { items });
    expect(changed).toMatchObject({ version: 2, validUntil: first['validUntil'] });
    const after = await ports.reader.findReservation(id, 2);
    expect(after?.items['KZ_FDDBR']).toBe('高明（示例）');
    expect(after?.number).toBe(first['number']);
  });

  it('move the holder’s link when the holder is another', async () => {
    const first = await issue();
    const holder = { ...sampleOrganisation(), code: '91210102MAL3C6TE94' };
    await makeVersion(idOf(first), 'change', { holders: [holder] });
    const { faults } = await auditRegister(zone.client, zone.table);
    expect(faults).toEqual([]);
  });

  it('take another number where the department gives it, which must be free', async () => {
    const of = (number: string) => issue({ type: 'businessLicence', body: { number } });
    const [first] = [await of('示例-甲'), await of('示例-乙')];
    const id = idOf(first);
    expect(await refusalOf(makeVersion(id, 'correct', { number: '示例-乙' }))).toBe('number-taken');
    expect(await makeVersion(id, 'correct', { number: '示例-丙' })).toMatchObject({
      ...{ version: 2, number: '示例-丙' },
    });
    expect(await refusalOf(of('示例-丙'))).toBe('number-taken');
  });

  it('replace what was reported lost, which then is valid again', async () => {
    const id = idOf(await issue());
    await changeTo(id, 'suspended', { body: { lossReported: true } });
    expect(await makeVersion(id, 'replace')).toMatchObject({ version: 2, state: 'valid' });
    expect(await statusesOf(id, 2)).toEqual([3, 0]);
  });

  it('give back what was withdrawn when a court annulled that; the old version stays withdrawn', async () => {
    const id = idOf(await issue());
    await changeTo(id, 'withdrawn');
    expect(await makeVersion(id, 'reinstate')).toMatchObject({ version: 2, state: 'valid' });
    expect(await statusesOf(id, 2)).toEqual([12, 0]);
    await changeTo(id, 'withdrawn');
    expect(await statusesOf(id, 2)).toEqual([12, 12]);
  });
});

describe('several at once', () => {
  it('of concurrent renewals exactly one wins', async () => {
    const id = idOf(await issue());
    const outcomes = await Promise.all(
      Array.from({ length: 8 }, () => refusalOf(makeVersion(id, 'renew'))),
    );
    const won = outcomes.filter((one) => one === undefined).length;
    expect(won).toBeGreaterThanOrEqual(1);
    for (const one of outcomes) {
      expect(String(one)).toMatch(/^(undefined|state-conflict (version-taken|licence-moved))$/);
    }
    const head = await ports.reader.findHead(id);
    expect(head?.version).toBe(1 + won);
    const { faults } = await auditRegister(zone.client, zone.table);
    expect(faults).toEqual([]);
  });

  it('a renewal that races a withdrawal never ends with a valid licence', async () => {
    for (let round = 0; round < 6; round += 1) {
      const id = idOf(await issue());
      const renewing = refusalOf(makeVersion(id, 'renew'));
      const withdrawing = refusalOf(changeTo(id, 'withdrawn'));
      await renewing;
      expect(await withdrawing).toBeUndefined();
      const head = await ports.reader.findHead(id);
      expect(head?.state).toBe('withdrawn');
      const statuses = await statusesOf(id, head?.version ?? 1);
      expect(statuses).not.toContain(0);
    }
    const { faults } = await auditRegister(zone.client, zone.table);
    expect(faults).toEqual([]);
  });

  it('a withdrawal between reserving and signing wins: the version is given up, key and place free', async () => {
    const id = idOf(await issue());
    const keys = {
      sign: async (keyId: string, digest: Uint8Array) => {
        await changeTo(id, 'suspended').catch(() => undefined);
        return ports.keys.sign(keyId, digest);
      },
    };
    const { request, asked } = askForVersion(id, 'renew', { key: 'overtaken' });
    const overtaken = makeIssueVersion({ ...ports, keys })(request, asked);
    expect(await refusalOf(overtaken)).toBe('state-conflict licence-moved');
    expect(await ports.reader.findHead(id)).toMatchObject({ version: 1, state: 'suspended' });
    await changeTo(id, 'valid');
    expect(await makeVersion(id, 'renew', { key: 'overtaken' })).toMatchObject({ version: 2 });
    const { faults, reserved } = await auditRegister(zone.client, zone.table);
    expect([faults, reserved]).toEqual([[], 0]);
  });
});

describe('what was broken off', () => {
  const lostKeys = { sign: () => Promise.reject(new Problem('seal-unavailable')) };

  it('is finished by the sweeper, or by the same key', async () => {
    for (const by of ['sweeper', 'key'] as const) {
      const id = idOf(await issue());
      const { request, asked } = askForVersion(id, 'renew', { key: `broken-${by}` });
      const broken = makeIssueVersion({ ...ports, keys: lostKeys })(request, asked);
      expect(await refusalOf(broken)).toBe('seal-unavailable');
      expect(await refusalOf(makeVersion(id, 'renew'))).toBe('state-conflict version-taken');
      zone.clock.advance(2 * minute);
      if (by === 'sweeper') {
        expect(await makeSweepReservations(ports)()).toMatchObject({ finished: 1, faulty: 0 });
      }
      expect(await makeVersion(id, 'renew', { key: `broken-${by}` })).toMatchObject({ version: 2 });
      expect(await statusesOf(id, 2)).toEqual([3, 0]);
    }
  });

  it('is given up by the sweeper when the licence was withdrawn meanwhile', async () => {
    const id = idOf(await issue());
    const { request, asked } = askForVersion(id, 'renew');
    await refusalOf(makeIssueVersion({ ...ports, keys: lostKeys })(request, asked));
    await changeTo(id, 'withdrawn');
    zone.clock.advance(2 * minute);
    expect(await makeSweepReservations(ports)()).toMatchObject({ voided: 1, faulty: 0 });
    expect(await ports.reader.findHead(id)).toMatchObject({ version: 1, state: 'withdrawn' });
    const { faults } = await auditRegister(zone.client, zone.table);
    expect(faults).toEqual([]);
  });
});

describe('a type that asks for a second person', () => {
  it('asks for one for each version too', async () => {
    const approver = 'shenyang-approving' as ClientId;
    const confirm = async (draft: JsonObject) => {
      const id = String(draft['draftId']);
      const request = {
        ...askForLicence().request,
        ...{ client: approver, draftId: id, route: `POST ${id}`, body: {} },
      };
      const seen = { previewDigest: String(draft['previewDigest']) };
      return bodyOf(await makeConfirmDraft(ports)(request, seen));
    };
    const drafted = await issue({ type: 'realEstateTitle', body: { number: '示例-不动产' } });
    const first = await confirm(drafted);
    const kept = await makeVersion(idOf(first), 'correct', { number: '示例-不动产-2' });
    expect(kept).toMatchObject({
      state: 'awaiting-approval',
      preview: { supersedes: { identifier: first['identifier'], kind: 'correct' } },
    });
    expect(await ports.reader.findHead(idOf(first))).toMatchObject({ version: 1 });
    expect(await confirm(kept)).toMatchObject({ version: 2, number: '示例-不动产-2' });
    const entries = await ports.reader.listEntries(idOf(first));
    expect(entries.at(-1)).toMatchObject({ version: 2, state: 'valid', approvedBy: approver });
  });
});

it('leaves the register whole, and a record of every signature', async () => {
  const { faults, attempts } = await auditRegister(zone.client, zone.table);
  expect(faults).toEqual([]);
  expect(await zone.countSignatures()).toBeLessThanOrEqual(attempts);
  expect(zone.clock.now()).toBeGreaterThan(0 as Moment);
});
