// Completes package-lock.json with the optional platform packages (of biome and the like) that the
// registry in use does not carry: without an entry for each, `npm ci` refuses the lockfile.
// Run after every change of dependencies: `npm run lock`.
import { readFileSync, writeFileSync } from 'node:fs';

interface LockEntry {
  readonly optionalDependencies?: Record<string, string>;
  readonly dev?: boolean;
}

const file = 'package-lock.json';
const lock = JSON.parse(readFileSync(file, 'utf8')) as { packages: Record<string, LockEntry> };
const packages = lock.packages;
const platform =
  /(android|darwin|linux|win32|freebsd|openharmony|netbsd|openbsd|sunos|aix|wasm32)[-.]?([a-z0-9]+)?/;

/** Is `name` installed where a package at `from` would find it? */
function resolves(name: string, from: string): boolean {
  let base = from;
  for (;;) {
    if (packages[`${base ? `${base}/` : ''}node_modules/${name}`]) return true;
    if (!base) return false;
    const cut = base.lastIndexOf('node_modules/');
    base = cut <= 0 ? '' : base.slice(0, cut - 1);
  }
}

/** The lock entry of a platform package that npm would write where the registry carries it. */
function toPlatformEntry(name: string, range: string, parent: LockEntry): object | undefined {
  const [, os, cpu] = platform.exec(name.split('/').pop() ?? '') ?? [];
  if (!os) return undefined;
  return {
    version: range.replace(/^[\^~]/, ''),
    ...(parent.dev ? { dev: true } : {}),
    optional: true,
    os: [os],
    cpu: [cpu ?? 'x64'],
    ...(/musl/.test(name) ? { libc: ['musl'] } : {}),
  };
}

let added = 0;
for (const [at, entry] of Object.entries(packages)) {
  if (!at) continue;
  for (const [name, range] of Object.entries(entry.optionalDependencies ?? {})) {
    if (resolves(name, at)) continue;
    const made = toPlatformEntry(name, range, entry);
    if (made) packages[`node_modules/${name}`] = made as LockEntry;
    else console.log(`left out: ${name}`);
    added += made ? 1 : 0;
  }
}
lock.packages = Object.fromEntries(Object.entries(packages).sort(([a], [b]) => (a < b ? -1 : 1)));
writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`);
console.log(`${added} platform entries added`);
