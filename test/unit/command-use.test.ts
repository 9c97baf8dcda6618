import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Command } from 'commander';
import { afterAll, expect, it, vi } from 'vitest';
import { addVerifyCommand } from '../../cli/commands/verify.ts';
import { readBytes, readClientFile, readJsonFile, readLicenceId } from '../../cli/input.ts';
import { exitCodes, explain, print, Usage } from '../../cli/output.ts';
import { requireFolders } from '../../cli/require-folders.ts';
import { callService } from '../../cli/service-client.ts';
import { makeTestKey } from '../build/jwk.ts';

const folder = mkdtempSync(join(tmpdir(), 'yinzheng-use-'));
afterAll(() => rmSync(folder, { recursive: true }));

function write(value: unknown): string {
  const file = join(folder, 'given.json');
  writeFileSync(file, JSON.stringify(value));
  return file;
}

const privateKey = makeTestKey().privateKey.export({ format: 'jwk' });
const client = { clientId: 'shenyang-one', issuer: 'http://127.0.0.1:2100', kid: 'k', privateKey };

it('tells by the file that it is no client’s, before it is used', () => {
  expect(readClientFile(write(client))).toEqual(client);
  for (const wrong of [
    ...[null, [], 'x', {}],
    { ...client, issuer: 'nonsense' },
    { ...client, privateKey: { kty: 'EC' } },
    { ...client, privateKey: { ...privateKey, d: undefined } },
  ]) {
    expect(() => readClientFile(write(wrong)), JSON.stringify(wrong)).toThrow(Usage);
  }
});

it('calls a wrong use what is no JSON object, names no licence or cannot be read', () => {
  for (const wrong of [null, [1], 1]) expect(() => readJsonFile(write(wrong))).toThrow(Usage);
  expect(() => readLicenceId(write({}))).toThrow(Usage);
  expect(readLicenceId(write({ licenceId: 'a.b.c' }))).toBe('a.b.c');
  expect(readLicenceId('a.b.c')).toBe('a.b.c');
  expect(() => readBytes(join(folder, 'none'))).toThrow(Usage);
});

it('tells by the exit code a wrong use from a service that does not answer', async () => {
  const said = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  const codeOf = (asked: Promise<unknown>) => asked.then(() => 'none', explain);
  expect(await codeOf(callService('nonsense', { method: 'GET', path: '/x' }))).toBe(
    exitCodes.usage,
  );
  expect(await codeOf(readFile(join(folder, 'none')))).toBe(exitCodes.usage);
  expect(await codeOf(fetch('http://127.0.0.1:9/'))).toBe(exitCodes.unreachable);
  expect(said.mock.calls.every(([text]) => /^[^\n]+\n$/.test(String(text)))).toBe(true);
  said.mockRestore();
});

it('prints of an empty list nothing, not an empty line', () => {
  const said = vi.spyOn(process.stdout, 'write').mockReturnValue(true);
  print(false, {}, []);
  print(false, {}, ['a', 'b']);
  print(true, { a: 1 }, []);
  expect(said.mock.calls.map(([text]) => text).join('')).toBe('a\nb\n{\n  "a": 1\n}\n');
  said.mockRestore();
});

/** Runs one command with the options, and tells whether it acted. */
function hasActed(args: readonly string[]): boolean {
  let acted = false;
  const program = new Command('yinzheng').hook('preAction', requireFolders);
  const issue = program.command('issue').option('--out <file>').option('--credential <file>');
  issue.action(() => {
    acted = true;
  });
  expect(() => program.parse(['issue', ...args], { from: 'user' })).toThrow(Usage);
  return acted;
}

it('does nothing where what is done could not be written down', () => {
  expect(hasActed(['--out', join(folder, 'none', 'permit.json')])).toBe(false);
  expect(hasActed(['--credential', folder])).toBe(false);
});

it('never asks for ever, nor for a verdict that there is not', async () => {
  for (const wrong of [
    ['--until', 'nothing'],
    ['--until', 'valid', '--patience', 'x'],
  ]) {
    const program = new Command('yinzheng').exitOverride().configureOutput({ writeErr: () => {} });
    addVerifyCommand(program);
    const asked = program.parseAsync(['verify', 'YZ1', ...wrong], { from: 'user' });
    await expect(asked).rejects.toMatchObject({ code: 'commander.invalidArgument' });
  }
});
