import type { Command } from 'commander';
import { act, ask, type Body, listOf, words } from '../act.ts';
import { print } from '../output.ts';

function toWorkLines(answer: Body): string[] {
  const lines = listOf(answer, 'items').map(
    ({ standing, dueOn, provisional, kind, id, licenceType }) =>
      words(standing, `due ${dueOn}${provisional ? '?' : ''}`, kind, id, licenceType),
  );
  return lines.length === 0 ? ['nothing waits'] : lines;
}

const toCountLine = ({ licenceType, sealId, acts }: Body) =>
  words(
    licenceType,
    sealId,
    ...Object.entries(acts as Record<string, number>).map(([one, count]) => `${one} ${count}`),
  );

const toProvinceLine = ({ department, ...row }: Body) => words(department, toCountLine(row));

/** Page by page, until there is none. */
async function countProvince(command: Command, month: string): Promise<void> {
  const counts: Body[] = [];
  let next: unknown = '';
  while (typeof next === 'string') {
    const query = new URLSearchParams({ month, ...(next === '' ? {} : { cursor: next }) });
    const page = await ask(command, { path: `/v1/province-counts?${query}` });
    counts.push(...listOf(page, 'counts'));
    next = page['next'];
  }
  const isJson = Boolean(command.optsWithGlobals<{ json?: boolean }>().json);
  print(isJson, { month, counts }, counts.map(toProvinceLine));
}

/** `yinzheng work` and `yinzheng counts`: what waits for a department's people, and what they did. */
export function addWorkCommand(program: Command): void {
  program
    .command('work')
    .description("list what waits for the department's people, and until when 待办")
    .action((_own: object, command: Command) =>
      act(command, { path: '/v1/work-list', toLines: toWorkLines }),
    );
  program
    .command('counts <month>')
    .description('count what was done in a month, YYYY-MM, by type and seal 统计')
    .option('--all', 'of every department, by type: for who governs or audits the province')
    .action((month: string, { all }: { all?: true }, command: Command) => {
      if (all) return countProvince(command, month);
      return act(command, {
        path: `/v1/counts?month=${encodeURIComponent(month)}`,
        toLines: (answer) => listOf(answer, 'counts').map(toCountLine),
      });
    });
}
