/** How far a job is, as the service tells it. */
export interface JobProgress {
  readonly jobId: string;
  readonly state: string;
  readonly operation: string;
  readonly type: string;
  readonly createdBy: string;
  readonly fileDigest?: string;
  readonly query?: unknown;
  /** Another client starts it. */
  readonly approval?: string;
  readonly reason?: string;
  readonly counts?: Readonly<
    Record<'rows' | 'queued' | 'issued' | 'rejected' | 'repeated', number>
  >;
  /** What checking found. */
  readonly check?: {
    readonly rows: number;
    readonly rejected: number;
    readonly repeated: number;
    readonly reasons: Readonly<Record<string, number>>;
    readonly faults: readonly {
      readonly row: number;
      readonly field: string;
      readonly reason: string;
    }[];
  };
  readonly pace?: { readonly rowsPerSecond: number; readonly secondsLeft: number };
}

const barLength = 24;

function toTime(seconds: number): string {
  const [minutes, rest] = [Math.floor(seconds / 60), seconds % 60];
  return minutes > 0 ? `${minutes} min ${rest} s` : `${rest} s`;
}

/** What checking found: the first faults, how many rows for which reason, the sum. */
export function toPreviewLines({ state, reason = '', check, fileDigest }: JobProgress): string[] {
  if (check === undefined) return [`${state}: ${reason}`];
  const { rows, rejected, repeated, reasons, faults } = check;
  return [
    ...faults.map((fault) => `row ${fault.row}  ${fault.field}  ${fault.reason}`),
    ...Object.entries(reasons).map(([name, count]) => `${count} × ${name}`),
    `${rows} rows, ${rejected} rejected, ${repeated} repeated`,
    ...(fileDigest === undefined ? [] : [`file digest  ${fileDigest}`]),
  ];
}

/** One line: `████████░░░░  52 %  5200/10000  issued 5000, rejected 150, repeated 50  98.4/s, 49 s left`. */
export function toProgressLine({ state, counts, pace }: JobProgress): string {
  if (!counts) return state;
  const { rows, queued, issued, rejected, repeated } = counts;
  const done = rows - queued;
  const share = rows === 0 ? 1 : done / rows;
  const filled = Math.floor(share * barLength);
  const bar = '█'.repeat(filled) + '░'.repeat(barLength - filled);
  const percent = String(Math.floor(share * 100)).padStart(3);
  const speed = pace ? `  ${pace.rowsPerSecond}/s, ${toTime(pace.secondsLeft)} left` : '';
  return `${bar} ${percent} %  ${done}/${rows}  issued ${issued}, rejected ${rejected}, repeated ${repeated}${speed}`;
}

/** Where progress is shown. */
export interface Screen {
  readonly isTTY?: boolean;
  readonly columns?: number;
  write(text: string): unknown;
}

/** Shows progress: a bar that moves on a terminal, elsewhere a line whenever the state or the tenth changes. */
export function makeProgressBar(screen: Screen) {
  let said = '';
  const draw = (line: string) => {
    const width = (screen.columns || 120) - 1;
    screen.write(`\r\u001b[2K${[...line].slice(0, width).join('')}`);
  };
  const say = (job: JobProgress, line: string) => {
    const { rows = 0, queued = 0 } = job.counts ?? {};
    const step = `${job.state} ${rows === 0 ? 0 : Math.floor(((rows - queued) / rows) * 10)}`;
    if (step !== said) screen.write(line === job.state ? `${line}\n` : `${job.state}: ${line}\n`);
    said = step;
  };
  return {
    show(job: JobProgress): void {
      const line = toProgressLine(job);
      if (screen.isTTY) draw(line);
      else say(job, line);
    },
    end(): void {
      if (screen.isTTY) screen.write('\n');
    },
  };
}
