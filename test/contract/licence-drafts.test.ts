import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeConfirmDraft } from '../../functions/issuing/decide-licence-draft/confirm-draft.ts';
import { makeRejectDraft } from '../../functions/issuing/decide-licence-draft/reject-draft.ts';
import { makeIssueLicence } from '../../functions/issuing/issue-licence/issue-licence.ts';
import { makeListLicenceDrafts } from '../../functions/issuing/show-licence-drafts/list-licence-drafts.ts';
import { makeShowLicenceDraft } from '../../functions/issuing/show-licence-drafts/show-licence-draft.ts';
import type { Scope } from '../../shared/domain/client.ts';
import { readLicenceId } from '../../shared/domain/identifier.ts';
import type { ClientId, Moment } from '../../shared/domain/ids.ts';
import type { JsonObject } from '../../shared/formats/strict-json.ts';
import { housing } from '../build/callers.ts';
import { askForConfirmation, askForDraft, readKept } from '../build/drafts.ts';
import { type IssuingPorts, type IssuingZone, startIssuingZone } from '../build/issuing-zone.ts';
import { auditRegister, readKeys } from '../build/register-audit.ts';
import { sampleDepartment, samplePerson } from '../build/sample-holders.ts';
import { sampleType } from '../build/sample-types.ts';

let zone: IssuingZone;
let ports: IssuingPorts;
beforeAll(async () => {
  zone = await startIssuingZone();
  ports = zone.makeContainer();
});
afterAll(() => zone?.close());

const department = sampleDepartment().code;
const type = sampleType('realEstateTitle');
const drafter = 'shenyang-licensing' as ClientId;

async function keep(parts: Parameters<typeof askForDraft>[0] = {}) {
  const { request, application } = askForDraft(parts);
  return readKept(await makeIssueLicence(ports)(request, application));
}
const confirm = (...asked: Parameters<typeof askForConfirmation>) =>
  makeConfirmDraft(ports)(...askForConfirmation(...asked));
const show = (draftId: string, of = department) =>
  makeShowLicenceDraft(ports)(draftId, { department: of });

async function see(draftId: string) {
  const { previewDigest = '' } = await show(draftId);
  return { draftId, previewDigest };
}

let rejections = 0;
function reject(
  draftId: string,
  { client, scopes, key }: { client: string; scopes: readonly Scope[]; key?: string },
) {
  rejections += 1;
  const reason = '材料不全（示例）';
  const request = {
    client: client as ClientId,
    department,
    idempotencyKey: key ?? `reject-${rejections}`,
    route: `POST /v1/licence-drafts/${draftId}/rejections`,
    body: { reason },
    draftId,
    scopes,
  };
  return makeRejectDraft(ports)(request, { reason });
}

describe('a licence of a type that asks for a second person', () => {
  it('is answered with a preview, 202, and the same again', async () => {
    const { request, application } = askForDraft({ body: { number: '示例-预览' } });
    const kept = await makeIssueLicence(ports)(request, application);
    const { draftId } = readKept(kept);
    expect(kept.answer).toMatchObject({
      status: 202,
      location: `/v1/licence-drafts/${draftId}`,
      body: {
        state: 'awaiting-approval',
        draftedBy: drafter,
        expiresAt: '2026-12-22T08:00:00.000Z',
        preview: {
          type: { code: type.code, version: 1, name: '不动产权证书' },
          holders: [{ name: samplePerson().name }],
          number: '示例-预览',
          issued: '2026-11-22',
          validFrom: '2026-11-22',
        },
      },
    });
    const { preview } = kept.answer.body as { preview: { items: readonly { code: string }[] } };
    const order = type.items.filter((one) => one.required).map((one) => one.code);
    expect(preview.items.map((one) => one.code)).toEqual(order);
    const again = await makeIssueLicence(ports)(request, application);
    expect(again).toEqual({ answer: kept.answer, replayed: true });
    expect(await zone.countSignatures()).toBe(0);
    expect(await show(draftId)).toMatchObject(readKept(kept));
  });

  it('is refused before anything is kept when it could not be issued', async () => {
    const before = await makeListLicenceDrafts(ports)({ limit: 100 }, { department });
    await expect(keep({ body: { items: {} } })).rejects.toMatchObject({ code: 'request-invalid' });
    const after = await makeListLicenceDrafts(ports)({ limit: 100 }, { department });
    expect(after.drafts).toHaveLength(before.drafts.length);
  });

  it('names both clients once it is issued', async () => {
    const { answer } = await confirm(await keep());
    expect(answer.status).toBe(201);
    const licenceId = readLicenceId((answer.body as JsonObject)['licenceId']);
    expect(await ports.reader.listEntries(licenceId)).toMatchObject([
      { state: 'reserved', by: drafter, approvedBy: 'shenyang-approver' },
      { state: 'valid', by: drafter, approvedBy: 'shenyang-approver' },
    ]);
  });

  it('tells what happened to the draft, oldest first', async () => {
    const seen = await keep();
    await confirm(seen);
    const shown = await show(seen.draftId);
    expect(shown).toMatchObject({
      state: 'issued',
      history: [
        { state: 'awaiting-approval', by: drafter },
        { state: 'approved', by: 'shenyang-approver', previewDigest: seen.previewDigest },
        { state: 'issued' },
      ],
    });
    expect(shown).not.toHaveProperty('preview');
  });
});

describe('who may approve', () => {
  it('is never the client that drafted', async () => {
    const seen = await keep();
    await expect(confirm(seen, { client: drafter })).rejects.toMatchObject({ code: 'same-client' });
  });

  it('is no other department, for which there is no such draft', async () => {
    const seen = await keep();
    const gone = { code: 'not-found' };
    await expect(confirm(seen, { department: housing })).rejects.toMatchObject(gone);
    await expect(show(seen.draftId, housing)).rejects.toMatchObject(gone);
    await expect(show('draft-nobody')).rejects.toMatchObject(gone);
    const listed = await makeListLicenceDrafts(ports)({ limit: 10 }, { department: housing });
    expect(listed).toEqual({ drafts: [] });
  });

  it('is nobody whose token was narrowed to other types', async () => {
    const seen = await keep();
    const other = sampleType('foodPermit').code;
    const licenceRights = [{ actions: ['approve', 'read'], licenceTypes: [other] }] as const;
    const [request, digest] = askForConfirmation(seen);
    const refused = { code: 'forbidden', details: { reason: 'not-in-authorization-details' } };
    const narrowed = { ...request, licenceRights };
    await expect(makeConfirmDraft(ports)(narrowed, digest)).rejects.toMatchObject(refused);
    const asked = makeShowLicenceDraft(ports)(seen.draftId, { department, licenceRights });
    await expect(asked).rejects.toMatchObject(refused);
  });

  it('rejects for good; who drafted may take it back, others may not', async () => {
    const mine = await keep();
    await expect(
      reject(mine.draftId, { client: 'other', scopes: ['licences:issue'] }),
    ).rejects.toMatchObject({
      code: 'forbidden',
    });
    const back = await reject(mine.draftId, {
      client: drafter,
      scopes: ['licences:issue'],
      key: 'back',
    });
    expect(back.answer.body).toMatchObject({ state: 'rejected' });
    const again = await reject(mine.draftId, {
      client: drafter,
      scopes: ['licences:issue'],
      key: 'back',
    });
    expect(again).toEqual({ answer: back.answer, replayed: true });
    const rejected = { code: 'state-conflict', details: { reason: 'draft-rejected' } };
    await expect(confirm(mine)).rejects.toMatchObject(rejected);
    const second = reject(mine.draftId, {
      client: 'shenyang-approver',
      scopes: ['licences:approve'],
    });
    await expect(second).rejects.toMatchObject(rejected);
  });

  it('uses a key for one draft only', async () => {
    const key = { idempotencyKey: 'approver-key' };
    await confirm(await keep(), key);
    const mismatch = { code: 'idempotency-mismatch' };
    await expect(confirm(await keep(), key)).rejects.toMatchObject(mismatch);
  });
});

describe('what changes between draft and approval', () => {
  const conflict = (reason: string) => ({ code: 'state-conflict', details: { reason } });

  it('is shown again when the day has changed: what was seen is what is issued', async () => {
    const seen = await keep();
    zone.clock.advance(24 * 3600 * 1000);
    await expect(confirm(seen)).rejects.toMatchObject(conflict('preview-changed'));
    const { answer } = await confirm(await see(seen.draftId));
    expect(answer.body).toMatchObject({ issued: '2026-11-23' });
  });

  it('refuses once thirty days are over', async () => {
    const seen = await keep();
    zone.clock.advance(30 * 24 * 3600 * 1000);
    await expect(confirm(seen)).rejects.toMatchObject(conflict('draft-expired'));
    expect(await show(seen.draftId)).toMatchObject({ state: 'expired' });
  });

  it('refuses under a seal that was suspended, says so in the preview, and goes on when it is back', async () => {
    const seen = await keep();
    await zone.enterSealState('suspended');
    const refused = { code: 'seal-not-enabled' };
    await expect(confirm(seen)).rejects.toMatchObject(refused);
    expect(await show(seen.draftId)).toMatchObject({
      state: 'awaiting-approval',
      obstacle: { code: 'seal-not-enabled', reason: 'suspended' },
    });
    await zone.enterSealState('enabled');
    expect((await confirm(seen)).answer.status).toBe(201);
  });

  it('awaits approval again when the seal went while it was being signed', async () => {
    const seen = await keep();
    let suspended: Promise<void> | undefined;
    const keys = {
      sign: async (keyId: string, digest: Uint8Array) => {
        const signature = await ports.keys.sign(keyId, digest);
        // once, however many forms are signed at the same time
        suspended ??= zone.enterSealState('suspended');
        await suspended;
        return signature;
      },
    };
    const [request, digest] = askForConfirmation(seen);
    const gone = makeConfirmDraft({ ...ports, keys })(request, digest);
    await expect(gone).rejects.toMatchObject({ code: 'seal-not-enabled' });
    await zone.enterSealState('enabled');
    expect(await show(seen.draftId)).toMatchObject({ state: 'awaiting-approval' });
    const { answer } = await makeConfirmDraft(ports)(request, digest);
    expect(answer.status).toBe(201);
    const { history } = await show(seen.draftId);
    expect(history.map((entry) => entry.state)).toEqual([
      'awaiting-approval',
      'approved',
      'awaiting-approval',
      'approved',
      'issued',
    ]);
  });

  it('refuses what the type does not permit any more, and a preview of an older definition', async () => {
    const [seen, other] = [await keep(), await keep()];
    await zone.directoryWriter.putLicenceType({ ...type, version: 2, holderCodeTypes: ['001'] });
    await expect(confirm(seen)).rejects.toMatchObject({
      code: 'request-invalid',
      details: { errors: [{ pointer: '/holders/0/codeType' }] },
    });
    await zone.directoryWriter.putLicenceType({ ...type, version: 3 });
    await expect(confirm(other)).rejects.toMatchObject(conflict('preview-changed'));
    expect((await confirm(await see(other.draftId))).answer.status).toBe(201);
  });

  it('refuses when the department may not issue the type any more', async () => {
    const seen = await keep();
    const until = zone.clock.now();
    await zone.directoryWriter.putEntitlement({
      ...{ department, type: type.code, from: 0 as Moment, until },
    });
    await expect(confirm(seen)).rejects.toMatchObject({ code: 'issuer-not-entitled' });
  });
});

describe('the list of drafts', () => {
  it('has them all, newest first, page by page, and those of one state', async () => {
    const list = makeListLicenceDrafts(ports);
    const all = await list({ limit: 100 }, { department });
    expect(all).not.toHaveProperty('next');
    const moments = all.drafts.map((one) => one.draftedAt);
    expect(moments).toEqual([...moments].sort().reverse());
    const paged = [];
    let cursor: string | undefined;
    do {
      const page = await list({ limit: 3, ...(cursor && { cursor }) }, { department });
      paged.push(...page.drafts);
      cursor = page.next;
    } while (cursor !== undefined);
    expect(paged).toEqual(all.drafts);
    const rejected = await list({ limit: 100, state: 'rejected' }, { department });
    expect(rejected.drafts).toHaveLength(1);
    await expect(list({ limit: 1, cursor: 'x' }, { department })).rejects.toMatchObject({
      code: 'request-invalid',
    });
  });

  it('leaves a whole register, and nothing personal in its keys', async () => {
    const audit = await auditRegister(zone.client, zone.table);
    expect(audit.faults).toEqual([]);
    expect(audit).toMatchObject({ reserved: 0, givenUp: 1 });
    const keys = await readKeys(zone.client, zone.table);
    expect(keys).toContain('draft#draft-');
    expect(keys).not.toContain(samplePerson().code);
    expect(keys).not.toContain(samplePerson().name);
  });
});
