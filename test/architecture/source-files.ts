import { globSync, readFileSync } from 'node:fs';
import { dirname, join, normalize, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** One source file, with what it imports: packages by name, own files by path from the root. */
export interface SourceFile {
  readonly path: string;
  readonly text: string;
  readonly imports: readonly string[];
}

const importPattern =
  /(?:^|\n)\s*(?:import|export)\s[^'"]*?from\s+'([^']+)'|import\(\s*'([^']+)'\s*\)|(?:^|\n)import\s+'([^']+)'/g;

function readSource(path: string): SourceFile {
  const text = readFileSync(join(root, path), 'utf8');
  const imports = [...text.matchAll(importPattern)].map((found) => {
    const name = found[1] ?? found[2] ?? found[3] ?? '';
    return name.startsWith('.') ? normalize(join(dirname(path), name)) : name;
  });
  return { path, text, imports };
}

/** What was read of a folder: the tests about it ask for the same files one after the other. */
const known = new Map<string, readonly SourceFile[]>();

function listFolder(folder: string): readonly SourceFile[] {
  const files =
    known.get(folder) ??
    globSync(`${folder}/**/*.{ts,tsx}`, { cwd: root })
      .map((path) => relative(root, join(root, path)))
      .filter((path) => !path.includes('node_modules'))
      .map(readSource);
  known.set(folder, files);
  return files;
}

/** All TypeScript files of the project below the given folders. */
export function listSources(...folders: string[]): readonly SourceFile[] {
  return folders.flatMap(listFolder).toSorted((one, other) => (one.path < other.path ? -1 : 1));
}
