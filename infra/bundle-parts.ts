import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { type BuildOptions, buildSync, type Metafile, transformSync } from 'esbuild';

/** A file of a bundle: its text, and the sources inside, from the project's root. */
export interface BundleFile {
  readonly name: string;
  readonly text: string;
  readonly inputs: readonly string[];
}

/** A function as it is deployed: what starts, and what is loaded when it is first asked for. */
export interface BundleFiles {
  readonly main: BundleFile;
  readonly later: readonly BundleFile[];
}

/** What esbuild's splitting gives: ES modules, in a folder of their own. */
interface Pieces {
  readonly folder: string;
  readonly outputs: ReadonlyMap<string, Metafile['outputs'][string]>;
}

const mainName = 'index.js';

/** The sources that have a byte in an output. */
export function inputsOf({ inputs }: Metafile['outputs'][string]): readonly string[] {
  return Object.keys(inputs).filter((path) => (inputs[path]?.bytesInOutput ?? 0) > 0);
}

/** Does one of our own sources import another later (`import()`)? What packages import later is small: it stays inside. */
export function hasLaterParts(inputs: readonly string[], { inputs: all }: Metafile): boolean {
  const own = inputs.filter((path) => !path.startsWith('node_modules/'));
  return own.some((path) =>
    all[path]?.imports.some(({ kind, external }) => kind === 'dynamic-import' && !external),
  );
}

/**
 * Bundles one function of which a part is loaded later. esbuild splits ES modules only, and every module
 * that both sides need becomes one more file to be read at start (3 % of a Node start each). So
 * what starts is put together again into one CommonJS file, which hands the shared modules on to what
 * comes later by their names.
 */
export function bundleInParts(entry: string, options: BuildOptions): BundleFiles {
  const folder = mkdtempSync(join(tmpdir(), 'yinzheng-parts-'));
  try {
    const pieces = split(entry, folder, options);
    const started = findStarted(pieces);
    const shared = [...started].filter((name) => name !== mainName);
    const rest = [...pieces.outputs.keys()].filter((name) => !started.has(name));
    return {
      main: joinPieces(pieces, shared, options),
      later: [
        ...rest.map((name) => toLaterFile(name, pieces, options)),
        ...shared.map(toSharedFile),
      ],
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function split(entry: string, folder: string, options: BuildOptions): Pieces {
  const { metafile } = buildSync({
    ...options,
    entryPoints: { index: entry },
    format: 'esm',
    splitting: true,
    outdir: folder,
    metafile: true,
    write: true,
  });
  const named = Object.entries(metafile.outputs).map(
    ([path, output]) => [basename(path), output] as const,
  );
  return { folder, outputs: new Map(named) };
}

/** The entry, and all that it imports at once. */
function findStarted({ outputs }: Pieces): ReadonlySet<string> {
  const started = new Set([mainName]);
  for (const name of started) {
    for (const { kind, path } of outputs.get(name)?.imports ?? []) {
      if (kind === 'import-statement' && outputs.has(basename(path))) started.add(basename(path));
    }
  }
  return started;
}

/** The name under which the main file hands a shared piece on. */
const toHandle = (piece: string) => piece.replaceAll(/\W/g, '_');

function joinPieces(
  { folder, outputs }: Pieces,
  shared: readonly string[],
  options: BuildOptions,
): BundleFile {
  const { outputFiles } = buildSync({
    ...options,
    format: 'cjs',
    absWorkingDir: folder,
    stdin: {
      contents: [
        `export * from './${mainName}';`,
        ...shared.map((name) => `export * as ${toHandle(name)} from './${name}';`),
      ].join('\n'),
      resolveDir: folder,
    },
    external: [...outputs.keys()]
      .filter((name) => ![mainName, ...shared].includes(name))
      .map((name) => `./${name}`),
    supported: { 'dynamic-import': false },
    write: false,
  });
  const inputs = [mainName, ...shared].flatMap((name) => piecesInputs(outputs.get(name)));
  return { name: mainName, text: outputFiles?.[0]?.text ?? '', inputs };
}

const piecesInputs = (output: Metafile['outputs'][string] | undefined) =>
  output === undefined ? [] : inputsOf(output);

/** A part loaded later; the pieces it shares with others it asks for by their file names. */
function toLaterFile(name: string, { folder, outputs }: Pieces, options: BuildOptions): BundleFile {
  const { minify = false, target = 'node24', charset = 'utf8' } = options;
  const { code } = transformSync(readFileSync(join(folder, name), 'utf8'), {
    format: 'cjs',
    platform: 'node',
    minify,
    target,
    charset,
    supported: { 'dynamic-import': false },
  });
  return { name, text: code, inputs: piecesInputs(outputs.get(name)) };
}

/** What asks for a shared piece gets it from the main file, which has started by then: one copy of every module. */
function toSharedFile(name: string): BundleFile {
  const text = `module.exports=require("./${mainName}").${toHandle(name)};\n`;
  return { name, text, inputs: [] };
}
