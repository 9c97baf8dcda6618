import { toChangeLines } from './describe-change.ts';

type Body = Readonly<Record<string, unknown>>;

/** A proposal in one line. */
export const toSummaryLine = (one: Body) =>
  [one['id'], one['state'], one['act'], one['subject'], one['proposedBy']].join('  ');

/** What a proposal is about, and what it would change. */
export function toProposalLines(proposal: Body): readonly string[] {
  const { proposedAt, expiresAt, decidedBy, decidedAt, reason } = proposal;
  const end = decidedBy ? `${proposal['state']} by ${decidedBy} at ${decidedAt}` : '';
  return [
    toSummaryLine(proposal),
    `  proposed at ${proposedAt}, ${end || `to be confirmed before ${expiresAt}`}`,
    ...(reason ? [`  because: ${reason}`] : []),
    ...toChangeLines(proposal['before'], proposal['after']),
  ];
}
