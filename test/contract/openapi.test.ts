import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { makeApiDocument } from '../build/api-document.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** What redocly's linter says, by its recommended rules and ours. */
function lint(document: unknown): Promise<{ readonly code: number; readonly said: string }> {
  const folder = mkdtempSync(join(tmpdir(), 'yinzheng-openapi-'));
  const file = join(folder, 'openapi.json');
  writeFileSync(file, JSON.stringify(document));
  const config = join(root, 'test', 'contract', 'redocly.yaml');
  const args = ['lint', file, `--config=${config}`, '--format=json'];
  const env = { ...process.env, REDOCLY_TELEMETRY: 'off', REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true' };
  return new Promise((resolve) => {
    execFile(
      join(root, 'node_modules', '.bin', 'redocly'),
      args,
      { env, cwd: folder },
      (error, out) => {
        rmSync(folder, { recursive: true, force: true });
        resolve({ code: Number(error?.code ?? 0), said: out });
      },
    );
  });
}

const totalsOf = (said: string) => (JSON.parse(said) as { totals: Record<string, number> }).totals;

it('has nothing that the linter finds fault with, nor warns of', async () => {
  const { code, said } = await lint(makeApiDocument());
  expect(totalsOf(said), said).toMatchObject({ errors: 0, warnings: 0 });
  expect(code).toBe(0);
});

it('would not pass with a fault in it', async () => {
  const { paths, ...document } = makeApiDocument();
  const broken = { ...paths, '/v1/licences/{id}': { get: { responses: {} } } };
  const { code, said } = await lint({ ...document, paths: broken });
  expect(totalsOf(said)['errors']).toBeGreaterThan(2);
  expect(code).toBe(1);
});
