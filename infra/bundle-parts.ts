import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { type BuildOptions, buildSync, type Metafile } from 'esbuild';

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
 * that two sides need becomes one more file to be read (3 % of a Node start each). So what starts is
 * put together again into one CommonJS file, and so is each part with all that nobody reaches but
 * through it; each hands the modules inside on to others by their names. One copy of every module.
 */
export function bundleInParts(entry: string, options: BuildOptions): BundleFiles {
  const folder = mkdtempSync(join(tmpdir(), 'yinzheng-parts-'));
  try {
    const pieces = split(entry, folder, options);
    const groups = toGroups(pieces);
    const [main, ...later] = groups.map((group) => joinGroup(group, { pieces, groups, options }));
    if (main === undefined) throw new Error(`nothing starts ${entry}`);
    return { main, later };
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

/** Pieces that are put together: the first one's file, whose name the others ask for. */
type Group = readonly [first: string, ...others: string[]];

/** The pieces that one piece imports: at once, or at all. */
function importsOf({ outputs }: Pieces, name: string, kinds: 'at once' | 'ever'): string[] {
  return (outputs.get(name)?.imports ?? [])
    .filter(({ kind }) => kinds === 'ever' || kind === 'import-statement')
    .map(({ path }) => basename(path))
    .filter((path) => outputs.has(path));
}

/** All that is reached from a piece, itself first, without going through another. */
function reach(pieces: Pieces, from: string, { kinds, without }: Reaching): ReadonlySet<string> {
  const reached = new Set([from]);
  for (const name of reached) {
    for (const next of importsOf(pieces, name, kinds)) if (next !== without) reached.add(next);
  }
  return reached;
}

interface Reaching {
  readonly kinds: 'at once' | 'ever';
  readonly without?: string;
}

/** What starts; then each part loaded later with what is its own; then what several of them share. */
function toGroups(pieces: Pieces): readonly Group[] {
  const placed = new Set<string>();
  const place = (first: string, others: readonly string[]): Group => {
    const group: Group = [first, ...others.filter((name) => name !== first && !placed.has(name))];
    for (const name of group) placed.add(name);
    return group;
  };
  const groups = [place(mainName, [...reach(pieces, mainName, { kinds: 'at once' })])];
  const entries = [...pieces.outputs].filter(([, output]) => output.entryPoint !== undefined);
  for (const [name] of entries.filter(([entry]) => !placed.has(entry))) {
    const elsewhere = reach(pieces, mainName, { kinds: 'ever', without: name });
    const own = [...reach(pieces, name, { kinds: 'at once' })].filter((one) => !elsewhere.has(one));
    groups.push(place(name, own));
  }
  const rest = [...pieces.outputs.keys()].filter((name) => !placed.has(name));
  return [...groups, ...rest.map((name) => place(name, []))];
}

/** The name under which a file hands a piece on. */
const toHandle = (piece: string) => piece.replaceAll(/\W/g, '_');

interface Joining {
  readonly pieces: Pieces;
  readonly groups: readonly Group[];
  readonly options: BuildOptions;
}

function joinGroup(group: Group, { pieces, groups, options }: Joining): BundleFile {
  const [name, ...others] = group;
  const { folder, outputs } = pieces;
  const { outputFiles } = buildSync({
    ...options,
    format: 'cjs',
    absWorkingDir: folder,
    stdin: {
      contents: [
        `export * from './${name}';`,
        ...(outputs.get(name)?.exports.includes('default')
          ? [`export { default } from './${name}';`]
          : []),
        ...others.map((other) => `export * as ${toHandle(other)} from './${other}';`),
      ].join('\n'),
      resolveDir: folder,
    },
    external: [...outputs.keys()]
      .filter((other) => !group.includes(other))
      .map((other) => `./${other}`),
    supported: { 'dynamic-import': false },
    write: false,
  });
  const inputs = group.flatMap((one) => {
    const output = outputs.get(one);
    return output === undefined ? [] : inputsOf(output);
  });
  return { name, text: askOthers(outputFiles?.[0]?.text ?? '', groups), inputs };
}

/** A piece that was put together with others is asked for in their file. */
function askOthers(text: string, groups: readonly Group[]): string {
  let asked = text;
  for (const [first, ...others] of groups) {
    for (const piece of others) {
      const where = `require("./${first}").${toHandle(piece)}`;
      asked = asked.replaceAll(`require("./${piece}")`, where);
    }
  }
  return asked;
}
