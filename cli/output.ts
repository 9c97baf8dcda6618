import { isOfAddress, Refusal } from './service-client.ts';

/** How a command ends: 0 done or valid · 1 refused · 2 wrong use · 3 invalid · 4 indeterminate · 5 unreachable. */
export const exitCodes = {
  done: 0,
  refused: 1,
  usage: 2,
  invalid: 3,
  indeterminate: 4,
  unreachable: 5,
} as const;

/** A wrong use of the command, said in one line. */
export class Usage extends Error {}

/** Prints an answer: as JSON where asked, else the lines given; of an empty list nothing. */
export function print(json: boolean, body: unknown, lines: readonly string[]): void {
  const told = json ? [JSON.stringify(body, null, 2)] : lines;
  process.stdout.write(told.map((line) => `${line}\n`).join(''));
}

/** How `fetch` says that nobody answered, or not to the end. */
const unreachable: ReadonlySet<string> = new Set(['fetch failed', 'terminated']);

/** Says on stderr what went wrong, and gives the exit code. */
export function explain(error: unknown): number {
  if (error instanceof Refusal) return explainRefusal(error);
  const message = error instanceof Error ? error.message : String(error);
  if (error instanceof TypeError && unreachable.has(message)) {
    process.stderr.write('The service cannot be reached. Is it running (npm start)?\n');
    return exitCodes.unreachable;
  }
  process.stderr.write(`${message}\n`);
  const isUse = error instanceof Usage || isOfFile(error) || isOfAddress(error);
  return isUse ? exitCodes.usage : exitCodes.refused;
}

/** Is it a file that is not there, or not ours to read or write? */
function isOfFile(error: unknown): boolean {
  const { code } = error as NodeJS.ErrnoException;
  return code !== undefined && ['ENOENT', 'EACCES', 'EISDIR', 'ENOTDIR'].includes(code);
}

interface ProblemBody {
  readonly title?: string;
  readonly type?: string;
  readonly reason?: string;
  readonly detail?: string;
  readonly error?: string;
  readonly error_description?: string;
  readonly errors?: readonly {
    readonly pointer: string;
    readonly code: string;
    readonly detail?: string;
  }[];
}

function explainRefusal({ answer }: Refusal): number {
  const body = answer.body as ProblemBody;
  const code = body.type?.split('/').at(-1) ?? body.error ?? '';
  const title = body.title ?? body.error_description ?? 'refused';
  const finer = [body.reason, body.detail].filter(Boolean).join(', ');
  const reason = finer ? ` (${finer})` : '';
  process.stderr.write(`${answer.status} ${code}: ${title}${reason}\n`);
  for (const fault of body.errors ?? []) {
    process.stderr.write(
      `  ${fault.pointer || '/'}: ${fault.code}${fault.detail ? `, ${fault.detail}` : ''}\n`,
    );
  }
  return exitCodes.refused;
}
