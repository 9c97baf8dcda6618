/** One measured figure beside what it should be. */
export interface Figure {
  readonly what: string;
  readonly value: number;
  readonly target: string;
  readonly holds: boolean;
}

/** The figures as a table for a terminal: what falls short is said. */
export function toTable(figures: readonly Figure[]): string {
  const width = Math.max(...figures.map(({ what }) => what.length));
  const lines = figures.map(({ what, value, target, holds }) => {
    const shown = value >= 100 ? value.toFixed(0) : value.toFixed(2);
    return `${what.padEnd(width)}  ${shown.padStart(8)}  ${target.padEnd(10)}${holds ? '' : '  falls short'}`;
  });
  return [`${'what'.padEnd(width)}     value  target`, ...lines].join('\n');
}
