import type { ListedLicencesAnswer } from '../../shared/api/licences.ts';
import { licenceStateWords } from '../kit/licence-state-words.ts';
import { toLocalTime } from '../kit/local-time.ts';
import { Said } from '../kit/said.tsx';
import { type Choice, toName } from '../kit/use-directory.ts';
import { WaitingView } from '../kit/waiting-view.tsx';
import type { DeskContext } from './desk-context.ts';
import { type Asked, useAsked } from './use-asked.ts';

type Listed = ListedLicencesAnswer['licences'][number];

interface Props extends DeskContext {
  readonly asked: Asked;
  readonly types: readonly Choice[];
  readonly onMore: (next: string) => void;
}

/** One page of licences, and the way to the next. */
export function LicenceRows({ asked, types, onMore, ...context }: Props) {
  const { texts, call } = context;
  const { value, fault, reload } = useAsked<ListedLicencesAnswer>(call, asked);
  if (value === undefined) return <WaitingView texts={texts} fault={fault} onRetry={reload} />;
  const { licences, next } = value;
  return (
    <>
      {licences.length === 0 && <p role="status">{texts.noLicences}</p>}
      <ul class="rows">
        {licences.map((licence) => (
          <LicenceRow
            key={licence.licenceId}
            {...context}
            licence={licence}
            typeName={toName(types, licence.type)}
          />
        ))}
      </ul>
      {next !== undefined && (
        <button type="button" onClick={() => onMore(next)}>
          {texts.more}
        </button>
      )}
    </>
  );
}

interface RowProps extends DeskContext {
  readonly licence: Listed;
  readonly typeName: string;
}

function LicenceRow({ licence, typeName, texts, language, go }: RowProps) {
  const { licenceId, number, state, changedAt } = licence;
  return (
    <li>
      <button type="button" class="row" onClick={() => go({ is: 'licence', id: licenceId })}>
        <Said text={number} />
      </button>
      <span>{typeName}</span>
      <StateMark state={state} language={language} />
      <span class="hint">
        {texts.changedAt} {toLocalTime(changedAt, language)}
      </span>
    </li>
  );
}

/** A licence's state: a word, and a frame that tells good from ended without colour. */
export function StateMark({
  state,
  language,
}: Pick<DeskContext, 'language'> & Pick<Listed, 'state'>) {
  const shape = state === 'valid' ? 'good' : 'ended';
  return <span class={`standing ${shape}`}>{licenceStateWords[language][state]}</span>;
}
