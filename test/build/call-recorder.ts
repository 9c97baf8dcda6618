import { AsyncLocalStorage } from 'node:async_hooks';
import { appendFileSync } from 'node:fs';
import http, { type ClientRequest, type RequestOptions } from 'node:http';
import { registerHooks, syncBuiltinESMExports } from 'node:module';

/**
 * Loaded before the embedded service (`node --import`): notes every call to an engine with the function
 * that made it, one JSON line each, in the file that `RECORDED_CALLS` names. Functions are known by
 * their `index.ts`: what runs within a handler is that function's.
 */
export interface RecordedCall {
  /** `issuing/issue-licence` */
  readonly by: string;
  /** Which run of it, from 1. A run itself is noted first, as `RUN`. */
  readonly run: number;
  readonly method: string;
  readonly path: string;
  /** `DynamoDB_20120810.GetItem`; absent for S3. */
  readonly target?: string;
  readonly body: string;
}

type Handler = (...args: readonly unknown[]) => unknown;

const file = process.env['RECORDED_CALLS'];
type Run = Pick<RecordedCall, 'by' | 'run'>;
const running = new AsyncLocalStorage<Run>();
let runs = 0;

const note = (call: RecordedCall) => appendFileSync(file ?? '', `${JSON.stringify(call)}\n`);

Object.assign(globalThis, {
  recordedHandler:
    (by: string, handler: Handler): Handler =>
    (...args) => {
      runs += 1;
      const run = { by, run: runs };
      if (file !== undefined) note({ ...run, method: 'RUN', path: '', body: '' });
      return running.run(run, () => handler(...args));
    },
});

registerHooks({
  load(url, context, next) {
    const loaded = next(url, context);
    const name = /\/functions\/([a-z-]+\/[a-z-]+)\/index\.ts$/.exec(url)?.[1];
    if (name === undefined) return loaded;
    const source = String(loaded.source).replace('export const handler =', 'const ownHandler =');
    const wrapped = `${source}\nexport const handler = globalThis.recordedHandler('${name}', ownHandler);\n`;
    return { ...loaded, source: wrapped };
  },
});

const toText = (chunk: unknown) =>
  chunk instanceof Uint8Array ? Buffer.from(chunk).toString() : String(chunk ?? '');

/** Writes the call down once its body is whole. */
function watch(request: ClientRequest, run: Run): void {
  const parts: string[] = [];
  const { write, end } = request;
  const keep = (chunk: unknown) => {
    if (typeof chunk === 'string' || chunk instanceof Uint8Array) parts.push(toText(chunk));
  };
  request.write = ((...args: Parameters<typeof write>) => {
    keep(args[0]);
    return write.apply(request, args);
  }) as typeof write;
  request.end = ((...args: Parameters<typeof end>) => {
    keep(args[0]);
    const target = request.getHeader('x-amz-target');
    const { method, path } = request;
    const call = { ...run, method, path, body: parts.join('') };
    note(typeof target === 'string' ? { ...call, target } : call);
    return end.apply(request, args);
  }) as typeof end;
}

const { request: plain } = http;
http.request = ((...args: readonly [RequestOptions]) => {
  const made = plain(...args);
  const run = running.getStore();
  if (run !== undefined && file !== undefined) watch(made, run);
  return made;
}) as typeof plain;
syncBuiltinESMExports();
