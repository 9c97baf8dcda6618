import { describe, expect, it } from 'vitest';
import { makeVerificationHandler } from '../../functions/verifying/verify-licence/handler.ts';
import { makeVerifyLicence } from '../../functions/verifying/verify-licence/verify-licence.ts';
import type { LogFields } from '../../shared/ports/log.ts';
import type { VerificationQuestion } from '../../shared/verify/make-verifier.ts';
import type { Verification } from '../../shared/verify/verification.ts';
import { type RequestParts, toApiEvent, toJson } from '../build/api-events.ts';

const doubt: Verification = {
  verdict: 'indeterminate',
  checks: [{ name: 'status', outcome: 'indeterminate', reason: 'status-list-unreachable' }],
};

/** The edge over a verifier that remembers what it was asked, and a log that keeps its lines. */
function makeEdge(verify = async (_question: VerificationQuestion) => doubt) {
  const asked: VerificationQuestion[] = [];
  const lines: (LogFields & { event: string })[] = [];
  const keep = (event: string, fields: LogFields) => void lines.push({ event, ...fields });
  const verifier = {
    verify: (question: VerificationQuestion) => {
      asked.push(question);
      return verify(question);
    },
  };
  const handler = makeVerificationHandler(makeVerifyLicence({ verifier }), {
    log: { note: keep, alert: keep },
    provinceUrl: 'https://province.example',
  });
  const post = (parts: RequestParts) =>
    handler(toApiEvent({ path: '/v1/verifications', ...parts }), {});
  return { asked, lines, post };
}

describe('POST /v1/verifications', () => {
  it('answers 200 with the verification, whatever the verdict', async () => {
    const { post, asked } = makeEdge();
    const result = await post({ body: { credential: 'a~', at: '2026-11-22T08:00:00Z' } });
    expect(result.statusCode).toBe(200);
    expect(toJson(result)).toEqual(doubt);
    expect(result.headers).toMatchObject({
      'Content-Type': 'application/json',
      'Cache-Control': 'no-store',
      'Request-Id': 'request-1',
    });
    expect(asked).toMatchObject([{ credential: 'a~', at: Date.UTC(2026, 10, 22, 8) }]);
  });

  it.each<readonly [string, unknown, string]>([
    ['no credential', {}, '/credential required'],
    ['an empty credential', { credential: '' }, '/credential too-short'],
    ['a credential that is a list', { credential: ['a'] }, '/credential type'],
    ['two forms', { credential: 'a~', printedCode: 'YZ1' }, '/printedCode not-allowed'],
    ['an empty printed code', { printedCode: '' }, '/printedCode too-short'],
    ['an unknown field', { credential: 'a', receipt: 'b' }, '/receipt unknown'],
    ['a date without time', { credential: 'a', at: '2026-11-22' }, '/at date'],
    ['a day that does not exist', { credential: 'a', at: '2026-02-30T00:00:00Z' }, '/at date'],
    ['a time that is a number', { credential: 'a', at: 5 }, '/at type'],
    ['a list', ['a'], ' type'],
    ['nothing', 'null', ' type'],
  ])('refuses %s', async (_name, body, error) => {
    const { post, asked } = makeEdge();
    const result = await post({ body });
    expect(result.statusCode).toBe(400);
    const { errors, type } = toJson<{ errors: { pointer: string; code: string }[]; type: string }>(
      result,
    );
    expect(errors.map(({ pointer, code }) => `${pointer} ${code}`)).toEqual([error]);
    expect(type).toBe('https://province.example/problems/request-invalid');
    expect(asked).toEqual([]);
  });

  it.each([
    ['broken JSON', '{"credential":', [400, 'request-invalid'] as const],
    ['a doubled name', '{"credential":"a","credential":"b"}', [400, 'request-invalid'] as const],
    ['depth 10,000', `{"credential":${'['.repeat(10_000)}`, [400, 'request-invalid'] as const],
    [
      'a body over the limit',
      `{"credential":"${'a'.repeat(256 * 1024)}"}`,
      [413, 'body-too-large'] as const,
    ],
  ])('refuses %s', async (_name, body, answer) => {
    const { post, lines } = makeEdge();
    const [status, problem] = answer;
    const result = await post({ body });
    expect(result.statusCode).toBe(status);
    expect(result.headers).toMatchObject({ 'Content-Type': 'application/problem+json' });
    expect(lines).toMatchObject([{ event: 'request.answered', status, problem }]);
  });

  it('refuses another content type, in the language asked for', async () => {
    const headers = { 'content-type': 'text/plain', 'accept-language': 'en' };
    const result = await makeEdge().post({ headers, body: '{"credential":"a"}' });
    expect(result.statusCode).toBe(415);
    expect(toJson(result)['title']).toBe('The media type of the body is not supported');
  });

  it('notes the verdict and its reasons, nothing of the licence', async () => {
    const { post, lines } = makeEdge();
    await post({ body: { credential: 'secret~' } });
    expect(lines).toMatchObject([
      {
        event: 'request.answered',
        status: 200,
        verdict: 'indeterminate',
        reasons: 'status-list-unreachable',
      },
    ]);
    expect(JSON.stringify(lines)).not.toContain('secret');
  });

  it('tells nothing of a fault of ours, and notes where it was', async () => {
    const { post, lines } = makeEdge(() => Promise.reject(new TypeError('张某某')));
    const result = await post({ body: { credential: 'a' } });
    expect(result.statusCode).toBe(500);
    expect(toJson(result)).not.toHaveProperty('detail');
    expect(lines[0]).toMatchObject({ event: 'request.failed', error: 'TypeError' });
    expect(JSON.stringify(lines)).not.toContain('张某某');
  });
});
