import type { VerifierShelf } from '../../shared/verify/verifier-shelf.ts';

/** Names of a type and of its items, by language; only for showing. */
export interface TypeNames {
  readonly name: string;
  readonly names: ReadonlyMap<string, string>;
  /** By item code. */
  readonly items: ReadonlyMap<string, string>;
  /** Codes of what its holder may keep back or show. */
  readonly selective: readonly string[];
  /** A verdict on one is said aloud. */
  readonly isSpoken: boolean;
  /** Of its frame, `#rrggbb`. */
  readonly colour?: string;
}

interface Metadata {
  readonly name?: unknown;
  readonly spoken_result?: unknown;
  readonly display?: readonly {
    readonly locale?: unknown;
    readonly name?: unknown;
    readonly rendering?: { readonly simple?: { readonly background_color?: unknown } };
  }[];
  readonly claims?: readonly {
    readonly path?: readonly unknown[];
    readonly display?: readonly { readonly label?: unknown }[];
    readonly sd?: unknown;
  }[];
}

/** Finds what the type is called; without it, or when it is not what it should be, codes are shown. */
export async function findTypeNames(
  shelf: VerifierShelf,
  address: string,
): Promise<TypeNames | undefined> {
  const request = { address, mediaType: 'application/json', maxBytes: 256 * 1024 };
  const file = await shelf.find({ ...request, maxAgeSeconds: 3600 });
  return file && readTypeNames(new TextDecoder().decode(file.body));
}

/** Names from what stands at a type's address; nothing where it is not what it should be. */
export function readTypeNames(text: string): TypeNames | undefined {
  try {
    return toTypeNames(JSON.parse(text) as Metadata);
  } catch {
    return undefined;
  }
}

function toTypeNames({ name, display = [], claims = [], ...more }: Metadata): TypeNames {
  const colour = String(display[0]?.rendering?.simple?.background_color);
  return {
    ...(/^#[0-9a-f]{6}$/i.test(colour) ? { colour } : {}),
    selective: claims.flatMap(({ path = [], sd }) => (sd === 'always' ? [String(path[0])] : [])),
    isSpoken: more.spoken_result === true,
    name: String(name),
    names: new Map(display.map((one) => [String(one.locale), String(one.name)])),
    items: new Map(
      claims.map(({ path = [], display: labels = [] }) => [
        String(path[0]),
        String(labels[0]?.label ?? path[0]),
      ]),
    ),
  };
}
