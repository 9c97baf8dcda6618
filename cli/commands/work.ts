import type { Command } from 'commander';
import { act, type Body, listOf, words } from '../act.ts';

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
    .action((month: string, _own: object, command: Command) =>
      act(command, {
        path: `/v1/counts?month=${encodeURIComponent(month)}`,
        toLines: (answer) => listOf(answer, 'counts').map(toCountLine),
      }),
    );
}
