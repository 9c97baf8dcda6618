import { readFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { describe, expect, it } from 'vitest';
import { listSources } from './source-files.ts';

interface Locked {
  readonly version: string;
  readonly license?: string;
  readonly dev?: boolean;
  readonly hasInstallScript?: boolean;
}

const readJson = (file: string) => JSON.parse(readFileSync(file, 'utf8'));
const own = readJson('package.json');
const locked = Object.entries(readJson('package-lock.json').packages as Record<string, Locked>)
  .filter(([path, { dev }]) => path !== '' && dev !== true)
  .map(([path, one]) => ({ name: path.replace(/^.*node_modules\//, ''), ...one }));

/** What may be passed on with the product. */
const accepted = [
  ...['MIT', 'Apache-2.0', 'ISC', 'BSD-2-Clause', 'BSD-3-Clause', '0BSD', 'BlueOak-1.0.0'],
  ...['Python-2.0', 'OFL-1.1', 'Zlib', 'CC0-1.0'],
];
const isAccepted = (license = '') =>
  license
    .replace(/[()]/g, '')
    .split(/ (?:AND|OR) /)
    .every((one) => accepted.includes(one));

const folders = /^(?:shared|functions|infra|local|cli|web|test)\//;

/** `@scope/name` or `name`; undefined for what is Node's or our own. */
const toPackage = (name: string) =>
  folders.test(name) || isBuiltin(name) || /^[./]/.test(name)
    ? undefined
    : /^(?:@[^/]+\/)?[^/]+/.exec(name)?.[0];

describe('what the product stands on', () => {
  it('has a reason on docs/dependencies.md for each library, and none for what is not there', () => {
    const rows =
      readFileSync('docs/dependencies.md', 'utf8').match(/^\| (?!library|---).+$/gm) ?? [];
    const named = rows.flatMap(
      (row) =>
        row
          .split('|')[1]
          ?.split(',')
          .map((one) => one.trim()) ?? [],
    );
    const direct = Object.keys({ ...own.dependencies, ...own.optionalDependencies });
    expect(named.sort()).toEqual(direct.sort());
  });

  it('is declared: nothing is imported that another library happens to bring', () => {
    const declared = { ...own.dependencies, ...own.optionalDependencies, ...own.devDependencies };
    const imported = listSources('shared', 'functions', 'infra', 'local', 'cli', 'web').flatMap(
      (file) => file.imports.map((name) => ({ name: toPackage(name), path: file.path })),
    );
    const foreign = imported.filter(
      ({ name = 'zod' }) => !(name in declared) && !(`@types/${name}` in declared),
    );
    expect(foreign.map(({ name, path }) => `${path} → ${name}`)).toEqual([]);
  });

  it('comes under licences that we may pass on', () => {
    const others = locked.filter(({ license }) => !isAccepted(license));
    expect(others.map(({ name, license }) => `${name}: ${license}`)).toEqual([]);
    expect(locked.length).toBeGreaterThan(100);
  });

  it('runs no script when it is installed', () => {
    expect(
      locked.filter(({ hasInstallScript }) => hasInstallScript).map(({ name }) => name),
    ).toEqual([]);
  });
});
