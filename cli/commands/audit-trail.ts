import { type Command, Option } from 'commander';
import type { SeenCheckpoint, TrailFinding, TrailReport } from '../../shared/verify/trail-audit.ts';
import { readAnchor } from '../audit/read-anchor.ts';
import type { TrailOptions } from '../audit/read-trail.ts';
import { findSeen, writeSeen } from '../audit/seen-file.ts';
import { exitCodes, print } from '../output.ts';

interface Options extends TrailOptions {
  readonly json?: boolean;
  readonly anchor?: string;
  readonly seen?: string;
}

/** `yinzheng audit trail`. What it needs is loaded when it is asked for. */
export function addAuditTrailCommand(audit: Command, anchor: Option): void {
  audit
    .command('trail')
    .description('check the trail of what was done 监察轨迹. Exit code 3: tampered with; 4: gaps')
    .addOption(anchor)
    .addOption(
      new Option('--trail-table <name>', 'in the AWS account; else the embedded run').env(
        'TRAIL_TABLE',
      ),
    )
    .option('--seen <file>', 'the last checkpoint of an earlier audit; written anew when all holds')
    .action((_own: unknown, command: Command) => auditTrail(command.optsWithGlobals<Options>()));
}

async function auditTrail(options: Options): Promise<void> {
  const { readTrail } = await import('../audit/read-trail.ts');
  const { auditTrail: audit } = await import('../../shared/verify/trail-audit.ts');
  const { makeOpenCheckpoint } = await import('../../shared/verify/trail-checkpoints.ts');
  const { primitives } = await import('../audit/issue-root-shelf.ts');
  const certificate = readAnchor(options.anchor);
  const seen = findSeen(options.seen, 'sequence');
  const { provinceUrl, rows, checkpoints } = await readTrail(options);
  const anchor = { certificate, provinceUrl };
  const open = makeOpenCheckpoint({ primitives, anchor });
  const report = await audit(rows, checkpoints, { hash: primitives.hash, open, seen });
  print(Boolean(options.json), report, toLines(report, seen));
  process.exitCode = codeOf(report.findings);
  const holds = process.exitCode !== exitCodes.invalid;
  if (holds && options.seen && report.last) writeSeen(options.seen, report.last);
}

/** That nobody signed for a while is a gap in the watch, not a change of what was written. */
function codeOf(findings: readonly TrailFinding[]): number {
  if (findings.length === 0) return exitCodes.done;
  const isTampered = findings.some(({ fault }) => fault !== 'silent');
  return isTampered ? exitCodes.invalid : exitCodes.indeterminate;
}

const summaries = new Map<number, string>([
  [exitCodes.done, 'whole'],
  [exitCodes.indeterminate, 'whole, with gaps in the watch'],
]);

function toLines(report: TrailReport, seen: SeenCheckpoint | undefined): string[] {
  const { findings, rows, checkpoints, unsigned, last } = report;
  const since = seen ? `, against checkpoint ${seen.sequence} of an earlier audit` : '';
  return [
    `${summaries.get(codeOf(findings)) ?? 'not whole'}  ${rows} rows, ${checkpoints} checkpoints`,
    `  checked: each row names the one before it; each checkpoint is signed under the province's root, names the one before it and the row it is over${since}`,
    `  ${unsigned} rows behind the last checkpoint (${last?.sequence ?? 'none'}): held by the chain alone`,
    ...findings.map(toFindingLine),
  ];
}

function toFindingLine({ fault, row, checkpoint }: TrailFinding): string {
  return `  ${row === undefined ? `checkpoint ${checkpoint}` : `row ${row}`}  ${fault}`;
}
