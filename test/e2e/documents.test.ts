import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { hasEyes, lookAt } from '../build/document-eyes.ts';
import { makePlainDocument } from '../build/documents.ts';
import { type RunningService, startRunningService } from '../build/running-service.ts';

const folder = mkdtempSync(join(tmpdir(), 'yinzheng-documents-'));
const file = (name: string) => join(folder, name);
let service: RunningService;

beforeAll(async () => {
  service = await startRunningService();
});
afterAll(async () => {
  await service.stop();
  rmSync(folder, { recursive: true });
});

const yz = (...args: readonly string[]) => {
  const env = {
    ...process.env,
    YINZHENG_CLIENT: service.clientPath('liaoning', 'shenyang-market-regulation-licences'),
    YINZHENG_URL: service.urlOf('liaoning'),
  };
  return execFileSync(process.execPath, ['cli/yinzheng.ts', ...args], { env, encoding: 'utf8' });
};
/** The verdict, whatever the exit code. */
const verdictOf = (name: string): Record<string, unknown> => {
  try {
    return JSON.parse(yz('--json', 'verify', file(name)));
  } catch (error) {
    return JSON.parse(String((error as { stdout: string }).stdout));
  }
};

/** Of a receipt that does not hold. */
function faultOf(verify: () => string): unknown {
  try {
    return JSON.parse(verify()).fault;
  } catch (error) {
    return JSON.parse(String((error as { stdout: string }).stdout)).fault;
  }
}

it('the face of a sample licence: written, looked at, verified on paper and as a file, refused when it was changed', {
  timeout: 180_000,
}, () => {
  yz('sample', 'face', '--out', file('face.pdf'));
  const bytes = new Uint8Array(readFileSync(file('face.pdf')));
  expect(verdictOf('face.pdf')).toMatchObject({
    verdict: 'valid',
    licence: { type: '11100000MB0341032Y902' },
    document: { signatures: [{ department: '11210100MB9Y10011Q', addedAfter: 0 }] },
  });
  const changed = bytes.slice();
  changed[bytes.indexOf(0x0a, 5000) + 1] = 0x20;
  writeFileSync(file('changed.pdf'), changed);
  expect(verdictOf('changed.pdf')['verdict']).toBe('invalid');
  if (!hasEyes) return;
  const { signatures, text, codes, faults } = lookAt(bytes);
  expect(signatures).toEqual([{ isValid: true, isTotal: true }]);
  const words = text.replace(/\s/g, '');
  expect(words).toContain('食品经营许可证');
  expect(words).toContain('沈阳美达餐饮管理有限公司（示例）');
  expect(faults).toBe('');
  const [code = ''] = codes;
  expect(JSON.parse(yz('--json', 'verify', code))).toMatchObject({ verdict: 'valid' });
});

it('the verdict on a document, signed for the case file, by command', { timeout: 60_000 }, () => {
  const made = yz('receipt', 'make', file('face.pdf'), '--out', file('receipt'));
  expect(made.trim()).toBe('valid');
  const anchor = service.clientPath('liaoning', 'root').replace('.json', '.pem');
  const held = JSON.parse(yz('--json', 'receipt', 'verify', file('receipt'), '--anchor', anchor));
  expect(held).toMatchObject({ receipt: { verdict: 'valid' } });
  expect(held.fault).toBeUndefined();
  expect(held.proofs.length).toBeGreaterThan(2);
  const again = ['receipt', 'verify', file('receipt'), '--anchor', anchor, '--presented'];
  expect(yz(...again, file('face.pdf'))).toContain('the receipt holds');
  expect(faultOf(() => yz('--json', ...again, file('changed.pdf')))).toBe('presented-differs');
  const said = JSON.stringify(held.receipt);
  expect(said).not.toMatch(/沈阳美达/);
  writeFileSync(
    file('no-receipt'),
    `${readFileSync(file('receipt'), 'utf8').trim().slice(0, -4)}AAAA`,
  );
  expect(() => yz('receipt', 'verify', file('no-receipt'), '--anchor', anchor)).toThrow();
});

it('another province, looked at by command: proposed with the fingerprint that it shows only', {
  timeout: 60_000,
}, () => {
  const url = service.urlOf('liaoning');
  const seen = JSON.parse(yz('--json', 'province', 'add', url));
  expect(seen).toMatchObject({ code: '210000', name: '辽宁省', url });
  expect(seen.fingerprint).toMatch(/^[0-9a-f]{64}$/);
  const wrong = seen.fingerprint.replace(/^../, seen.fingerprint.startsWith('00') ? '11' : '00');
  expect(() => yz('province', 'add', url, '--fingerprint', wrong)).toThrow(/fingerprint/);
  expect(Array.isArray(JSON.parse(yz('--json', 'province', 'list')).provinces)).toBe(true);
});

it('a decision, sealed twice: both seals hold, and what is added behind is refused', {
  timeout: 180_000,
}, async () => {
  const plain = await makePlainDocument({ pages: 3 });
  writeFileSync(file('decision.pdf'), plain);
  const places = ['--at', '1,150,240', '--across-edges', '--reason', '示例'];
  yz('seal', 'stamp', file('decision.pdf'), '--out', file('once.pdf'), ...places);
  yz('seal', 'stamp', file('once.pdf'), '--out', file('twice.pdf'), '--keyword', 'page 2');
  const told = verdictOf('twice.pdf') as { document: { signatures: { addedAfter: number }[] } };
  expect(told).toMatchObject({ verdict: 'valid' });
  expect(told.document.signatures.map(({ addedAfter }) => addedAfter)).toEqual([1, 0]);
  const twice = readFileSync(file('twice.pdf'));
  writeFileSync(file('more.pdf'), Buffer.concat([twice, Buffer.from('% more\n')]));
  expect(verdictOf('more.pdf')['verdict']).toBe('invalid');
  if (!hasEyes) return;
  expect(lookAt(twice).signatures).toEqual([
    { isValid: true, isTotal: false },
    { isValid: true, isTotal: true },
  ]);
});
