import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { company } from '../build/journey-scene.ts';
import { readSymbol } from '../build/read-symbol.ts';
import { type RunningService, startRunningService } from '../build/running-service.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const cli = join(root, 'cli/yinzheng.ts');
const folder = mkdtempSync(join(tmpdir(), 'yinzheng-paper-'));
const fileOf = (name: string) => join(folder, name);

let service: RunningService;
beforeAll(async () => {
  service = await startRunningService();
});
afterAll(async () => {
  await service?.stop();
  rmSync(folder, { recursive: true });
});

interface Ended {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** Runs `yinzheng` as the Shenyang department's system, with something on its standard input. */
function yz(args: readonly string[], input = ''): Promise<Ended> {
  const client = service.clientPath('liaoning', 'shenyang-market-regulation-licences');
  const env = { ...process.env, YINZHENG_CLIENT: client, YINZHENG_URL: service.urlOf('liaoning') };
  return new Promise((resolve) => {
    const child = execFile(process.execPath, [cli, ...args], { env }, (error, out, err) =>
      resolve({ code: Number(error?.code ?? 0), out, err }),
    );
    child.stdin?.end(input);
  });
}

describe('a licence on paper', () => {
  beforeAll(async () => {
    const sample = join(root, 'docs/samples/food-permit.json');
    const issued = ['licence', 'issue', sample, '--key', 'paper', '--out', fileOf('permit.json')];
    const ended = await yz([...issued, '--printed', fileOf('permit.txt')]);
    expect(ended, ended.err).toMatchObject({ code: 0 });
  });

  it('verifies as an argument, from a file, and with a scanner’s noise on standard input', async () => {
    const code = readFileSync(fileOf('permit.txt'), 'utf8').trim();
    expect(code.length).toBeLessThanOrEqual(660);
    expect(code.startsWith(`${service.urlOf('liaoning')}/q#YZ1`)).toBe(true);
    const bare = code.slice(code.indexOf('#') + 1);
    const ways = [yz(['verify', code]), yz(['verify', bare]), yz(['verify', fileOf('permit.txt')])];
    ways.push(yz(['verify', '-'], `]Q1${code}\r\n`));
    for (const { code: exit, out, err } of await Promise.all(ways)) {
      expect([exit, err]).toEqual([0, '']);
      expect(out).toMatch(/^valid {2}state valid/);
      expect(out).toMatch(/disclosures +not-applicable/);
    }
  });

  it('is drawn as a symbol that another reader reads', async () => {
    const drawn = [yz(['licence', 'qr', fileOf('permit.json'), '--out', fileOf('code.png')])];
    drawn.push(yz(['licence', 'qr', fileOf('permit.txt'), '--out', fileOf('code.svg')]));
    const { licenceId } = JSON.parse(readFileSync(fileOf('permit.json'), 'utf8'));
    drawn.push(yz(['licence', 'qr', licenceId, '--out', fileOf('again.png'), '--scale', '3']));
    for (const { code, err } of await Promise.all(drawn)) expect([code, err]).toEqual([0, '']);
    const code = readFileSync(fileOf('permit.txt'), 'utf8').trim();
    for (const name of ['code.png', 'again.png']) {
      expect(await readSymbol(readFileSync(fileOf(name)))).toEqual([code]);
    }
    expect(readFileSync(fileOf('code.svg'), 'utf8')).toMatch(/^<svg /);
    const wrong = await yz(['licence', 'qr', fileOf('permit.txt'), '--out', fileOf('code.gif')]);
    expect(wrong.code).toBe(2);
  });

  it('is refused when one character is another', async () => {
    const code = readFileSync(fileOf('permit.txt'), 'utf8').trim();
    const last = code.at(-8) === 'A' ? 'B' : 'A';
    writeFileSync(fileOf('forged.txt'), `${code.slice(0, -8)}${last}${code.slice(-7)}\n`);
    const { code: exit, out } = await yz(['verify', fileOf('forged.txt')]);
    expect(exit).toBe(3);
    expect(out).toMatch(/signature +failed {2}signature-invalid/);
  });
});

describe('a licence renewed', () => {
  it('supersedes the old one, which says so on paper and on screen, with its successor', async () => {
    const sample = join(root, 'docs/samples/food-permit.json');
    const files = ['--out', fileOf('old.json'), '--credential', fileOf('old.jwt')];
    await yz(['licence', 'issue', sample, ...files, '--printed', fileOf('old.txt')]);
    const grounds = ['--basis', '行政许可法第五十条（示例）', '--reason', '示例'];
    const renew = ['licence', 'renew', fileOf('old.json'), ...grounds, '--key', 'renewal'];
    const kept = ['--out', fileOf('new.json'), '--printed', fileOf('new.txt')];
    const renewed = await yz([...renew, ...kept]);
    expect(renewed, renewed.err).toMatchObject({ code: 0 });
    expect((await yz(renew)).err).toContain('Idempotent-Replayed');
    const { identifier, version } = JSON.parse(readFileSync(fileOf('new.json'), 'utf8'));
    expect(version).toBe(2);
    for (const old of ['old.jwt', 'old.txt']) {
      const { code, out } = await yz(['verify', fileOf(old), '--until', 'invalid']);
      expect(code, out).toBe(3);
      expect(out).toMatch(/status +failed {2}licence-superseded/);
      expect(out).toContain(`superseded by ${identifier}`);
    }
    expect((await yz(['verify', fileOf('new.txt')])).code).toBe(0);
    const shown = await yz(['--json', 'licence', 'show', fileOf('old.json')]);
    expect(JSON.parse(shown.out)).toMatchObject({ version: 2, identifier, state: 'valid' });
    const wrong = await yz(['licence', 'reinstate', fileOf('old.json'), ...grounds]);
    expect([wrong.code, wrong.err]).toEqual([1, expect.stringContaining('state-conflict')]);
  }, 180_000);
});

describe('a licence lost', () => {
  const grounds = ['--basis', '行政许可法第五十条（示例）', '--reason', '示例'];
  /** A licence of the sample company's own. */
  async function issueToCompany(): Promise<string> {
    const { org_name: name, org_code: code } = company;
    const sample = JSON.parse(readFileSync(join(root, 'docs/samples/food-permit.json'), 'utf8'));
    const own = { ...sample, holders: [{ name, codeType: '001', code }] };
    writeFileSync(fileOf('own.json'), JSON.stringify(own));
    const issued = await yz(['licence', 'issue', fileOf('own.json'), '--json']);
    expect(issued, issued.err).toMatchObject({ code: 0 });
    return String(JSON.parse(issued.out).licenceId);
  }
  const asHolder = (...args: readonly string[]) =>
    yz(['--province', service.urlOf('liaoning'), 'holder', '--as', 'company-2', ...args]);
  const toState = (id: string, to: string, ...more: readonly string[]) =>
    yz(['licence', 'state', id, '--to', to, ...grounds, ...more]);

  it('is reported by its holder and lifted again, by the department only in so many words', async () => {
    const id = await issueToCompany();
    expect(await asHolder('lost', id)).toMatchObject({ code: 0, out: `${id}  suspended\n` });
    const silent = await toState(id, 'valid');
    expect([silent.code, silent.err]).toEqual([1, expect.stringContaining('reported-lost')]);
    expect(await asHolder('found', id)).toMatchObject({ code: 0, out: `${id}  valid\n` });
    // at the counter: the department enters the loss for the holder, who lifts nothing of it
    expect((await toState(id, 'suspended', '--lost')).code).toBe(0);
    const none = await asHolder('found', id);
    expect([none.code, none.err]).toEqual([1, expect.stringContaining('not-reported-lost')]);
    expect((await toState(id, 'valid')).code).toBe(0);
    expect((await asHolder('lost', id)).code).toBe(0);
    expect((await toState(id, 'valid', '--lost')).code).toBe(0);
    const shown = await yz(['--json', 'licence', 'show', id]);
    expect(JSON.parse(shown.out)).toMatchObject({ state: 'valid' });
  }, 180_000);
});
