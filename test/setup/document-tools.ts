import { spawnSync } from 'node:child_process';

/** What documents are looked at with beside our own reader: others' eyes. Debian's names. */
export const documentTools = {
  pdfsig: 'poppler-utils',
  pdftotext: 'poppler-utils',
  pdftoppm: 'poppler-utils',
  qpdf: 'qpdf',
  zbarimg: 'zbar-tools',
} as const;
export type DocumentTool = keyof typeof documentTools;

/** Tools that are not on this machine. */
export function findMissingTools(): readonly DocumentTool[] {
  const names = Object.keys(documentTools) as DocumentTool[];
  return names.filter((name) => spawnSync('which', [name]).status !== 0);
}

/** Before the slow tests: installs what is missing, where that can be done; the tests say what they lack. */
export function setup(): void {
  const missing = findMissingTools();
  const canInstall = process.getuid?.() === 0 && spawnSync('which', ['apt-get']).status === 0;
  if (missing.length === 0 || !canInstall) return;
  const packages = [...new Set(missing.map((name) => documentTools[name]))];
  const options = { stdio: 'ignore', timeout: 120_000 } as const;
  const environment = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  console.info(`installing ${packages.join(', ')} to look at documents with`);
  spawnSync('apt-get', ['update', '-qq'], options);
  spawnSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...packages], {
    ...options,
    env: environment,
  });
}
