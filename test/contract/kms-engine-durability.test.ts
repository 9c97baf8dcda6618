import { createHash, createPublicKey, randomBytes, verify } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  CreateAliasCommand,
  CreateKeyCommand,
  DisableKeyCommand,
  GenerateMacCommand,
  GetPublicKeyCommand,
  KMSClient,
  SignCommand,
} from '@aws-sdk/client-kms';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { localClientConfig } from '../../local/engines/client-config.ts';
import { startKmsProcess } from '../../local/engines/kms-process.ts';
import { toPrivateKey } from '../../local/kms/key-spec.ts';
import { openMasterKey } from '../../local/kms/master-key.ts';
import { startKmsEngine } from '../../local/kms/start-kms-engine.ts';

let directory = '';

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'yinzheng-kms-'));
});

afterEach(() => rmSync(directory, { recursive: true, force: true }));

const start = () => startKmsEngine({ dataDirectory: directory, port: 0 });
const clientOf = ({ endpoint }: { endpoint: string }) => new KMSClient(localClientConfig(endpoint));

async function makeSigningKey(kms: KMSClient): Promise<string> {
  const command = new CreateKeyCommand({ KeySpec: 'ECC_NIST_P256', KeyUsage: 'SIGN_VERIFY' });
  return (await kms.send(command)).KeyMetadata?.KeyId ?? '';
}

async function signDigest(kms: KMSClient, keyId: string, digest: Uint8Array = randomBytes(32)) {
  const command = new SignCommand({
    KeyId: keyId,
    Message: digest,
    MessageType: 'DIGEST',
    SigningAlgorithm: 'ECDSA_SHA_256',
  });
  return (await kms.send(command)).Signature ?? new Uint8Array();
}

function filesOf(path: string): string[] {
  return readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}

test('keys, states, aliases and counts are as they were after a restart', async () => {
  const first = await start();
  const kms = clientOf(first);
  const used = await makeSigningKey(kms);
  const disabled = await makeSigningKey(kms);
  await kms.send(new CreateAliasCommand({ AliasName: 'alias/used', TargetKeyId: used }));
  await kms.send(new DisableKeyCommand({ KeyId: disabled }));
  const publicKey = (await kms.send(new GetPublicKeyCommand({ KeyId: used }))).PublicKey;
  await signDigest(kms, used);
  await first.close();

  const second = await start();
  const again = clientOf(second);
  const message = randomBytes(50);
  const signature = await signDigest(
    again,
    'alias/used',
    createHash('sha256').update(message).digest(),
  );
  const key = createPublicKey({ key: Buffer.from(publicKey ?? []), format: 'der', type: 'spki' });
  expect(verify('sha256', message, key, signature)).toBe(true);
  await expect(signDigest(again, disabled)).rejects.toMatchObject({ name: 'DisabledException' });
  expect(second.signCounts()).toEqual({ [used]: 2, [disabled]: 0 });
  await second.close();
});

test('a MAC key gives the same MAC after a restart', async () => {
  const macs: (Uint8Array | undefined)[] = [];
  let keyId = '';
  for (const round of [1, 2]) {
    const engine = await start();
    const kms = clientOf(engine);
    if (round === 1) {
      const command = new CreateKeyCommand({
        KeySpec: 'HMAC_256',
        KeyUsage: 'GENERATE_VERIFY_MAC',
      });
      keyId = (await kms.send(command)).KeyMetadata?.KeyId ?? '';
    }
    const command = new GenerateMacCommand({
      KeyId: keyId,
      Message: Buffer.from('示例'),
      MacAlgorithm: 'HMAC_SHA_256',
    });
    macs.push((await kms.send(command)).Mac);
    await engine.close();
  }
  expect(macs[1]).toEqual(macs[0]);
});

test('only signatures are counted, each key for itself, and refused calls are not', async () => {
  const engine = await start();
  const kms = clientOf(engine);
  const [one, other] = [await makeSigningKey(kms), await makeSigningKey(kms)];
  await Promise.all([signDigest(kms, one), signDigest(kms, other), signDigest(kms, one)]);
  await expect(signDigest(kms, one, randomBytes(31))).rejects.toThrow();
  await kms.send(new GetPublicKeyCommand({ KeyId: one }));
  expect(engine.signCounts()).toEqual({ [one]: 2, [other]: 1 });
  const read = await fetch(`${engine.endpoint}/counts`);
  expect(await read.json()).toEqual({ [one]: 2, [other]: 1 });
  await engine.close();
});

test('no file holds a private key in the clear, and the master key is for its owner only', async () => {
  const engine = await start();
  const keyId = await makeSigningKey(clientOf(engine));
  await engine.close();
  const masterKeyFile = join(directory, 'master-key');
  expect(statSync(masterKeyFile).mode & 0o777).toBe(0o600);

  const { record, secret } = JSON.parse(
    readFileSync(join(directory, 'keys', `${keyId}.json`), 'utf8'),
  );
  const pkcs8 = openMasterKey(masterKeyFile).decrypt(secret, JSON.stringify(record));
  const d = Buffer.from(toPrivateKey(pkcs8).export({ format: 'jwk' }).d ?? '', 'base64url');
  const forms = [
    d,
    ...(['hex', 'base64', 'base64url'] as const).map((form) => Buffer.from(d.toString(form))),
  ];
  const files = filesOf(directory);
  expect(files.length).toBeGreaterThanOrEqual(3);
  for (const file of files) {
    expect(forms.some((form) => readFileSync(file).includes(form))).toBe(false);
    expect(statSync(file).mode & 0o077).toBe(0);
  }
});

test('an edited key file and a lost master key are refused at the start', async () => {
  const engine = await start();
  const kms = clientOf(engine);
  const keyId = await makeSigningKey(kms);
  await kms.send(new DisableKeyCommand({ KeyId: keyId }));
  await engine.close();
  const keyFile = join(directory, 'keys', `${keyId}.json`);
  const original = readFileSync(keyFile, 'utf8');
  writeFileSync(keyFile, original.replace('"enabled":false', '"enabled":true'));
  await expect(start()).rejects.toThrow(/was changed, or was made under another master key/);
  writeFileSync(keyFile, original);
  await (await start()).close();
  rmSync(join(directory, 'master-key'));
  await expect(start()).rejects.toThrow(/was changed, or was made under another master key/);
});

test('a taken port is a clear message', async () => {
  const engine = await start();
  const second = startKmsEngine({ dataDirectory: join(directory, 'second'), port: engine.port });
  await expect(second).rejects.toThrow(`port ${engine.port} of 127.0.0.1 is taken`);
  await engine.close();
});

/** Signs until the engine is killed under it; gives how many signatures came back. */
async function signUntilKilled(kms: KMSClient, keyId: string, kill: () => void): Promise<number> {
  let given = 0;
  const workers = Array.from({ length: 4 }, async () => {
    for (;;) {
      await signDigest(kms, keyId);
      given += 1;
      if (given === 40) kill();
    }
  });
  await Promise.allSettled(workers);
  return given;
}

test('killed with SIGKILL amid signing, it has kept all keys and counts no signature too few', async () => {
  const engine = await startKmsProcess({ dataDirectory: directory, port: 0 });
  const kms = new KMSClient({ ...localClientConfig(engine.endpoint), maxAttempts: 1 });
  const keyId = await makeSigningKey(kms);
  const given = await signUntilKilled(kms, keyId, () => process.kill(engine.child.pid, 'SIGKILL'));
  expect(await engine.child.ended).toMatchObject({ expected: false });

  const again = await start();
  const counted = again.signCounts()[keyId] ?? 0;
  expect(counted).toBeGreaterThanOrEqual(given);
  expect(counted).toBeLessThanOrEqual(given + 4);
  expect(await signDigest(clientOf(again), keyId)).not.toHaveLength(0);
  await again.close();
});
