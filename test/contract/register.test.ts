import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeDynamoRegister } from '../../shared/adapters/aws/dynamo-register.ts';
import { alwaysWriting } from '../../shared/adapters/aws/dynamo-writing-turns.ts';
import { toIdentifier, toLicenceId } from '../../shared/domain/identifier.ts';
import type { CivilDate, ClientId, Moment, StatusListId } from '../../shared/domain/ids.ts';
import { askedChange } from '../../shared/domain/licence-state.ts';
import { toSerial } from '../../shared/domain/serial.ts';
import type { KeyedRequest } from '../../shared/ports/idempotency.ts';
import type { Reservation } from '../../shared/ports/register.ts';
import { makeNetworkPlan, type NetworkFault } from '../build/faulty-client.ts';
import { type IssuingZone, startIssuingZone } from '../build/issuing-zone.ts';
import { auditRegister, readKeys } from '../build/register-audit.ts';
import { sampleDepartment, samplePerson } from '../build/sample-holders.ts';
import { sealId } from '../build/sample-seal.ts';
import { sampleItems, sampleType } from '../build/sample-types.ts';

let zone: IssuingZone;
let made = 0;
beforeAll(async () => {
  zone = await startIssuingZone();
});
afterAll(() => zone?.close());

const by = 'shenyang-licensing' as ClientId;
const at = Date.UTC(2026, 10, 22) as Moment;
const answer = { status: 201, location: '/somewhere', body: { state: 'valid' } };
const grounds = { legalBasis: '依据（示例）', reason: '原因（示例）' };

/** A reservation of its own number and place, with a key of its own. */
function toReservation(parts: Partial<Reservation> = {}): {
  reservation: Reservation;
  key: KeyedRequest;
} {
  made += 1;
  const type = sampleType('operatorCertificate');
  const department = sampleDepartment().code;
  const licenceId = toLicenceId(type.code, department, toSerial(new Uint8Array(32).fill(made)));
  const reservation: Reservation = {
    ...{ licenceId, identifier: toIdentifier(licenceId, 1), version: 1, typeVersion: 1 },
    ...{ type: type.code, department, seal: sealId, number: `示例-${made}` },
    ...{ numberDigest: `digest-${made}`, holderDigests: [`mac-${made}`] },
    ...{ holders: [samplePerson()], items: sampleItems(type) },
    ...{ issued: '2026-11-22' as CivilDate, validFrom: '2026-11-22' as CivilDate },
    ...{ statusList: 'north-000001' as StatusListId, statusIndex: made },
    ...{
      signingInput: `input.${made}`,
      digest: `sha-${made}`,
      disclosures: ['one', 'two'],
      printed: { signingInput: `printed-${made}`, digest: `printed-sha-${made}` },
      at,
      by,
    },
    ...parts,
  };
  const expiresAt = (at + 1000) as Moment;
  return {
    reservation,
    key: { client: by, keyDigest: `key-${made}`, requestDigest: `request-${made}`, expiresAt },
  };
}

type Made = ReturnType<typeof toReservation>;
const register = (plan = makeNetworkPlan()) => zone.makeContainer(plan).register;
const reader = () => zone.makeContainer().reader;

const coming = ({ reservation, key }: Made, credential = 'credential') => ({
  ...{ reservation, key, credential, answer, at, by, printedCode: `printed ${credential}` },
});

async function issueOne(): Promise<Made> {
  const one = toReservation();
  await register().reserve(one.reservation, one.key);
  await register().bringIntoForce(coming(one));
  return one;
}

async function toChange({ reservation }: Made, to: 'suspended' | 'valid' | 'withdrawn') {
  const head = await reader().findHead(reservation.licenceId);
  const change = head && askedChange(head, to);
  if (!head || !change) throw new Error('no such change');
  made += 1;
  const { key } = toReservation();
  return { ...change, head, grounds, lossReported: false, key, answer, at, by };
}

describe('the register', () => {
  it('gives back what was reserved, signing input and all', async () => {
    const { reservation, key } = toReservation();
    expect(await register().reserve(reservation, key)).toBe('reserved');
    expect(await reader().findReservation(reservation.licenceId, 1)).toEqual(reservation);
    expect(await reader().findHead(reservation.licenceId)).toMatchObject({
      ...{ state: 'reserved', seq: 1, status: 0, number: reservation.number },
    });
    expect(await reader().findSignedForms(reservation.licenceId, 1)).toBeUndefined();
  });

  it('takes a key once, until it expires', async () => {
    const first = toReservation();
    await register().reserve(first.reservation, first.key);
    const second = toReservation();
    expect(await register().reserve(second.reservation, first.key)).toBe('key-used');
    const later = toReservation({ at: first.key.expiresAt });
    expect(await register().reserve(later.reservation, first.key)).toBe('reserved');
  });

  it('takes a number once for each type and department', async () => {
    const first = toReservation();
    await register().reserve(first.reservation, first.key);
    const { numberDigest } = first.reservation;
    const same = toReservation({ numberDigest });
    expect(await register().reserve(same.reservation, same.key)).toBe('number-taken');
    expect(await reader().findHead(same.reservation.licenceId)).toBeUndefined();
    const otherType = toReservation({ numberDigest, type: sampleType('foodPermit').code });
    expect(await register().reserve(otherType.reservation, otherType.key)).toBe('reserved');
  });

  it('brings into force once: the first signature wins', async () => {
    const one = toReservation();
    await register().reserve(one.reservation, one.key);
    expect(await register().bringIntoForce(coming(one, 'first'))).toBe('in-force');
    expect(await register().bringIntoForce(coming(one, 'second'))).toBe('moved');
    expect(await reader().findSignedForms(one.reservation.licenceId, 1)).toEqual({
      credential: 'first',
      printedCode: 'printed first',
    });
  });

  it('records an attempt once, and none for a licence in force', async () => {
    const one = toReservation();
    const { licenceId, version } = one.reservation;
    await register().reserve(one.reservation, one.key);
    const attempt = { licenceId, version, key: one.key, attempt: 2, at };
    expect(await register().recordAttempt(attempt)).toBe('recorded');
    expect(await register().recordAttempt(attempt)).toBe('moved');
    await register().bringIntoForce(coming(one));
    expect(await register().recordAttempt({ ...attempt, attempt: 3 })).toBe('moved');
  });

  it('frees key, number and holder links of what is given up, for good', async () => {
    const one = toReservation();
    await register().reserve(one.reservation, one.key);
    const giving = { ...one, status: 1, at, by };
    expect(await register().giveUp(giving)).toBe('given-up');
    expect(await register().bringIntoForce(coming(one))).toBe('moved');
    const { numberDigest } = one.reservation;
    const again = toReservation({ numberDigest });
    expect(await register().reserve(again.reservation, one.key)).toBe('reserved');
  });

  it('does not give up what is in force', async () => {
    const one = await issueOne();
    expect(await register().giveUp({ ...one, status: 1, at, by })).toBe('moved');
  });

  it('moves a state once from the head that was read', async () => {
    const one = await issueOne();
    const [suspending, withdrawing] = [
      await toChange(one, 'suspended'),
      await toChange(one, 'withdrawn'),
    ];
    expect(await register().changeState(suspending)).toBe('changed');
    expect(await register().changeState(withdrawing)).toBe('moved');
    const resuming = { ...(await toChange(one, 'valid')), key: suspending.key };
    expect(await register().changeState(resuming)).toBe('key-used');
  });

  it('lets no other turn of writing pass a head that has moved (R10)', async () => {
    const one = await issueOne();
    const [early, stale] = [await toChange(one, 'withdrawn'), await toChange(one, 'suspended')];
    await register().changeState(early);
    const turns = alwaysWriting({ region: 'other', epoch: 2 });
    const options = { client: zone.client, table: zone.table, turns, journal: 'north' };
    expect(await makeDynamoRegister(options).changeState(stale)).toBe('moved');
    const head = await reader().findHead(one.reservation.licenceId);
    expect(head).toMatchObject({ state: 'withdrawn', seq: 3 });
  });

  it('keeps the grounds of a change in its entry', async () => {
    const one = await issueOne();
    await register().changeState({ ...(await toChange(one, 'suspended')), lossReported: true });
    const entries = await reader().listEntries(one.reservation.licenceId);
    expect(entries.at(-1)).toEqual({
      ...{ seq: 3, version: 1, state: 'suspended', at, by, grounds, lossReported: true },
    });
  });

  it.each<NetworkFault>(['after', 'again', 'anew'])(
    'knows its own writing again when it was lost on the way: %s',
    async (fault) => {
      const faulty = (call = 1) => register(makeNetworkPlan(call, fault));
      const one = toReservation();
      const { licenceId, version } = one.reservation;
      expect(await faulty().reserve(one.reservation, one.key)).toBe('reserved');
      const attempt = { licenceId, version, key: one.key, attempt: 2, at };
      // its first call reads what is to be signed
      expect(await faulty(2).recordAttempt(attempt)).toBe('recorded');
      expect(await faulty().bringIntoForce(coming(one))).toBe('in-force');
      expect(await faulty().changeState(await toChange(one, 'suspended'))).toBe('changed');
      const other = toReservation();
      await register().reserve(other.reservation, other.key);
      // its first call reads under which turn it was reserved
      expect(await faulty(2).giveUp({ ...other, status: 1, at, by })).toBe('given-up');
    },
  );

  it('says that it does not know, when neither the writing nor the reading back came through', async () => {
    const one = toReservation();
    const lost = register(makeNetworkPlan(1, 'before')).reserve(one.reservation, one.key);
    await expect(lost).rejects.toMatchObject({ code: 'service-unavailable' });
  });

  it('holds nothing personal in its keys (P02), and is whole', async () => {
    const keys = await readKeys(zone.client, zone.table);
    expect(keys).toContain('holder#mac-');
    expect(keys).not.toContain(samplePerson().code);
    expect((await auditRegister(zone.client, zone.table)).faults).toEqual([]);
  });
});
