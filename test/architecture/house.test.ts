import { existsSync, globSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { catalogue } from '../../shared/problem/catalogue.ts';
import { listSources } from './source-files.ts';

const documents = ['README.md', 'CONTRIBUTING.md', ...globSync('docs/**/*.md')].sort();

describe('the house', () => {
  it('keeps every file within 250 lines', () => {
    const long = listSources('shared', 'functions', 'infra', 'local', 'cli', 'web')
      .map((file) => [file.path, file.text.split('\n').length] as const)
      .filter(([, lines]) => lines > 250);
    expect(long).toEqual([]);
  });

  it('names no file utils, helpers, common or manager', () => {
    const named = listSources('shared', 'functions', 'infra', 'local', 'cli', 'web', 'test')
      .map((file) => file.path)
      .filter((path) =>
        /(^|[/-])(utils?|helpers?|common|manager)([-.]|$)/.test(path.split('/').at(-1) ?? ''),
      );
    expect(named).toEqual([]);
  });

  it('only ever adds to the catalogue of problems', () => {
    const released = JSON.parse(
      readFileSync('test/architecture/catalogue-released.json', 'utf8'),
    ) as Record<string, number>;
    const now = Object.fromEntries(
      Object.entries(catalogue).map(([code, one]) => [code, one.status]),
    );
    expect(now).toMatchObject(released);
    expect(
      Object.keys(now).filter((code) => !(code in released)),
      'new codes go into catalogue-released.json',
    ).toEqual([]);
  });

  it('keeps the README within 150 lines', () => {
    expect(readFileSync('README.md', 'utf8').split('\n').length).toBeLessThanOrEqual(150);
  });

  it.each(documents)('has no dead link in %s', (document) => {
    const text = readFileSync(document, 'utf8');
    const links = [...text.matchAll(/\]\((?!https?:|#)([^)#\s]+)(?:#[^)]*)?\)/g)].map(
      ([, to]) => to ?? '',
    );
    const dead = links.filter((to) => !existsSync(join(dirname(document), to)));
    expect(dead).toEqual([]);
  });

  it('has one decision a number, which its head says', () => {
    const decisions = globSync('docs/adr/*.md').sort();
    const numbers = decisions.map((file) => basename(file).slice(0, 4));
    expect(new Set(numbers).size).toBe(numbers.length);
    const heads = decisions.map((file) => readFileSync(file, 'utf8').slice(0, 7));
    expect(heads).toEqual(numbers.map((number) => `# ${number} `));
  });

  it('pins every dependency exactly', () => {
    const manifest = JSON.parse(readFileSync('package.json', 'utf8')) as Record<
      string,
      Record<string, string>
    >;
    const loose = ['dependencies', 'devDependencies', 'optionalDependencies']
      .flatMap((group) => Object.entries(manifest[group] ?? {}))
      .filter(([, version]) => !/^\d+\.\d+\.\d+$/.test(version));
    expect(loose).toEqual([]);
  });
});
