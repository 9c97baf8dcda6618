import { createHash, createHmac } from 'node:crypto';
import { CreateKeyCommand } from '@aws-sdk/client-kms';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { localClientConfig } from '../../local/engines/client-config.ts';
import { findFreePort } from '../../local/engines/free-port.ts';
import { makeKmsClient } from '../../shared/adapters/aws/kms-client.ts';
import { makeKmsKeyMaker } from '../../shared/adapters/aws/kms-key-maker.ts';
import { makeKmsKeyedDigests } from '../../shared/adapters/aws/kms-keyed-digests.ts';
import { makeKmsSigningKeys } from '../../shared/adapters/aws/kms-signing-keys.ts';
import { makeNodePrimitives } from '../../shared/adapters/system/node-primitives.ts';
import { startZones, type Zones } from '../build/sealing-zone.ts';

let zones: Zones;
beforeAll(async () => {
  zones = await startZones();
});
afterAll(() => zones.close());

const open = () => ({
  keyMaker: makeKmsKeyMaker({ client: zones.kms, purpose: 'seal' }),
  keys: makeKmsSigningKeys(zones.kms),
});

const data = new Uint8Array([1, 2, 3]);
const digest = new Uint8Array(createHash('sha256').update(data).digest());

describe('keys in KMS', () => {
  it('sign digests as r‖s of 64 bytes that verify under the public key', async () => {
    const { keyMaker, keys } = open();
    const { keyId, publicKey } = await keyMaker.makeSigningKey('signing');
    expect(await keys.publicKeyOf(keyId)).toEqual(publicKey);
    const { verifySignature } = makeNodePrimitives();
    for (let round = 0; round < 40; round += 1) {
      const signature = await keys.sign(keyId, digest);
      expect(signature).toHaveLength(64);
      expect(await verifySignature({ suite: 'ES256', publicKey, signature, data })).toBe(true);
    }
  });

  it('are one for a name, however often it is asked for, also at once', async () => {
    const { keyMaker } = open();
    const { keyId } = await keyMaker.makeSigningKey('once');
    expect((await keyMaker.makeSigningKey('once')).keyId).toBe(keyId);
    expect((await keyMaker.makeSigningKey('twice')).keyId).not.toBe(keyId);
    const raced = await Promise.all([1, 2, 3].map(() => keyMaker.makeSigningKey('raced')));
    const { keyId: winner } = await keyMaker.makeSigningKey('raced');
    expect(raced.map((one) => one.keyId)).toEqual([winner, winner, winner]);
  });

  it('do not sign while they are switched off', async () => {
    const { keyMaker, keys } = open();
    const { keyId } = await keyMaker.makeSigningKey('switched');
    await keyMaker.disable(keyId);
    await keyMaker.disable(keyId);
    await expect(keys.sign(keyId, digest)).rejects.toMatchObject({ code: 'seal-not-enabled' });
    await keyMaker.enable(keyId);
    await keyMaker.enable(keyId);
    expect(await keys.sign(keyId, digest)).toHaveLength(64);
  });

  it('have replicas in the other Region, which are switched with them', async () => {
    const there = makeKmsClient({
      ...localClientConfig(zones.endpoint),
      region: 'cn-northwest-1',
    });
    const further = [{ name: 'cn-northwest-1', client: there }];
    const keyMaker = makeKmsKeyMaker({ client: zones.kms, purpose: 'seal', further });
    const { keyId, publicKey } = await keyMaker.makeSigningKey('replicated');
    expect((await keyMaker.makeSigningKey('replicated')).keyId).toBe(keyId);
    const both = [makeKmsSigningKeys(zones.kms), makeKmsSigningKeys(there)];
    for (const keys of both) {
      expect(await keys.publicKeyOf(keyId)).toEqual(publicKey);
      expect(await keys.sign(keyId, digest)).toHaveLength(64);
    }
    await keyMaker.disable(keyId);
    for (const keys of both) {
      await expect(keys.sign(keyId, digest)).rejects.toMatchObject({ code: 'seal-not-enabled' });
    }
    await keyMaker.enable(keyId);
    for (const keys of both) expect(await keys.sign(keyId, digest)).toHaveLength(64);
  });

  it('are switched off here when the other Region cannot be reached, and the whole has failed', async () => {
    const endpoint = `http://127.0.0.1:${await findFreePort()}`;
    const client = makeKmsClient({ ...localClientConfig(endpoint), maxAttempts: 1 });
    const { keyId } = await open().keyMaker.makeSigningKey('half-switched');
    const further = [{ name: 'cn-northwest-1', client }];
    const keyMaker = makeKmsKeyMaker({ client: zones.kms, purpose: 'seal', further });
    await expect(keyMaker.disable(keyId)).rejects.toMatchObject({ code: 'seal-unavailable' });
    await expect(open().keys.sign(keyId, digest)).rejects.toMatchObject({
      code: 'seal-not-enabled',
    });
  });

  it('that have no replica, having been made before the other Region, are switched where they are', async () => {
    const there = makeKmsClient({ ...localClientConfig(zones.endpoint), region: 'eu-west-1' });
    const { keyId } = await open().keyMaker.makeSigningKey('alone');
    const further = [{ name: 'eu-west-1', client: there }];
    await makeKmsKeyMaker({ client: zones.kms, purpose: 'seal', further }).disable(keyId);
    await expect(open().keys.sign(keyId, digest)).rejects.toMatchObject({
      code: 'seal-not-enabled',
    });
  });

  it('are unavailable, not wrong, when KMS cannot be reached', async () => {
    const endpoint = `http://127.0.0.1:${await findFreePort()}`;
    const client = makeKmsClient({ ...localClientConfig(endpoint), maxAttempts: 1 });
    const refused = { code: 'seal-unavailable', details: { retryAfterSeconds: 1 } };
    await expect(makeKmsSigningKeys(client).sign('key', digest)).rejects.toMatchObject(refused);
  });

  it('that do not exist are our fault, and no refusal', async () => {
    const missing = '00000000-0000-4000-8000-000000000000';
    await expect(open().keys.sign(missing, digest)).rejects.toMatchObject({
      name: 'NotFoundException',
    });
  });
});

describe('keyed digests', () => {
  it('are the MAC over label, NUL and value: stable, and apart by label', async () => {
    const made = await zones.kms.send(
      new CreateKeyCommand({ KeySpec: 'HMAC_256', KeyUsage: 'GENERATE_VERIFY_MAC' }),
    );
    const keyId = made.KeyMetadata?.KeyId ?? '';
    const { digest: digestOf } = makeKmsKeyedDigests({ client: zones.kms, keyId });
    const holder = await digestOf('holder', '示例');
    expect(holder).toMatch(/^[A-Za-z0-9_-]{43}$/);
    expect(await digestOf('holder', '示例')).toBe(holder);
    expect(await digestOf('number', '示例')).not.toBe(holder);
    const unkeyed = createHmac('sha256', '').update('holder\0示例').digest('base64url');
    expect(holder).not.toBe(unkeyed);
  });
});
