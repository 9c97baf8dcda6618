import { randomUUID } from 'node:crypto';
import type { Command } from 'commander';
import { readClientFile } from '../input.ts';
import { print, Usage } from '../output.ts';
import { callAs } from '../service-client.ts';

interface Options {
  readonly client?: string;
  readonly json?: boolean;
  readonly key?: string;
}

interface ListOptions {
  readonly state?: string;
  readonly cursor?: string;
}

type Body = Record<string, unknown>;

/** `yinzheng licence drafts|confirm|reject`: what waits for a second person. */
export function addDraftCommands(licence: Command): void {
  licence
    .command('drafts [draft]')
    .description('list what waits for approval, or show one draft as it would be issued now')
    .option('--state <state>', 'only drafts in this state, for instance awaiting-approval')
    .option('--cursor <cursor>', 'go on behind an earlier page')
    .action((draft: string | undefined, own: ListOptions, command: Command) =>
      draft === undefined ? list(command, own) : show(command, draft),
    );
  licence
    .command('confirm <draft>')
    .description('approve a draft of another client: its licence is issued')
    .requiredOption('--digest <digest>', 'of the preview that was seen: `licence drafts <draft>`')
    .option('--key <key>', 'idempotency key')
    .action((draft: string, { digest }: { digest: string }, command: Command) =>
      decide(command, `${draft}/confirmations`, { previewDigest: digest }),
    );
  licence
    .command('reject <draft>')
    .description('reject a draft, or take it back')
    .requiredOption('--reason <text>', 'the reason')
    .option('--key <key>', 'idempotency key')
    .action((draft: string, { reason }: { reason: string }, command: Command) =>
      decide(command, `${draft}/rejections`, { reason }),
    );
}

/** A draft with its preview, as many lines as there is to see. */
export function toDraftLines(draft: Body): string[] {
  const { draftId, state, type, draftedBy, licenceId, previewDigest } = draft;
  const obstacle = draft['obstacle'] as Body | undefined;
  return [
    [draftId, state, type, `drafted by ${draftedBy}`, licenceId].filter(Boolean).join('  '),
    ...toPreviewLines(draft['preview'] as Body | undefined),
    ...(obstacle ? [`cannot be issued now: ${obstacle['code']} ${obstacle['reason'] ?? ''}`] : []),
    ...(previewDigest ? [`preview digest  ${previewDigest}`] : []),
  ];
}

function toPreviewLines(preview: Body | undefined): string[] {
  if (preview === undefined) return [];
  const holders = preview['holders'] as readonly Body[];
  const items = preview['items'] as readonly Body[];
  const { number, issued, validFrom, validUntil } = preview;
  return [
    `  ${(preview['type'] as Body)['name']}  ${(preview['department'] as Body)['name']}`,
    `  number  ${number ?? 'made when issued'}`,
    `  issued  ${issued}  valid  ${validFrom} – ${validUntil ?? 'without end'}`,
    ...holders.map((holder) => `  holder  ${holder['name']}`),
    ...items.map(({ name, value }) => `  ${name}  ${toText(value)}`),
  ];
}

const toText = (value: unknown) =>
  typeof value === 'string' ? value : (JSON.stringify(value) ?? '').slice(0, 80);

async function list(command: Command, own: ListOptions): Promise<void> {
  const options = command.optsWithGlobals<Options>();
  const query = new URLSearchParams({
    ...(own.state === undefined ? {} : { state: own.state }),
    ...(own.cursor === undefined ? {} : { cursor: own.cursor }),
  });
  const path = `/v1/licence-drafts${query.size > 0 ? `?${query}` : ''}`;
  const { body } = await callAs(readClientFile(options.client), { method: 'GET', path });
  const lines = (body['drafts'] as readonly Body[]).flatMap(toDraftLines);
  print(Boolean(options.json), body, body['next'] ? [...lines, `next  ${body['next']}`] : lines);
}

/** @throws Usage for what cannot be a draft's id */
function toPath(draft: string): string {
  if (!draft.startsWith('draft-')) throw new Usage('a draft is named draft-…');
  return `/v1/licence-drafts/${draft}`;
}

async function show(command: Command, draft: string): Promise<void> {
  const options = command.optsWithGlobals<Options>();
  const call = { method: 'GET', path: toPath(draft) } as const;
  const { body } = await callAs(readClientFile(options.client), call);
  print(Boolean(options.json), body, toDraftLines(body));
}

async function decide(command: Command, draft: string, body: Body): Promise<void> {
  const options = command.optsWithGlobals<Options>();
  const answer = await callAs(readClientFile(options.client), {
    method: 'POST',
    path: toPath(draft),
    body,
    idempotencyKey: options.key ?? randomUUID(),
  });
  const { draftId, licenceId, state } = answer.body;
  print(Boolean(options.json), answer.body, [`${licenceId ?? draftId}  ${state}`]);
}
