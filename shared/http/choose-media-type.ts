const rangePattern =
  /^\s*([a-z0-9.+*-]+)\/([a-z0-9.+*-]+)\s*((?:;[^;]*)*?)(?:;\s*q\s*=\s*([01](?:\.[0-9]{0,3})?)\s*)?$/i;
/** More than any browser sends. */
const maxLength = 1024;

interface MediaRange {
  readonly type: string;
  readonly weight: number;
  /** 0 for any type, 1 for any of a kind, 2 for one type. */
  readonly finesse: number;
}

function readRanges(accept: string): readonly MediaRange[] {
  return accept
    .slice(0, maxLength)
    .split(',')
    .flatMap((text) => {
      const [, kind, sort, , weight = '1'] = rangePattern.exec(text.toLowerCase()) ?? [];
      if (kind === undefined || sort === undefined) return [];
      const finesse = kind === '*' ? 0 : sort === '*' ? 1 : 2;
      return [{ type: `${kind}/${sort}`, weight: Number(weight), finesse }];
    });
}

/** What the finest range that fits says. */
function weightOf(type: string, ranges: readonly MediaRange[]): number {
  const fitting = [type, `${type.split('/')[0]}/*`, '*/*'];
  const found = ranges.filter((range) => fitting.includes(range.type));
  return found.toSorted((one, other) => other.finesse - one.finesse)[0]?.weight ?? 0;
}

/**
 * The media type wanted most, the first offered when several are wanted alike or none is asked for;
 * nothing when all that is offered is unwanted.
 * @see RFC 9110 section 12.5.1
 */
export function chooseMediaType<Type extends string>(
  accept: string | undefined,
  offered: readonly [Type, ...Type[]],
): Type | undefined {
  const ranges = readRanges(accept ?? '*/*');
  const weights = offered.map((type) => weightOf(type, ranges));
  const most = Math.max(...weights);
  return most > 0 ? offered[weights.indexOf(most)] : undefined;
}
