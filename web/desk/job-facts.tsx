import type { BulkIssueAnswer } from '../../shared/api/bulk-issues.ts';
import { licenceStateWords } from '../kit/licence-state-words.ts';
import { toLocalTime } from '../kit/local-time.ts';
import { SummaryList, toRows } from '../kit/summary-list.tsx';
import { bulkTexts } from './bulk-texts.ts';
import type { DeskContext } from './desk-context.ts';

interface Props extends Pick<DeskContext, 'texts' | 'language'> {
  readonly job: BulkIssueAnswer;
}

const span = (from: string | undefined, until: string | undefined, to: string) =>
  from === undefined && until === undefined ? '' : `${from ?? ''} ${to} ${until ?? ''}`;

/** Who asked for what: a second person sees what they start. */
export function JobFacts({ job, texts, language }: Props) {
  const own = bulkTexts[language];
  const { query, fileDigest = '' } = job;
  const asked = query?.change ?? query?.renewal;
  const to = query?.change === undefined ? '' : licenceStateWords[language][query.change.to];
  return (
    <SummaryList
      rows={toRows([
        [texts.by, `${job.createdBy} ${toLocalTime(job.createdAt, language)}`],
        [texts.approvedBy, job.approvedBy ?? ''],
        [own.fileDigest, query === undefined ? fileDigest : ''],
        [own.inForce, span(query?.from, query?.until, texts.to)],
        [own.ending, span(query?.expiringFrom, query?.expiringUntil, texts.to)],
        [texts.stateTo, to],
        [own.validUntil, query?.renewal?.validUntil ?? ''],
        [texts.legalBasis, asked?.legalBasis ?? ''],
        [texts.reason, asked?.reason ?? ''],
      ])}
    />
  );
}
