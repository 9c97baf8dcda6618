import { execFile } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { calculateJwkThumbprint, decodeJwt } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type RunningService, startRunningService } from '../build/running-service.ts';
import { sampleTypeCodes } from '../build/sample-types.ts';

const cli = fileURLToPath(new URL('../../cli/yinzheng.ts', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'yinzheng-token-'));

let service: RunningService;
beforeAll(async () => {
  service = await startRunningService();
});
afterAll(async () => {
  await service.stop();
  rmSync(folder, { recursive: true });
});

interface Ended {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** Runs `yinzheng token` as the Shenyang department's system. */
function askForToken(...args: readonly string[]): Promise<Ended> {
  const client = service.clientPath('liaoning', 'shenyang-market-regulation-licences');
  return new Promise((resolve) => {
    execFile(process.execPath, [cli, '--client', client, 'token', ...args], (error, out, err) => {
      resolve({ code: Number(error?.code ?? 0), out, err });
    });
  });
}

function writeKey(name: string, content: object): string {
  const file = join(folder, name);
  writeFileSync(file, JSON.stringify(content));
  return file;
}

describe('yinzheng token', () => {
  it('binds the token to the key in the file, narrowed as asked, and says how to use it', async () => {
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const jwk = privateKey.export({ format: 'jwk' });
    const file = writeKey('key.json', jwk);
    const licence_types = [sampleTypeCodes.foodPermit];
    const details = [{ type: 'yinzheng-licences', actions: ['read'], licence_types }];
    const { code, out, err } = await askForToken(
      ...['--dpop-key', file, '--details', JSON.stringify(details)],
    );
    expect([code, err]).toEqual([0, expect.stringContaining('RFC 9449')]);
    expect(decodeJwt(out.trim())).toMatchObject({
      cnf: {
        jkt: await calculateJwkThumbprint(jwk as Parameters<typeof calculateJwkThumbprint>[0]),
      },
      scope: 'licences:read',
      authorization_details: details,
    });
  });

  it('says that a token bound to a key of its own is good to look at only', async () => {
    const { code, out, err } = await askForToken('--scope', 'licences:read');
    expect([code, err]).toEqual([0, expect.stringContaining('--dpop-key')]);
    expect(decodeJwt(out.trim())).toMatchObject({ scope: 'licences:read' });
  });

  it('refuses a file without a private P-256 key, and says what the service refuses', async () => {
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-384' });
    const other = writeKey('p384.json', privateKey.export({ format: 'jwk' }));
    expect(await askForToken('--dpop-key', other)).toMatchObject({ code: 2, out: '' });
    const refused = await askForToken('--scope', 'seals:make');
    expect(refused).toMatchObject({ code: 1, err: expect.stringContaining('invalid_scope') });
  });
});
