import { useState } from 'preact/hooks';
import type { ListedLicencesAnswer } from '../../shared/api/licences.ts';
import { readIdentifier } from '../../shared/domain/identifier.ts';
import { licenceStateWords } from '../kit/licence-state-words.ts';
import { toLocalTime } from '../kit/local-time.ts';
import { useLoaded } from '../kit/use-loaded.ts';
import { ViewHeading } from '../kit/view-heading.tsx';
import { WaitingView } from '../kit/waiting-view.tsx';
import type { DeskContext } from './desk-context.ts';
import { type LicenceFilter, LicenceFilterForm, toQuery } from './licence-filter.tsx';
import { findName, useTypes } from './use-types.ts';

/** The department's licences with their states: searched, or opened by identifier. */
export function LicencesView(context: DeskContext) {
  const { texts } = context;
  const types = useTypes(context);
  const [filter, setFilter] = useState<LicenceFilter>({});
  const [cursors, setCursors] = useState<readonly string[]>([]);
  return (
    <>
      <ViewHeading text={texts.list} />
      <FindForm {...context} />
      <LicenceFilterForm
        {...context}
        types={types}
        onSearch={(next) => {
          setFilter(next);
          setCursors([]);
        }}
      />
      <Found
        key={JSON.stringify([filter, cursors.at(-1)])}
        {...context}
        types={types}
        path={`/v1/licences?${toQuery(filter, cursors.at(-1))}`}
        onMore={(cursor) => setCursors([...cursors, cursor])}
      />
    </>
  );
}

interface FoundProps extends DeskContext {
  readonly path: string;
  readonly types: ReturnType<typeof useTypes>;
  readonly onMore: (cursor: string) => void;
}

/** One page of the list. */
function Found({ path, types, onMore, ...context }: FoundProps) {
  const { texts, call } = context;
  const { value, fault, reload } = useLoaded<ListedLicencesAnswer>(call, path);
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
            typeName={findName(types, licence.type)}
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
  readonly licence: ListedLicencesAnswer['licences'][number];
  readonly typeName: string;
}

function LicenceRow({ licence, typeName, texts, language, go }: RowProps) {
  const { licenceId, number, state, changedAt } = licence;
  return (
    <li>
      <button type="button" class="row" onClick={() => go({ is: 'licence', id: licenceId })}>
        <bdi>{number}</bdi>
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
export function StateMark({ state, language }: Pick<DeskContext, 'language'> & StateProps) {
  const shape = state === 'valid' ? 'good' : 'ended';
  return <span class={`standing ${shape}`}>{licenceStateWords[language][state]}</span>;
}

interface StateProps {
  readonly state: ListedLicencesAnswer['licences'][number]['state'];
}

/** The licence that an identifier names. */
function toLicenceId(text: string): string | undefined {
  try {
    return readIdentifier(text.trim()).licenceId;
  } catch {
    return undefined;
  }
}

function FindForm({ texts, go }: DeskContext) {
  const [isBad, setBad] = useState(false);
  const open = (text: string) => {
    const id = toLicenceId(text);
    setBad(id === undefined);
    if (id !== undefined) go({ is: 'licence', id });
  };
  return (
    <form
      class="field"
      onSubmit={(event) => {
        event.preventDefault();
        open(String(new FormData(event.currentTarget).get('find') ?? ''));
      }}
    >
      <label for="find">{texts.find}</label>
      <p class="hint" id="find-hint">
        {texts.findHint}
      </p>
      <div class="beside">
        <input
          id="find"
          name="find"
          autocomplete="off"
          spellcheck={false}
          aria-describedby="find-hint"
          aria-invalid={isBad}
        />
        <button type="submit">{texts.findOpen}</button>
      </div>
      <div role="alert">{isBad && <p class="notice">{texts.findBad}</p>}</div>
    </form>
  );
}
