import { randomBytes } from 'node:crypto';
import type { Server } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeServeUpload } from '../../functions/issuing/serve-upload/serve-upload.ts';
import { makeTakeUploadHandler } from '../../functions/issuing/take-upload/handler.ts';
import {
  makeCompleteUpload,
  makeOpenUpload,
  type TakeUploadPorts,
} from '../../functions/issuing/take-upload/take-upload.ts';
import { createBuckets } from '../../local/engines/create-buckets.ts';
import { createTables } from '../../local/engines/create-tables.ts';
import { makeGateway } from '../../local/gateway/gateway.ts';
import { makeDynamoIdempotencyRecords } from '../../shared/adapters/aws/dynamo-register-reader.ts';
import { makeDynamoUploads } from '../../shared/adapters/aws/dynamo-uploads.ts';
import { makeS3Signer } from '../../shared/adapters/aws/s3-client.ts';
import { makeS3FileStore, makeS3PartStore } from '../../shared/adapters/aws/s3-file-store.ts';
import { systemRandom } from '../../shared/adapters/system/random.ts';
import type { OpenedUploadAnswer } from '../../shared/api/uploads.ts';
import type { ClientId, DepartmentCode } from '../../shared/domain/ids.ts';
import type { DepartmentRequest } from '../../shared/http/department-request.ts';
import type { StoredPart } from '../../shared/ports/file-store.ts';
import { makeTestClock } from '../build/callers.ts';
import { makeTestClients } from '../build/engine-clients.ts';
import { startTestEngines } from '../build/engines.ts';
import { failingOnce } from '../build/failing-once.ts';

const bucket = 'liaoning-files';
const department = '11210100MB9Y10011Q' as DepartmentCode;
const mebibyte = 1024 * 1024;
const never = () => Promise.reject(new Error('not asked here'));

let scene: Awaited<ReturnType<typeof startScene>>;

function listen(server: Server): Promise<string> {
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      resolve(`http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`);
    });
  });
}

/** The use cases over real engines, and the gateway before the store of files. */
async function startScene() {
  const engines = await startTestEngines({ dynamodb: true, objectsAndQueues: true });
  const { dynamodb, s3 } = makeTestClients(engines.endpoints);
  await createTables(dynamodb, [{ name: 'register' }]);
  await createBuckets(s3, [bucket]);
  const clock = makeTestClock('2026-11-22T08:00:00.000Z');
  const gateway = makeGateway({
    routes: [],
    handlerOf: () => never,
    authorise: never,
    refuse: never,
    files: {
      bucket,
      endpoint: engines.endpoints.objectsAndQueues,
      trust: () => ({ accessKeyId: 'local', secretAccessKey: 'local', now: clock.now() }),
    },
  });
  const url = await listen(gateway);
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  process.env['AWS_REGION'] ??= 'cn-north-1';
  process.env['AWS_ACCESS_KEY_ID'] = credentials.accessKeyId;
  process.env['AWS_SECRET_ACCESS_KEY'] = credentials.secretAccessKey;
  const store = { client: s3, signer: makeS3Signer({}, url), bucket, clock };
  const register = { client: dynamodb, table: 'register' };
  const ports: TakeUploadPorts = {
    uploads: makeDynamoUploads(register),
    parts: makeS3PartStore(store),
    files: makeS3FileStore(store),
    records: makeDynamoIdempotencyRecords(register),
    clock,
    random: systemRandom,
  };
  const files = makeS3FileStore(store);
  return {
    ...{ clock, ports, files },
    serve: makeServeUpload({ uploads: ports.uploads, files, clock }),
    close: async () => {
      gateway.close();
      gateway.closeAllConnections();
      await engines.close();
    },
  };
}

beforeAll(async () => {
  scene = await startScene();
});
afterAll(() => scene.close());

let keys = 0;
function request(body: { readonly purpose: 'document' | 'bulk'; readonly sizeBytes: number }) {
  keys += 1;
  const asked: DepartmentRequest = {
    client: 'licences' as ClientId,
    department,
    idempotencyKey: `key-${keys}`,
    route: 'POST /v1/uploads',
    body,
  };
  return [asked, body] as const;
}

const answerOf = (written: { readonly answer: { readonly body: unknown } }) =>
  written.answer.body as OpenedUploadAnswer;

async function open(...asked: ReturnType<typeof request>) {
  return answerOf(await makeOpenUpload(scene.ports)(...asked));
}

async function putAll({ parts }: OpenedUploadAnswer, file: Uint8Array): Promise<StoredPart[]> {
  let at = 0;
  const stored: StoredPart[] = [];
  for (const { number, url, sizeBytes } of parts) {
    const body = Uint8Array.from(file.subarray(at, at + sizeBytes));
    const { status, headers } = await fetch(url, { method: 'PUT', body });
    expect(status).toBe(200);
    stored.push({ number, tag: headers.get('etag') ?? '' });
    at += sizeBytes;
  }
  return stored;
}

describe('uploads', () => {
  it('takes a file in parts, gives it back to whoever knows its id, and to nobody after two days', async () => {
    const file = randomBytes(9 * mebibyte);
    const opened = await open(...request({ purpose: 'document', sizeBytes: file.length }));
    expect(opened.parts.map(({ sizeBytes }) => sizeBytes)).toEqual([8 * mebibyte, mebibyte]);
    await expect(scene.serve(opened.uploadId)).rejects.toMatchObject({ code: 'not-found' });
    const parts = await putAll(opened, file);
    const complete = makeCompleteUpload(scene.ports);
    for (const _again of [1, 2]) {
      const completed = await complete(opened.uploadId, department, parts);
      expect(completed).toMatchObject({ state: 'complete', sizeBytes: file.length });
    }
    const read = await fetch(await scene.serve(opened.uploadId));
    expect(Buffer.compare(Buffer.from(await read.arrayBuffer()), file)).toBe(0);
    const before = scene.clock.now();
    scene.clock.set(before + 2 * 24 * 3600 * 1000);
    await expect(scene.serve(opened.uploadId)).rejects.toMatchObject({ code: 'not-found' });
    scene.clock.set(before);
  });

  it('opens one upload for one key, however often it is asked', async () => {
    const asked = request({ purpose: 'bulk', sizeBytes: 100 });
    const ids = await Promise.all([open(...asked), open(...asked), open(...asked)]);
    expect(new Set(ids.map(({ uploadId }) => uploadId)).size).toBe(1);
    const other = { ...asked[0], body: { purpose: 'bulk', sizeBytes: 101 } } as const;
    await expect(
      makeOpenUpload(scene.ports)(other, { purpose: 'bulk', sizeBytes: 101 }),
    ).rejects.toMatchObject({ code: 'idempotency-mismatch' });
  });

  it('refuses what is too large for its purpose, and a purpose that the scopes do not cover', async () => {
    const handler = makeTakeUploadHandler({ open: never, complete: never });
    const ask = (body: object, scopes: readonly string[]) =>
      handler({
        method: 'POST',
        path: '/v1/uploads',
        headers: { 'idempotency-key': 'k' },
        body: () => body,
        caller: () => ({ clientId: 'a', department, scopes }),
      } as unknown as Parameters<typeof handler>[0]);
    for (const [purpose, limit] of [
      ['document', 20 * mebibyte],
      ['bulk', 500 * mebibyte],
    ] as const) {
      await expect(
        ask({ purpose, sizeBytes: limit + 1 }, ['licences:issue']),
      ).rejects.toMatchObject({
        code: 'request-invalid',
        details: { errors: [{ pointer: '/sizeBytes', code: 'too-large' }] },
      });
    }
    await expect(ask({ purpose: 'bulk', sizeBytes: 1 }, ['seals:stamp'])).rejects.toMatchObject({
      code: 'forbidden',
    });
  });

  it('completes nothing while a part is missing, and nothing of another department', async () => {
    const file = randomBytes(100);
    const opened = await open(...request({ purpose: 'document', sizeBytes: file.length }));
    const complete = makeCompleteUpload(scene.ports);
    for (const parts of [[], [{ number: 1, tag: '"0"' }], [{ number: 2, tag: '"0"' }]]) {
      await expect(complete(opened.uploadId, department, parts)).rejects.toMatchObject({
        code: 'state-conflict',
        details: { reason: 'upload-incomplete' },
      });
    }
    const parts = await putAll(opened, file);
    await expect(
      complete(opened.uploadId, '11330100MB9Y200172' as DepartmentCode, parts),
    ).rejects.toMatchObject({ code: 'not-found' });
    await complete(opened.uploadId, department, parts);
  });

  it.each(['before', 'after'] as const)(
    'loses nothing when any call is lost %s it landed',
    async (when) => {
      const calls = [
        ['parts', 'begin'],
        ['uploads', 'open'],
        ['parts', 'finish'],
        ['uploads', 'complete'],
      ] as const;
      for (const [port, call] of calls) {
        const faulty = {
          ...scene.ports,
          [port]: failingOnce(
            scene.ports[port] as unknown as Record<string, never>,
            call as never,
            when,
          ),
        } as TakeUploadPorts;
        let lost = 0;
        const comeAgain = <T>(work: () => Promise<T>) =>
          work().catch(() => {
            lost += 1;
            return work();
          });
        const asked = request({ purpose: 'document', sizeBytes: 10 });
        const opened = answerOf(await comeAgain(() => makeOpenUpload(faulty)(...asked)));
        const parts = await putAll(opened, randomBytes(10));
        const end = () => makeCompleteUpload(faulty)(opened.uploadId, department, parts);
        expect(await comeAgain(end)).toMatchObject({ state: 'complete' });
        expect(lost, call).toBe(1);
        expect(await scene.files.sizeOf(`uploads/document/${department}/${opened.uploadId}`)).toBe(
          10,
        );
      }
    },
  );
});

describe('the gateway before the store of files', () => {
  const firstPart = async () => {
    const opened = await open(...request({ purpose: 'document', sizeBytes: 10 }));
    return opened.parts[0]?.url ?? '';
  };
  const put = async (url: string, body: string) => {
    const response = await fetch(url, { method: 'PUT', body });
    return [response.status, /<Code>(\w+)/.exec(await response.text())?.[1]];
  };

  it('serves an address as it was signed, in its time, and no other', async () => {
    const url = await firstPart();
    expect(await put(url, '0123456789')).toEqual([200, undefined]);
    const changed = [
      [url.replace('partNumber=1', 'partNumber=2'), 'SignatureDoesNotMatch'],
      [url.replace('/document/', '/bulk/'), 'SignatureDoesNotMatch'],
      [url.replace(/X-Amz-Expires=\d+/, 'X-Amz-Expires=9999'), 'SignatureDoesNotMatch'],
      [url.replace('content-length%3Bhost', 'host'), 'SignatureDoesNotMatch'],
      [url.replace(/Credential=local/, 'Credential=other'), 'AccessDenied'],
      [url.replace(/\?.*/, ''), 'AccessDenied'],
    ] as const;
    for (const [address, code] of changed)
      expect(await put(address, '0123456789')).toEqual([403, code]);
    expect(await put(url, '01234567890')).toEqual([403, 'SignatureDoesNotMatch']);
    expect((await fetch(url)).status).toBe(403);
    const before = scene.clock.now();
    scene.clock.set(before + 3601 * 1000);
    expect(await put(url, '0123456789')).toEqual([403, 'AccessDenied']);
    scene.clock.set(before);
  });
});
