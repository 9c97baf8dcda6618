import type { Answered } from './offices.ts';

/** What a stage of the load came to. */
export interface Stage {
  readonly answers: readonly Answered[];
  readonly seconds: number;
}

/** Asks again and again, so many at a time, until the time is over. */
export async function keepAsking(
  ask: (turn: number) => Promise<Answered>,
  { atOnce, seconds }: { readonly atOnce: number; readonly seconds: number },
): Promise<Stage> {
  const answers: Answered[] = [];
  const begun = performance.now();
  const passed = () => (performance.now() - begun) / 1000;
  let turn = 0;
  const goOn = async () => {
    while (passed() < seconds) {
      turn += 1;
      answers.push(await ask(turn));
    }
  };
  await Promise.all(Array.from({ length: atOnce }, goOn));
  return { answers, seconds: passed() };
}

/** Asks so often, all at the same moment. */
export async function askAtOnce(
  ask: (turn: number) => Promise<Answered>,
  times: number,
): Promise<Stage> {
  const begun = performance.now();
  const answers = await Promise.all(Array.from({ length: times }, (_, turn) => ask(turn)));
  return { answers, seconds: (performance.now() - begun) / 1000 };
}

/** @param share 0.5 for the median */
export function quantile({ answers }: Stage, share: number): number {
  const sorted = answers.map(({ milliseconds }) => milliseconds).sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0;
}

export const countOf = ({ answers }: Stage, status: number): number =>
  answers.filter((answer) => answer.status === status).length;

/** Answered with success, a second. */
export const rateOf = (stage: Stage): number =>
  (countOf(stage, 200) + countOf(stage, 201)) / stage.seconds;
