import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Certificate } from '../../shared/formats/certificate.ts';
import { purposeIds } from '../../shared/formats/certificate-profiles.ts';
import { makeProvince, type ProvinceChain } from '../build/province-chain.ts';

const now = Math.floor(Date.parse('2026-05-01T00:00:00Z') / 1000);

function isOpensslMissing(): boolean {
  const missing = spawnSync('openssl', ['version']).status !== 0;
  if (missing) console.log('certificate-openssl: passed over, there is no openssl on this machine');
  return missing;
}

describe.skipIf(isOpensslMissing())('the certificates we make, before openssl', () => {
  const folder = mkdtempSync(join(tmpdir(), 'yinzheng-certificates-'));
  let liaoning: ProvinceChain;
  let zhejiang: ProvinceChain;

  beforeAll(async () => {
    liaoning = await makeProvince('辽宁省', now);
    zhejiang = await makeProvince('浙江省', now);
    for (const [province, chain] of Object.entries({ liaoning, zhejiang })) {
      for (const [role, certificate] of Object.entries(chain.certificates)) {
        writeFileSync(join(folder, `${province}-${role}.pem`), toPem(certificate));
      }
    }
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  const pathOf = (file: string) => join(folder, `${file}.pem`);

  function verify(leaf: string, root: string, at = now + 60): { ok: boolean; said: string } {
    const { status, stdout, stderr } = spawnSync(
      'openssl',
      [
        ...['verify', '-x509_strict', '-check_ss_sig', '-attime', `${at}`],
        ...['-CAfile', pathOf(root), '-untrusted', pathOf('liaoning-sealingCa'), pathOf(leaf)],
      ],
      { encoding: 'utf8' },
    );
    return { ok: status === 0, said: `${stdout}${stderr}` };
  }

  it.each(['root', 'sealingCa', 'seal', 'statusSigner', 'listSigner'])(
    'pass verify -x509_strict: %s',
    (role) => {
      const { ok, said } = verify(`liaoning-${role}`, 'liaoning-root');
      expect(said).toContain(': OK');
      expect(ok).toBe(true);
    },
  );

  it('fail under another province’s root, and after their end', () => {
    expect(verify('liaoning-seal', 'zhejiang-root').ok).toBe(false);
    const after = liaoning.certificates.seal.notAfter + 1;
    expect(verify('liaoning-seal', 'liaoning-root', after).said).toContain('expired');
  });

  it('are read as meant: names, usages, our own purpose', () => {
    const text = execFileSync(
      'openssl',
      [
        'x509',
        '-in',
        pathOf('liaoning-seal'),
        '-noout',
        '-text',
        '-nameopt',
        'utf8,sep_comma_plus',
      ],
      { encoding: 'utf8' },
    );
    expect(text).toContain('C=CN,ST=辽宁省,O=市场监督管理局（示例）');
    expect(text).toContain('organizationIdentifier=11210100MB0000001X,CN=业务专用章（示例）');
    expect(text).toContain('Digital Signature, Non Repudiation');
    expect(text).toContain(purposeIds.seal);
  });
});

function toPem({ raw }: Certificate): string {
  const lines = Buffer.from(raw).toString('base64').replace(/.{64}/g, '$&\n');
  return `-----BEGIN CERTIFICATE-----\n${lines}\n-----END CERTIFICATE-----\n`;
}
