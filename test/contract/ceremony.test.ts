import { CreateAliasCommand, CreateKeyCommand, ListAliasesCommand } from '@aws-sdk/client-kms';
import { calculateJwkThumbprint } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { macKeys } from '../../functions/governing/hold-ceremony/ceremony-plan.ts';
import { enterGovernors } from '../../functions/governing/hold-ceremony/enter-governors.ts';
import {
  type HeldCeremony,
  holdCeremony,
} from '../../functions/governing/hold-ceremony/hold-ceremony.ts';
import {
  announceSigner,
  switchSigner,
} from '../../functions/governing/hold-ceremony/roll-over-signer.ts';
import {
  digestOf,
  readTranscript,
  type Transcript,
} from '../../functions/governing/hold-ceremony/transcript.ts';
import { verifyTranscript } from '../../functions/governing/hold-ceremony/verify-transcript.ts';
import type { ClientId } from '../../shared/domain/ids.ts';
import { namedSigners } from '../../shared/domain/province-certificates.ts';
import { readBase64 } from '../../shared/formats/base64url.ts';
import { organisationOf, readCertificate } from '../../shared/formats/certificate.ts';
import { shenyang } from '../build/callers.ts';
import { ceremonyOptions as options, startCeremonyPlace } from '../build/ceremony.ts';
import { makeTestKey } from '../build/jwk.ts';

type Place = Awaited<ReturnType<typeof startCeremonyPlace>>;
type Ports = ReturnType<Place['makePorts']>;

const hour = 3600 * 1000;

const outcomes = ({ steps }: Transcript) => new Set(steps.map(({ outcome }) => outcome));
const namesOf = ({ steps }: Transcript, detail: string) =>
  steps.flatMap(({ does, what, details }) =>
    details[detail] === undefined ? [] : [`${does} ${what} ${details[detail]}`],
  );
const differing = async (ports: Ports, transcript: Transcript) =>
  (await verifyTranscript(ports, transcript))
    .filter(({ outcome }) => outcome === 'differs')
    .map(({ what }) => what);

describe('the key ceremony', () => {
  let place: Place;
  let ports: Ports;
  let table: string;
  let held: HeldCeremony;
  beforeAll(async () => {
    place = await startCeremonyPlace();
    table = await place.makeTable();
    ports = place.makePorts(table);
  });
  afterAll(() => place.close());

  it('says in a dry run what it would make, and makes nothing', async () => {
    const { transcript, certificates } = await holdCeremony(ports, { ...options, dryRun: true });
    expect(certificates).toBeUndefined();
    expect(outcomes(transcript)).toEqual(new Set(['to-make', 'to-enter']));
    expect((await place.openKms().send(new ListAliasesCommand({}))).Aliases).toEqual([]);
    expect(await ports.directory.findCertificates()).toBeUndefined();
    expect(await ports.bootstrap.listTranscripts()).toEqual([]);
  });

  it('makes keys and certificates, takes them before our own verifier, and writes all down', async () => {
    const told: string[] = [];
    held = await holdCeremony(ports, { ...options, onStep: ({ does }) => told.push(does) });
    const { transcript, certificates } = held;
    expect(await ports.directory.findCertificates()).toEqual(certificates);
    expect(told).toEqual(transcript.steps.map(({ does }) => does));
    expect(told.filter((does) => does === 'key')).toHaveLength(7);
    expect(told.filter((does) => does === 'mac-key')).toHaveLength(macKeys.length);
    expect(told.filter((does) => does === 'certificate')).toHaveLength(6);
    expect(told.filter((does) => does === 'check')).toHaveLength(6);
    expect(told.at(-1)).toBe('enter');
    expect(transcript).toMatchObject({ province: '辽宁省', present: options.present });
    expect(transcript.digest).toBe(digestOf(transcript));
    expect(await ports.bootstrap.listTranscripts()).toEqual([transcript.digest]);
    const root = readCertificate(readBase64(certificates?.root ?? ''));
    expect(organisationOf(root).commonName).toBe('辽宁省根证书（示例）');
  });

  it('holds no secret in its transcript', () => {
    const text = JSON.stringify(held.transcript);
    expect(text).not.toMatch(/"d"|private|secret/i);
    const details = new Set(held.transcript.steps.flatMap((step) => Object.keys(step.details)));
    expect([...details].toSorted()).toEqual([
      'der',
      'fingerprint',
      'keyId',
      'notAfter',
      'notBefore',
      'serial',
      'spki',
      'subject',
    ]);
  });

  it('finds the same keys and certificates when it is held again', async () => {
    place.clock.advance(hour);
    const again = await holdCeremony(place.makePorts(table), options);
    expect(again.certificates).toEqual(held.certificates);
    for (const detail of ['keyId', 'spki', 'fingerprint']) {
      expect(namesOf(again.transcript, detail)).toEqual(namesOf(held.transcript, detail));
    }
    expect(outcomes(again.transcript)).toEqual(new Set(['found', 'holds']));
    expect(await differing(ports, again.transcript)).toEqual([]);
  });

  it('is verified by its transcript', async () => {
    const written = JSON.stringify(held.transcript);
    expect(await differing(ports, readTranscript(JSON.parse(written)))).toEqual([]);
  });

  it.each<[string, (transcript: Transcript) => object, readonly string[]]>([
    ['who was there', (t) => ({ ...t, present: t.present.slice(1) }), ['digest']],
    ['when it ended', (t) => ({ ...t, endedAt: '2026-05-01T00:00:01.000Z' }), ['digest']],
    ['a step left out', (t) => ({ ...t, steps: t.steps.slice(1) }), ['digest']],
    ['steps in another order', (t) => ({ ...t, steps: t.steps.toReversed() }), ['digest']],
    ['its own digest', (t) => ({ ...t, digest: '0'.repeat(64) }), ['digest', 'digest as noted']],
    [
      'a key of another name',
      (t) => withDetail(t, 0, { keyId: t.steps[1]?.details['keyId'] ?? '' }),
      ['digest', 'key root'],
    ],
    [
      'a public key',
      (t) => withDetail(t, stepOf(t, 'key', 'status-signer'), { spki: '0'.repeat(64) }),
      ['digest', 'key status-signer'],
    ],
    [
      'a certificate',
      (t) => withDetail(t, stepOf(t, 'certificate', 'sealing-ca'), { fingerprint: '0'.repeat(64) }),
      ['digest', 'certificate sealing-ca'],
    ],
    [
      'a keyed digest’s key',
      (t) =>
        withDetail(t, stepOf(t, 'mac-key', 'mac'), {
          keyId: t.steps[stepOf(t, 'mac-key', 'nonce')]?.details['keyId'] ?? '',
        }),
      ['digest', 'mac-key mac'],
    ],
  ])(
    'is not verified by one with another %s, even under a new digest',
    async (_, change, found) => {
      const changed = change(held.transcript) as Transcript;
      expect(await differing(ports, changed)).toEqual(found);
      if (changed.digest !== held.transcript.digest) return;
      const resealed = { ...changed, digest: digestOf(changed) };
      const rest = found.filter((one) => one !== 'digest');
      expect(await differing(ports, resealed)).toEqual(['digest as noted', ...rest]);
    },
  );

  it('is not verified by a transcript of another deployment', async () => {
    const elsewhere = await startCeremonyPlace();
    const strange = elsewhere.makePorts(await elsewhere.makeTable());
    await holdCeremony(strange, options);
    const found = await differing(strange, held.transcript);
    expect(found).toContain('digest as noted');
    expect(found.filter((one) => one.startsWith('key '))).toHaveLength(7);
    expect(found.filter((one) => one.startsWith('certificate '))).toHaveLength(6);
    await elsewhere.close();
  });

  it('stops when a certificate is for another key than its name', async () => {
    const other = await place.makeTable();
    const { certificates } = held;
    if (!certificates) throw new Error('no certificates');
    const swapped = { ...certificates, statusSigner: certificates.listSigner };
    const after = { kind: 'certificates', act: 'hold-ceremony', after: swapped } as const;
    const strange = place.makePorts(other);
    await strange.bootstrap.enter(after, place.clock.now());
    await expect(holdCeremony(strange, options)).rejects.toMatchObject({
      details: { reason: 'certificate-of-another-key', detail: 'status-signer' },
    });
  });

  it('stops when a certificate has expired', async () => {
    const before = place.clock.now();
    place.clock.advance(366 * 24 * hour);
    await expect(holdCeremony(ports, options)).rejects.toMatchObject({
      details: { reason: 'chain-expired', detail: 'status-signer' },
    });
    place.clock.set(before);
  });

  it('lets one of two ceremonies at the same time write, and stops the other', async () => {
    const other = await place.makeTable();
    const results = await Promise.allSettled(
      [1, 2].map(() => holdCeremony(place.makePorts(other), options)),
    );
    expect(results.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    const lost = results.find((one) => one.status === 'rejected');
    expect(lost?.reason).toMatchObject({ details: { reason: 'another-ceremony' } });
  });

  /** Where a step stands in the transcript. */
  function stepOf({ steps }: Transcript, does: string, what: string) {
    return steps.findIndex((step) => step.does === does && step.what === what);
  }

  function withDetail(transcript: Transcript, at: number, details: Record<string, string>) {
    const steps = transcript.steps.map((step, index) =>
      index === at ? { ...step, details: { ...step.details, ...details } } : step,
    );
    return { ...transcript, steps };
  }
});

describe('the first governing clients', () => {
  let place: Place;
  let ports: Ports;
  beforeAll(async () => {
    place = await startCeremonyPlace();
    ports = place.makePorts(await place.makeTable());
  });
  afterAll(() => place.close());

  const { kid, jwk } = makeTestKey().clientKey;
  const governor = {
    id: 'governor-one',
    name: '省级管理一（示例）',
    scopes: ['directory:propose', 'directory:confirm', 'directory:read'],
    keys: [{ kid, ...jwk }],
  };
  const find = () => ports.directory.findClient('governor-one' as ClientId);

  it('are entered with the thumbprints of their keys, and stay as they are', async () => {
    const { transcript } = await enterGovernors(ports, options, [governor]);
    const [step] = transcript.steps;
    expect(step).toMatchObject({ does: 'enter', what: 'client governor-one', outcome: 'entered' });
    const thumbprint = await calculateJwkThumbprint(jwk, 'sha256');
    expect(step?.details[`thumbprint ${kid}`]).toBe(
      Buffer.from(thumbprint, 'base64url').toString('hex'),
    );
    expect((await find())?.state).toBe('active');
    const again = await enterGovernors(ports, options, [governor]);
    expect(again.transcript.steps[0]).toMatchObject({ outcome: 'found' });
    const other = { ...governor, name: '另一个（示例）' };
    await expect(enterGovernors(ports, options, [other])).rejects.toMatchObject({
      details: { reason: 'client-exists', detail: 'governor-one' },
    });
    expect((await find())?.name).toBe(governor.name);
  });

  it('may govern and nothing else', async () => {
    for (const [change, pointer] of [
      [{ scopes: ['directory:propose', 'licences:issue'] }, '/scopes/1'],
      [{ department: shenyang }, '/department'],
      [{ keys: [] }, '/keys'],
    ] as const) {
      const given = [{ ...governor, id: 'governor-two', ...change }];
      await expect(enterGovernors(ports, options, given)).rejects.toMatchObject({
        details: { errors: [{ pointer }] },
      });
    }
  });
});

describe('the roll-over of a signer', () => {
  let place: Place;
  let ports: Ports;
  let first: HeldCeremony;
  beforeAll(async () => {
    place = await startCeremonyPlace();
    ports = place.makePorts(await place.makeTable());
    first = await holdCeremony(ports, options);
  });
  afterAll(() => place.close());

  const status = { signer: 'status-signer' } as const;
  const spki = (base64: string | undefined) =>
    Buffer.from(readCertificate(readBase64(base64 ?? '')).publicKey.raw).toString('hex');

  it('announces a certificate for the same key before it comes into use', async () => {
    await expect(switchSigner(ports, options, status)).rejects.toMatchObject({
      details: { reason: 'nothing-announced' },
    });
    place.clock.advance(300 * 24 * hour);
    const { certificates } = await announceSigner(ports, options, status);
    const next = certificates?.announced?.statusSigner;
    expect(certificates).toEqual({
      ...first.certificates,
      announced: { statusSigner: next },
    });
    expect(next).not.toBe(certificates?.statusSigner);
    expect(spki(next)).toBe(spki(certificates?.statusSigner));
    expect((await announceSigner(ports, options, status)).certificates).toEqual(certificates);
  });

  it('waits until every verifier can know it', async () => {
    await expect(switchSigner(ports, options, status)).rejects.toMatchObject({
      details: { reason: 'announced-too-recently' },
    });
    const before = await ports.directory.findCertificates();
    place.clock.advance(2 * hour);
    const { certificates } = await switchSigner(ports, options, status);
    expect(certificates).toEqual({
      ...first.certificates,
      statusSigner: before?.announced?.statusSigner,
      former: { statusSigner: [first.certificates?.statusSigner] },
    });
    if (!certificates) throw new Error('no certificates');
    expect(namedSigners(certificates, 'statusSigner')).toHaveLength(2);
    expect(namedSigners(certificates, 'listSigner')).toEqual([certificates.listSigner]);
  });

  it('leaves the first transcript good: the former certificate was replaced', async () => {
    const findings = await verifyTranscript(ports, first.transcript);
    const byName = new Map(findings.map(({ what, outcome }) => [what, outcome]));
    expect(byName.get('certificate status-signer')).toBe('replaced');
    expect([...byName.values()]).not.toContain('differs');
    expect(byName.get('key status-signer')).toBe('holds');
  });

  it('switches to a new key, which then has the signer’s name', async () => {
    const list = { signer: 'list-signer', newKey: true } as const;
    const announced = await announceSigner(ports, options, list);
    const next = announced.certificates?.announced?.listSigner;
    const [old] = [await ports.keys.findSigningKey('list-signer')];
    expect(spki(next)).not.toBe(spki(announced.certificates?.listSigner));
    place.clock.advance(2 * hour);
    const switched = await switchSigner(ports, options, list);
    const key = await ports.keys.findSigningKey('list-signer');
    expect(key?.keyId).not.toBe(old?.keyId);
    expect(Buffer.from(key?.publicKey ?? []).toString('hex')).toBe(spki(next));
    expect(switched.certificates?.listSigner).toBe(next);
    expect(await differing(ports, switched.transcript)).toEqual([]);
    expect(await differing(ports, announced.transcript)).toEqual([]);
  });

  it('rolls over to a third key, and forgets what has expired', async () => {
    const list = { signer: 'list-signer', newKey: true, announcedSeconds: 0 } as const;
    const before = await ports.keys.findSigningKey('list-signer');
    place.clock.advance(200 * 24 * hour);
    await announceSigner(ports, options, list);
    await switchSigner(ports, options, list);
    for (const signer of ['receipt-signer', 'trail-signer'] as const) {
      place.clock.advance(1);
      await announceSigner(ports, options, { signer, announcedSeconds: 0 });
      await switchSigner(ports, options, { signer, announcedSeconds: 0 });
    }
    const certificates = await ports.directory.findCertificates();
    expect((await ports.keys.findSigningKey('list-signer'))?.keyId).not.toBe(before?.keyId);
    expect(certificates?.former?.listSigner).toHaveLength(1);
    expect((await holdCeremony(ports, options)).certificates).toEqual(certificates);
  });

  it('stops when the root’s name is another key’s', async () => {
    const kms = place.openKms();
    const { KeyMetadata } = await kms.send(
      new CreateKeyCommand({ KeySpec: 'ECC_NIST_P256', KeyUsage: 'SIGN_VERIFY' }),
    );
    await kms.send(
      new CreateAliasCommand({
        AliasName: 'alias/yinzheng-spare',
        TargetKeyId: KeyMetadata?.KeyId,
      }),
    );
    await ports.keys.rename('root', KeyMetadata?.KeyId ?? '');
    await expect(announceSigner(ports, options, status)).rejects.toMatchObject({
      details: { reason: 'certificate-of-another-key', detail: 'root' },
    });
  });
});
