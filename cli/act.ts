import { randomUUID } from 'node:crypto';
import type { Command } from 'commander';
import { readClientFile } from './input.ts';
import { print } from './output.ts';
import { callAs } from './service-client.ts';

interface Options {
  readonly client?: string;
  readonly json?: boolean;
}

/** What is sent and answered. */
export type Body = Record<string, unknown>;

/** One request as the client. */
export interface Asked {
  readonly method?: 'POST' | 'PUT' | 'DELETE';
  readonly path: string;
  readonly body?: Body;
}

/** One request, and what of its answer is printed. */
export interface Act extends Asked {
  readonly toLines: (answer: Body) => readonly string[];
}

const optionsOf = (command: Command) => command.optsWithGlobals<Options>();

/** Asks as the client that was named. @throws Refusal, Usage */
export async function ask(command: Command, { method, path, body }: Asked): Promise<Body> {
  const client = readClientFile(optionsOf(command).client);
  if (method === undefined) return (await callAs(client, { method: 'GET', path })).body;
  if (method === 'DELETE') return (await callAs(client, { method, path })).body;
  const call = { method, path, body: body ?? {}, idempotencyKey: randomUUID() };
  return (await callAs(client, call)).body;
}

/** Asks, and prints what was answered. */
export async function act(command: Command, { toLines, ...asked }: Act): Promise<void> {
  const answer = await ask(command, asked);
  print(Boolean(optionsOf(command).json), answer, toLines(answer));
}

/** One line of what is there. */
export const words = (...parts: readonly unknown[]): string =>
  parts.filter((part) => part !== undefined && part !== '').join('  ');

export const listOf = (answer: Body, name: string) => answer[name] as readonly Body[];
