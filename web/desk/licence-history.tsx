import type { ShownLicenceAnswer } from '../../shared/api/licences.ts';
import { licenceStateWords } from '../kit/licence-state-words.ts';
import { toLocalTime } from '../kit/local-time.ts';
import { SummaryList } from '../kit/summary-list.tsx';
import type { DeskContext } from './desk-context.ts';
import { versionTexts, versionWords } from './version-texts.ts';

interface Props extends DeskContext {
  readonly history: ShownLicenceAnswer['history'];
}

/** All that was ever done with a licence, through all its versions, newest first. */
export function LicenceHistory({ history, texts, language }: Props) {
  const own = versionTexts[language];
  const words = versionWords[language];
  return (
    <section>
      <h3>{texts.history}</h3>
      <ol class="history" reversed>
        {history.toReversed().map((entry) => (
          <li key={entry.seq}>
            <p>
              <strong>{licenceStateWords[language][entry.state]}</strong>{' '}
              {toLocalTime(entry.at, language)}
            </p>
            <SummaryList
              rows={[
                { name: texts.version, value: String(entry.version) },
                { name: own.kind, value: entry.kind === undefined ? '' : words[entry.kind] },
                { name: texts.legalBasis, value: entry.legalBasis ?? '' },
                { name: texts.reason, value: entry.reason ?? '' },
                { name: texts.by, value: entry.lossReported ? texts.lossReported : entry.by },
                { name: texts.approvedBy, value: entry.approvedBy ?? '' },
              ]}
            />
          </li>
        ))}
      </ol>
    </section>
  );
}
