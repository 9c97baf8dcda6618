import { exitCodes } from '../output.ts';

/** A verdict as the service gives it, and as a kit does. */
export interface Verdict {
  readonly verdict: 'valid' | 'invalid' | 'indeterminate';
  readonly checks: readonly {
    readonly name: string;
    readonly outcome: string;
    readonly reason?: string;
  }[];
  readonly licence?: {
    readonly identifier?: string;
    readonly state?: string;
    readonly successor?: string;
    readonly shortened?: readonly string[];
  };
  readonly statusAsOf?: string;
  readonly document?: {
    readonly signatures: readonly {
      readonly department: string;
      readonly signedAt: string;
      readonly addedAfter: number;
    }[];
  };
}

/** Verifies credentials and printed codes, in order: each has its verdict, or why it could not be asked about. */
export type VerifyAll = (presented: readonly string[]) => Promise<readonly (Verdict | Failure)[]>;

/** One of many that was refused. */
export interface Failure {
  readonly problem: string;
}

const codes = {
  valid: exitCodes.done,
  invalid: exitCodes.invalid,
  indeterminate: exitCodes.indeterminate,
} as const;

/** Of many the worst: refused, invalid, indeterminate, valid. */
export function toExitCode(found: readonly (Verdict | Failure)[]): number {
  if (found.some((one) => 'problem' in one)) return exitCodes.refused;
  const verdicts = new Set(found.map((one) => ('verdict' in one ? one.verdict : 'valid')));
  for (const verdict of ['invalid', 'indeterminate'] as const) {
    if (verdicts.has(verdict)) return codes[verdict];
  }
  return codes.valid;
}

/** One verdict with its checks, a line each. */
export function toVerdictLines(verdict: Verdict): string[] {
  const state = verdict.licence?.state ? `  state ${verdict.licence.state}` : '';
  const asOf = verdict.statusAsOf ? `  status as of ${verdict.statusAsOf}` : '';
  const { successor, shortened = [] } = verdict.licence ?? {};
  return [
    `${verdict.verdict}${state}${asOf}`,
    ...(successor ? [`  superseded by ${successor}`] : []),
    ...(shortened.length > 0 ? [`  shortened on paper: ${shortened.join(', ')}`] : []),
    ...toSignatureLines(verdict),
    ...verdict.checks.map((one) => {
      const reason = one.reason ? `  ${one.reason}` : '';
      return `  ${one.name.padEnd(15)}${one.outcome}${reason}`;
    }),
  ];
}

/** Who sealed a document and when, and what came behind. */
function toSignatureLines({ document }: Verdict): string[] {
  return (document?.signatures ?? []).map(({ department, signedAt, addedAfter }) => {
    const more =
      addedAfter === 0 ? '' : `  ${addedAfter} further seal${addedAfter > 1 ? 's' : ''} behind it`;
    return `  sealed by ${department} at ${signedAt}${more}`;
  });
}

/** One of many in a line: what is wrong with it, if anything. */
export function toShortLine(file: string, found: Verdict | Failure): string {
  if ('problem' in found) return `refused        ${file}  ${found.problem}`;
  const reasons = found.checks.flatMap(({ reason }) => (reason ? [reason] : []));
  return `${found.verdict.padEnd(15)}${file}${reasons.length > 0 ? `  ${reasons.join(' ')}` : ''}`;
}
