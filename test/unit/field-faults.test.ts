import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { makeHttpHandler } from '../../shared/http/make-http-handler.ts';
import { readBody } from '../../shared/http/read-body.ts';
import { fieldFaults } from '../../shared/problem/field-faults.ts';
import { listSources } from '../architecture/source-files.ts';
import { silent } from '../build/admitting-zone.ts';
import { toApiEvent, toJson } from '../build/api-events.ts';
import { toCaller } from '../build/callers.ts';

/** Codes as they are written where fields are read. */
const patterns = [
  /invalid\((?:[^,()]|\([^()]*\))+, '([a-z-]+)'\)/g,
  /pointer[^{}]*, code: '([a-z-]+)'/g,
  /params: \{ code: '([a-z-]+)' \}/g,
];

describe('the faults of fields', () => {
  it('have words for every code that a reader gives', () => {
    const sources = listSources('shared/domain', 'shared/api', 'functions');
    const codes = sources.flatMap(({ text }) =>
      patterns.flatMap((pattern) => [...text.matchAll(pattern)].map(([, code = '']) => code)),
    );
    expect(new Set(codes).size).toBeGreaterThan(20);
    expect([...new Set(codes)].filter((code) => !(code in fieldFaults)).sort()).toEqual([]);
  });

  it.each([
    ['zh', ['缺失或为空', '数据类型不符', '未知的字段或未登记的内容']],
    [
      'en',
      [
        'It is missing, or empty',
        'It is not of the type that it has to be',
        'It is not known here',
      ],
    ],
  ] as const)('are told in the language of the answer: %s', async (language, details) => {
    const schema = z.strictObject({ name: z.string(), kind: z.string() });
    const handler = makeHttpHandler(
      async (request) => ({ status: 200, body: readBody(schema, request.body()) }),
      { log: silent },
    );
    const event = toApiEvent({
      headers: { 'accept-language': language },
      body: { kind: 7, secret: 1 },
      caller: toCaller('applicant', ['seals:apply']),
    });
    const { errors } = toJson<{ errors: unknown[] }>(await handler(event, undefined));
    expect(errors).toEqual([
      { pointer: '/name', code: 'required', detail: details[0] },
      { pointer: '/kind', code: 'type', detail: details[1] },
      { pointer: '/secret', code: 'unknown', detail: details[2] },
    ]);
  });
});
