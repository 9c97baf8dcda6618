import * as z from 'zod';
import { compactJws } from './describe-public-files.ts';
import { named, type Operations } from './operation.ts';
import { sample } from './sample-values.ts';

const kitPart = named('OfflineKitPart', z.string().regex(/^(?:https?:\/\/[!-~]+ \S+ .+\n)*$/));

const display = z.array(
  z.strictObject({
    locale: z.string(),
    name: z.string().exactOptional(),
    label: z.string().exactOptional(),
    rendering: z
      .strictObject({
        simple: z.strictObject({ background_color: z.string(), text_color: z.string() }),
      })
      .exactOptional(),
  }),
);

const typeMetadata = named(
  'TypeMetadata',
  z.strictObject({
    vct: z.string(),
    name: z.string(),
    display,
    claims: z.array(
      z.strictObject({
        path: z.array(z.string()),
        display,
        sd: z.enum(['always', 'allowed', 'never']),
      }),
    ),
    version: z.int(),
    spoken_result: z.literal(true).exactOptional(),
    print: z.array(z.strictObject({ item: z.string(), max: z.int().exactOptional() })),
  }),
);

const cached = ['ETag'] as const;
const unchanged = { description: 'Not modified 未变化', headers: cached };

/** The offline kit, and the metadata that `vct` points to. */
export const kitOperations: Operations = {
  'GET /offline-kit': {
    id: 'fetchOfflineKit',
    tag: 'public files',
    summary: 'What is signed of the offline kit: its number, its grace, its parts by digest',
    description:
      '离线核验包的签名清单：编号、有效期、各部分的摘要。\n\nWhoever has kit *n* fetches the parts whose `since` is above *n*, and of these only those that it wants: `trust`, `types`, `sheets/<city>`, `status/<n>`.',
    answers: {
      200: {
        description: 'The signed list of parts 清单',
        content: {
          mediaType: 'application/offline-kit+jwt',
          schema: compactJws,
          example: sample.jws,
        },
        headers: cached,
      },
      304: unchanged,
    },
    problems: ['not-found'],
  },
  'GET /offline-kit/parts/{digest}': {
    id: 'fetchOfflineKitPart',
    tag: 'public files',
    summary: 'A part of the offline kit: a line a file',
    description: '离线核验包的一部分：每行一个公开文件（地址、媒体类型、内容）。',
    path: { digest: "SHA-256 of the part's text, as the kit names it." },
    answers: {
      200: {
        description: 'The part 部分',
        content: {
          mediaType: 'text/plain; charset=utf-8',
          schema: kitPart,
          example: `https://yinzheng.liaoning.example/trust-list application/trust-list+jwt ${sample.jws}\n`,
        },
        headers: cached,
      },
      304: unchanged,
    },
    problems: ['not-found'],
  },
  'GET /licence-types/{code}': {
    id: 'fetchTypeMetadata',
    tag: 'public files',
    summary: 'Names of a licence type and of its items: what `vct` points to',
    description:
      '证照类型元数据（SD-JWT VC Type Metadata）：类型名称、照面项名称、打印规则，供其他软件显示证照。',
    path: { code: 'Licence type code 证照类型代码, 21 characters.' },
    answers: {
      200: {
        description: 'The metadata 元数据',
        content: {
          schema: typeMetadata,
          example: {
            vct: `https://yinzheng.liaoning.example/licence-types/${sample.type}`,
            name: '食品经营许可证',
            display: [
              { locale: 'zh-Hans', name: '食品经营许可证' },
              { locale: 'en', name: 'Food business permit' },
            ],
            claims: [
              {
                path: ['KZ_ZTYT'],
                display: [{ locale: 'zh-Hans', label: '主体业态' }],
                sd: 'never',
              },
            ],
            version: 1,
            print: [{ item: 'KZ_ZTYT' }],
          },
        },
        headers: cached,
      },
      304: unchanged,
    },
    problems: ['not-found'],
  },
};
