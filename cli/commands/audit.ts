import { type Command, Option } from 'commander';
import type { SealUseLine } from '../../shared/domain/seal-use-reconciliation.ts';
import type { IssueRootReport } from '../../shared/verify/issue-root-audit.ts';
import type { AuditedInclusion } from '../audit/audit-inclusion.ts';
import type { SealUsesOptions } from '../audit/open-seal-uses.ts';
import { readAnchor } from '../audit/read-anchor.ts';
import { findSeen, writeSeen } from '../audit/seen-file.ts';
import { readNowSeconds, readText } from '../input.ts';
import { exitCodes, print } from '../output.ts';
import { addAuditTrailCommand } from './audit-trail.ts';

interface Options {
  readonly json?: boolean;
  /** The province's address. */
  readonly province: string;
  readonly anchor?: string;
  readonly seen?: string;
  readonly at?: string;
}

const maxCredentialBytes = 1024 * 1024;
const anchorOption = () =>
  new Option('--anchor <file>', 'root certificate of the province, PEM').env('YINZHENG_ANCHOR');

/** `yinzheng audit inclusion|roots|seal-uses|trail`. What it needs is loaded when it is asked for. */
export function addAuditCommand(program: Command): void {
  const audit = program
    .command('audit')
    .description('check issue roots, the uses of seals, and the trail of what was done');
  audit
    .command('inclusion <file>')
    .description('was this credential brought into force, and by when? Exit code 3: it was not')
    .addOption(anchorOption())
    .action((file: string, _own: unknown, command: Command) =>
      inclusion(file, command.optsWithGlobals<Options>()),
    );
  audit
    .command('roots')
    .description('check the whole chain of issue roots. Exit code 3: something is wrong with it')
    .addOption(anchorOption())
    .option('--at <time>', 'as of this moment, RFC 3339')
    .option('--seen <file>', 'the last root of an earlier audit; written anew when all is well')
    .action((_own: unknown, command: Command) => roots(command.optsWithGlobals<Options>()));
  audit
    .command('seal-uses')
    .description("hold KMS's count against the recorded uses. Exit code 1: a seal signed past us")
    .option('--counts <file>', 'signatures by key, from CloudTrail (JSON); else the embedded run')
    .addOption(new Option('--directory-table <name>').env('DIRECTORY_TABLE'))
    .addOption(new Option('--seals-table <name>').env('SEALS_TABLE'))
    .addOption(new Option('--register-table <name>').env('REGISTER_TABLE'))
    .action((_own: unknown, command: Command) => sealUses(command.optsWithGlobals()));
  addAuditTrailCommand(audit, anchorOption());
}

async function inclusion(file: string, options: Options): Promise<void> {
  const { readCredential } = await import('../../shared/formats/credential.ts');
  const { readCredentialClaims } = await import('../../shared/formats/credential-claims.ts');
  const { auditInclusion } = await import('../audit/audit-inclusion.ts');
  const { makeIssueRootShelf } = await import('../audit/issue-root-shelf.ts');
  const { jws } = readCredential(readText(file).trim(), { maxBytes: maxCredentialBytes });
  const { issuer, issuedAtSeconds } = readCredentialClaims(jws.payload);
  const shelf = makeIssueRootShelf(issuer, readAnchor(options.anchor));
  const finding = await auditInclusion(jws, issuedAtSeconds, shelf);
  print(Boolean(options.json), finding, toInclusionLines(finding));
  process.exitCode = inclusionCodes[finding.inclusion];
}

const inclusionCodes = {
  included: exitCodes.done,
  'not-included': exitCodes.invalid,
  'not-rooted-yet': exitCodes.indeterminate,
} as const;

const toTime = (seconds: number) => new Date(seconds * 1000).toISOString();

function toInclusionLines(finding: AuditedInclusion): string[] {
  if (finding.inclusion !== 'included') return [`${finding.inclusion}  ${finding.digest}`];
  const { root, proof, digest } = finding;
  return [
    `included  ${digest}`,
    `  root ${root.number}, digest ${proof.index + 1} of ${root.size}`,
    `  hour until ${toTime(root.until)}, signed ${toTime(root.issuedAt)}`,
  ];
}

async function roots(options: Options): Promise<void> {
  const { auditIssueRoots } = await import('../../shared/verify/issue-root-audit.ts');
  const { makeIssueRootShelf, primitives } = await import('../audit/issue-root-shelf.ts');
  const provinceUrl = options.province.replace(/\/$/, '');
  const shelf = makeIssueRootShelf(provinceUrl, readAnchor(options.anchor));
  const nowSeconds = readNowSeconds(options.at);
  const seen = findSeen(options.seen, 'number');
  const { open } = shelf;
  const audit = { provinceUrl, nowSeconds, open, primitives, seen };
  const report = await auditIssueRoots(shelf.files(), audit);
  print(Boolean(options.json), report, toReportLines(report));
  if (report.findings.length > 0) process.exitCode = exitCodes.invalid;
  else if (options.seen && report.last) {
    const { number, digest } = report.last;
    writeSeen(options.seen, { number, digest });
  }
}

function toReportLines({ findings, roots: count, licences }: IssueRootReport): string[] {
  const what = findings.length === 0 ? 'whole' : 'not whole';
  return [
    `${what}  ${count} roots over ${licences} licences`,
    ...findings.map(({ number, fault }) => `  root ${number}  ${fault}`),
  ];
}

async function sealUses(options: SealUsesOptions & { readonly json?: boolean }): Promise<void> {
  const { openSealUses } = await import('../audit/open-seal-uses.ts');
  const { makeReconcileSealUses } = await import(
    '../../functions/supervising/reconcile-seal-uses/reconcile-seal-uses.ts'
  );
  const lines = await makeReconcileSealUses(await openSealUses(options))();
  print(Boolean(options.json), lines, lines.map(toSealLine));
  const planted = lines.filter(({ finding }) => finding === 'unrecorded-signatures');
  if (planted.length === 0) return;
  const count = planted.reduce((sum, { signed, recorded }) => sum + signed - recorded, 0);
  process.stderr.write(`ALARM: ${count} signature(s) that no record knows of\n`);
  process.exitCode = exitCodes.refused;
}

function toSealLine({ seal, finding, recorded, signed }: SealUseLine): string {
  return `${seal}  ${finding}  recorded ${recorded}  signed ${signed}`;
}
