import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import { DynamoDBClient, ListTablesCommand } from '@aws-sdk/client-dynamodb';
import { KMSClient, ListAliasesCommand } from '@aws-sdk/client-kms';
import { ListBucketsCommand, S3Client } from '@aws-sdk/client-s3';
import { expect, test } from 'vitest';
import { startChild } from '../../local/engines/child-process.ts';
import { localClientConfig } from '../../local/engines/client-config.ts';
import { startTestEngines } from '../build/engines.ts';

const node = (script: string) => ({
  name: 'sample engine',
  command: process.execPath,
  args: ['-e', script],
  isReady: (line: string) => line === 'ready',
  watchesInput: true,
});

/** A dead process that its new parent has not asked after yet still has an entry, in state Z. */
function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch {
    return false;
  }
  const stat = `/proc/${pid}/stat`;
  return !(existsSync(stat) && / Z /.test(readFileSync(stat, 'utf8')));
}

test('a child that ends before it is ready is reported with its last words', async () => {
  const child = startChild(node('console.error("the disk is full"); process.exit(3)'));
  await expect(child).rejects.toThrow(
    'The sample engine ended (exit code 3)\n  | the disk is full',
  );
});

test('a program that is not there is reported', async () => {
  const child = startChild({ ...node(''), command: './no-such-engine' });
  await expect(child).rejects.toThrow(/The sample engine could not be started: .*ENOENT/);
});

test('a child that never gets ready is stopped and reported', async () => {
  const child = startChild({
    ...node('console.log("pid " + process.pid); setInterval(() => {}, 1000)'),
    readyWithinSeconds: 0.4,
  });
  const error = await child.catch((reason: Error) => reason);
  expect(String(error)).toContain('The sample engine was not ready within 0.4 s');
  expect(isAlive(Number(/pid (\d+)/.exec(String(error))?.[1]))).toBe(false);
});

test('a child that dies later says that nobody asked it to', async () => {
  const child = await startChild(
    node('console.log("ready"); setTimeout(() => { throw new Error("lost") }, 20)'),
  );
  const end = await child.ended;
  expect(end.expected).toBe(false);
  expect(end.message).toContain('The sample engine ended (exit code 1)');
  expect(end.message).toContain('Error: lost');
});

test('a stopped child ends as asked', async () => {
  const child = await startChild(node('console.log("ready"); setInterval(() => {}, 1000)'));
  await child.stop();
  expect(await child.ended).toMatchObject({ expected: true });
  expect(isAlive(child.pid)).toBe(false);
});

/** A process that starts an engine of either sort, prints its process id, and waits to be killed. */
function parentOf(watchesInput: boolean) {
  const module = new URL('../../local/engines/child-process.ts', import.meta.url).href;
  const command = watchesInput
    ? {
        command: process.execPath,
        args: [
          '-e',
          'process.stdin.on("end", () => process.exit()).resume(); console.log("ready")',
        ],
      }
    : {
        command: process.execPath,
        args: ['-e', 'console.log("ready"); setInterval(() => {}, 1000)'],
      };
  const script = `
    const { startChild } = await import(${JSON.stringify(module)});
    const child = await startChild({
      name: 'sample engine', ...${JSON.stringify(command)}, watchesInput: ${watchesInput},
      isReady: (line) => line === 'ready',
    });
    console.log(child.pid);
    setInterval(() => {}, 1000);`;
  return spawn(process.execPath, ['--input-type=module', '-e', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
}

test.each([
  ['watches its input', true],
  ['does not', false],
])('a child that %s dies when its parent is killed with SIGKILL', async (_, watchesInput) => {
  const parent = parentOf(watchesInput);
  const [line] = await once(createInterface({ input: parent.stdout }), 'line');
  const pid = Number(line);
  expect(isAlive(pid)).toBe(true);
  parent.kill('SIGKILL');
  for (let tries = 0; isAlive(pid) && tries < 100; tries += 1) await delay(20);
  expect(isAlive(pid)).toBe(false);
});

test('the engines for a test start together, answer, and leave nothing behind', async () => {
  const startedAt = performance.now();
  const engines = await startTestEngines({ dynamodb: true, kms: true, objectsAndQueues: true });
  expect(performance.now() - startedAt).toBeLessThan(3000);
  const { dynamodb, kms, objectsAndQueues } = engines.endpoints;
  await new DynamoDBClient(localClientConfig(dynamodb)).send(new ListTablesCommand({}));
  await new KMSClient(localClientConfig(kms)).send(new ListAliasesCommand({}));
  const s3 = new S3Client({ ...localClientConfig(objectsAndQueues), forcePathStyle: true });
  await s3.send(new ListBucketsCommand({}));
  await engines.close();
  for (const endpoint of [dynamodb, kms, objectsAndQueues])
    await expect(fetch(endpoint)).rejects.toThrow();
});
