import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeChangeLicenceState } from '../../functions/issuing/change-licence-state/change-licence-state.ts';
import { makeIssueLicence } from '../../functions/issuing/issue-licence/issue-licence.ts';
import type { WrittenAnswer } from '../../functions/issuing/keyed-request.ts';
import { readLicenceId } from '../../shared/domain/identifier.ts';
import type { LicenceId } from '../../shared/domain/ids.ts';
import type { JsonObject } from '../../shared/formats/strict-json.ts';
import { Problem } from '../../shared/problem/problem.ts';
import { type IssuingPorts, type IssuingZone, startIssuingZone } from '../build/issuing-zone.ts';
import { type AskedLicence, askForChange, askForLicence } from '../build/licences.ts';
import { auditRegister } from '../build/register-audit.ts';
import { stalledOnce } from '../build/stalled-once.ts';

let zone: IssuingZone;
let sound: IssuingPorts;
beforeAll(async () => {
  zone = await startIssuingZone();
  sound = zone.makeContainer();
});
afterAll(() => zone?.close());

const issueWith = (ports: IssuingPorts, { request, application }: AskedLicence) =>
  makeIssueLicence(ports)(request, application);

const licenceIdOf = ({ answer }: WrittenAnswer): LicenceId =>
  readLicenceId((answer.body as JsonObject)['licenceId']);

const codeOf = (refusal: unknown) => (refusal instanceof Problem ? refusal.code : refusal);

/** What each came to: a licence id, or a problem's code. */
async function outcomesOf(all: readonly Promise<WrittenAnswer>[]) {
  const settled = await Promise.allSettled(all);
  return settled.map((one) =>
    one.status === 'fulfilled' ? licenceIdOf(one.value) : codeOf(one.reason),
  );
}

const askWithNumber = (number: string, key?: string) =>
  askForLicence({ type: 'businessLicence', body: { number }, ...(key ? { key } : {}) });

async function changeTo(licenceId: LicenceId, to: 'withdrawn') {
  const { request, asked } = askForChange(licenceId, to);
  return makeChangeLicenceState(sound)(request, asked);
}

/** Two containers with one request: the first stalls where told, a minute passes, the second comes. */
async function stall(method: 'bringIntoForce' | 'reserve', licence: AskedLicence) {
  const stalled = stalledOnce(sound.register, method);
  const late = issueWith({ ...sound, register: stalled.port }, licence);
  const outcome = late.then(licenceIdOf, codeOf);
  await stalled.reached;
  zone.clock.advance(60_000);
  return { outcome, letGo: stalled.letGo };
}

describe('issuing when several are at it', () => {
  it('makes one licence of eight requests with one key at a time', async () => {
    const licence = askForLicence();
    const containers = Array.from({ length: 8 }, () => zone.makeContainer());
    const outcomes = await outcomesOf(containers.map((ports) => issueWith(ports, licence)));
    const made = new Set(outcomes.filter((one) => one !== 'idempotency-in-flight'));
    expect(made.size).toBe(1);
    const replayed = await issueWith(sound, licence);
    expect(replayed.replayed).toBe(true);
    expect(made).toContain(licenceIdOf(replayed));
  });

  it('gives a number to one request only', async () => {
    const licences = Array.from({ length: 6 }, () => askWithNumber('示例-同号'));
    const outcomes = await outcomesOf(licences.map((one) => issueWith(sound, one)));
    expect(outcomes.filter((one) => one === 'number-taken')).toHaveLength(5);
    expect(outcomes.filter((one) => one !== 'number-taken')).toHaveLength(1);
  });

  it('takes the next number where one made by the pattern is taken, and gives in after five', async () => {
    const sequenceOf = (numbers: number[]) => ({ next: async () => numbers.shift() ?? 900_001 });
    const from = (numbers: number[]) =>
      issueWith({ ...sound, sequences: sequenceOf(numbers) }, askForLicence());
    await from([900_001]);
    const { answer } = await from([900_001, 900_001, 900_002]);
    expect((answer.body as JsonObject)['number']).toContain('900002');
    await expect(from([])).rejects.toMatchObject({ code: 'number-taken' });
  });

  it('answers 409 within a minute of the attempt, and goes on from what was stored after it', async () => {
    const licence = askForLicence();
    const { letGo, outcome } = await stall('bringIntoForce', licence);
    zone.clock.advance(-1);
    await expect(issueWith(sound, licence)).rejects.toMatchObject({
      code: 'idempotency-in-flight',
      details: { retryAfterSeconds: 1 },
    });
    zone.clock.advance(1);
    const second = licenceIdOf(await issueWith(sound, licence));
    letGo();
    expect(await outcome).toBe(second);
  });

  it('never brings a withdrawn licence back by a late coming into force', async () => {
    const licence = askForLicence();
    const { letGo, outcome } = await stall('bringIntoForce', licence);
    const licenceId = licenceIdOf(await issueWith(sound, licence));
    await changeTo(licenceId, 'withdrawn');
    letGo();
    expect(await outcome).toBe(licenceId);
    expect(await sound.reader.findHead(licenceId)).toMatchObject({ state: 'withdrawn', seq: 3 });
    expect(await sound.reader.listEntries(licenceId)).toHaveLength(3);
  });

  it('lets a reservation that comes late find its key used', async () => {
    const licence = askWithNumber('示例-迟到');
    const { letGo, outcome } = await stall('reserve', licence);
    const licenceId = licenceIdOf(await issueWith(sound, licence));
    letGo();
    expect(await outcome).toBe(licenceId);
  });

  it('refuses another request with a used key', async () => {
    await issueWith(sound, askForLicence({ key: 'used' }));
    const other = askForLicence({ key: 'used', body: { issued: '2026-11-21' } });
    await expect(issueWith(sound, other)).rejects.toMatchObject({ code: 'idempotency-mismatch' });
  });

  it('forgets a key after seven days', async () => {
    const licence = askForLicence();
    const first = licenceIdOf(await issueWith(sound, licence));
    zone.clock.advance(7 * 24 * 3600 * 1000 - 1);
    expect(licenceIdOf(await issueWith(sound, licence))).toBe(first);
    zone.clock.advance(1);
    expect(licenceIdOf(await issueWith(sound, licence))).not.toBe(first);
  });
});

describe('issuing when the seal is not there', () => {
  it('keeps the reservation while the key cannot be reached', async () => {
    const licence = askForLicence();
    const keys = {
      sign: async () => {
        throw new Problem('seal-unavailable');
      },
    };
    await expect(issueWith({ ...sound, keys }, licence)).rejects.toMatchObject({
      code: 'seal-unavailable',
      details: { retryAfterSeconds: 60 },
    });
    await expect(issueWith(sound, licence)).rejects.toMatchObject({
      code: 'idempotency-in-flight',
    });
    zone.clock.advance(60_000);
    expect((await issueWith(sound, licence)).answer.status).toBe(201);
  });

  it('keeps the reservation while only the key is switched off', async () => {
    const licence = askForLicence();
    await zone.sealKeys.disable(zone.sealKey.keyId);
    await expect(issueWith(sound, licence)).rejects.toMatchObject({ code: 'seal-unavailable' });
    await zone.sealKeys.enable(zone.sealKey.keyId);
    zone.clock.advance(60_000);
    expect((await issueWith(sound, licence)).answer.status).toBe(201);
  });

  it('gives up what was signed under a seal suspended meanwhile, and frees key and number', async () => {
    const licence = askWithNumber('示例-暂停');
    let suspended: Promise<void> | undefined;
    const keys = {
      sign: async (keyId: string, digest: Uint8Array) => {
        const signature = await sound.keys.sign(keyId, digest);
        // once, however many forms are signed at the same time
        suspended ??= zone.enterSealState('suspended');
        await suspended;
        return signature;
      },
    };
    await expect(issueWith({ ...sound, keys }, licence)).rejects.toMatchObject({
      code: 'seal-not-enabled',
    });
    await expect(issueWith(sound, licence)).rejects.toMatchObject({ code: 'seal-not-enabled' });
    await zone.enterSealState('enabled');
    expect(await issueWith(sound, licence)).toMatchObject({
      answer: { status: 201 },
      replayed: false,
    });
  });

  it('never brings into force what was given up', async () => {
    const licence = askWithNumber('示例-放弃');
    const { letGo, outcome } = await stall('bringIntoForce', licence);
    await zone.enterSealState('suspended');
    await expect(issueWith(sound, licence)).rejects.toMatchObject({ code: 'seal-not-enabled' });
    letGo();
    expect(await outcome).toBe('seal-not-enabled');
    await zone.enterSealState('enabled');
    expect((await issueWith(sound, licence)).answer.status).toBe(201);
  });

  it('leaves a whole register, with what was given up marked in the status list', async () => {
    const audit = await auditRegister(zone.client, zone.table);
    expect(audit.faults).toEqual([]);
    expect(audit).toMatchObject({ reserved: 0, givenUp: 2 });
    expect(await zone.countSignatures()).toBeLessThanOrEqual(audit.attempts);
    const marked = [];
    for (const list of await zone.statusEntries.listStatusLists()) {
      for await (const entry of zone.statusEntries.entriesOf(list)) marked.push(entry.status);
    }
    expect(marked.sort()).toEqual([1, 1, 12]);
  });
});
