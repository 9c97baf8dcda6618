import { describe, expect, it } from 'vitest';
import { listSources, type SourceFile } from './source-files.ts';

const product = listSources('shared', 'functions', 'infra', 'local', 'cli', 'web');

/** Files under `from` may import only what `allowed` matches. */
interface Wall {
  readonly from: RegExp;
  readonly allowed: RegExp;
}

const walls: readonly Wall[] = [
  { from: /^shared\/domain\//, allowed: /^shared\/(domain|problem)\// },
  { from: /^shared\/problem\//, allowed: /^shared\/problem\// },
  { from: /^shared\/ports\//, allowed: /^shared\/(ports|domain|problem|formats)\// },
  {
    from: /^shared\/formats\/(?!certificate-making|qr-symbol)/,
    allowed: /^shared\/(formats|domain|problem)\/|^shared\/verify\/primitives\.ts$/,
  },
  { from: /^shared\/verify\//, allowed: /^shared\/(verify|formats|domain|problem)\// },
  {
    from: /^shared\/adapters\/aws\//,
    allowed:
      /^shared\/(adapters\/aws|ports|domain|problem|formats)\/|^@aws-sdk\/|^@smithy\/|^node:/,
  },
  { from: /^shared\/api\//, allowed: /^shared\/(api|domain|problem)\/|^zod$/ },
  { from: /^shared\/config\//, allowed: /^shared\/config\// },
  {
    from: /^web\//,
    allowed:
      /^web\/|^shared\/(api|verify|formats|domain|problem)\/|^preact(?:\/|$)|^(?:idb|oauth4webapi|qr|zxing-wasm)(?:\/|$)/,
  },
  {
    from: /^infra\//,
    allowed:
      /^infra\/|^shared\/(api|config)\/|^aws-cdk-lib|^constructs$|^cdk-nag$|^esbuild$|^node:/,
  },
];

const breaches = (wall: Wall) =>
  product
    .filter((file) => wall.from.test(file.path))
    .flatMap((file) =>
      file.imports
        .filter((name) => !wall.allowed.test(name))
        .map((name) => `${file.path} → ${name}`),
    );

const filesThatImport = (pattern: RegExp) =>
  product.filter((file) => file.imports.some((name) => pattern.test(name))).map((f) => f.path);

const filesThatSay = (pattern: RegExp) =>
  product.filter((file) => pattern.test(file.text)).map((file) => file.path);

/** `functions/<zone>/<verb-noun>/<file>`. */
function placeOf(file: SourceFile): { zone: string; folder: string; name: string } {
  const [, zone = '', folder = '', name = ''] = file.path.split('/');
  return { zone, folder, name };
}

describe('who may import whom', () => {
  it.each(walls.map((wall) => [wall.from.source, wall] as const))(
    'keeps the wall of %s',
    (_from, wall) => {
      expect(breaches(wall)).toEqual([]);
    },
  );

  it('knows AWS in its adapters and the embedded run only', () => {
    const outside = filesThatImport(/^@aws-sdk\//).filter(
      (path) => !/^(shared\/adapters\/aws|local)\//.test(path),
    );
    expect(outside).toEqual([]);
  });

  it('makes certificates with a library in one place only', () => {
    expect(
      filesThatImport(/^@peculiar\//).filter(
        (path) => !/^shared\/formats\/certificate-making/.test(path),
      ),
    ).toEqual([]);
  });

  it('draws symbols with a library in one place only', () => {
    expect(
      filesThatImport(/^qrcode/).filter((path) => !/^shared\/formats\/qr-symbol/.test(path)),
    ).toEqual([]);
  });

  it('reads the environment in index.ts files and entry points only', () => {
    const allowed = /^functions\/[^/]+\/[^/]+\/index\.ts$|^local\/|^cli\/yinzheng\.ts$/;
    expect(filesThatSay(/process\.env/).filter((path) => !allowed.test(path))).toEqual([]);
  });

  it('asks one place for the time', () => {
    const allowed =
      /^shared\/adapters\/system\/system-clock\.ts$|^web\/kit\/page-settings\.ts$|^local\/|^cli\//;
    expect(filesThatSay(/Date\.now\(|new Date\(\)/).filter((path) => !allowed.test(path))).toEqual(
      [],
    );
  });

  it('keeps zones apart', () => {
    const crossing = listSources('functions').flatMap((file) =>
      file.imports
        .filter(
          (name) => name.startsWith('functions/') && name.split('/')[1] !== placeOf(file).zone,
        )
        .map((name) => `${file.path} → ${name}`),
    );
    expect(crossing).toEqual([]);
  });

  it('wires adapters in index.ts only, or in what a zone shares or loads later', () => {
    const wiring = /^functions\/[^/]+\/(?:[^/]+\/index|wire-[a-z-]+)\.ts$/;
    const early = listSources('functions')
      .filter((file) => !wiring.test(file.path))
      .filter((file) =>
        file.imports.some((name) => /^shared\/(adapters|config|wiring)\//.test(name)),
      )
      .map((file) => file.path);
    expect(early).toEqual([]);
  });

  it('keeps HTTP out of the use cases', () => {
    const edges = /^(index|handler)\.ts$/;
    const mixed = listSources('functions')
      .filter((file) => !edges.test(placeOf(file).name))
      .filter((file) => file.imports.some((name) => /^shared\/http\/|^@middy\//.test(name)))
      .map((file) => file.path);
    expect(mixed).toEqual([]);
  });

  it('verifies without Node, and without any package', () => {
    const foreign = listSources('shared/verify').flatMap((file) =>
      file.imports.filter((name) => !name.startsWith('shared/')),
    );
    expect(foreign).toEqual([]);
  });
});
