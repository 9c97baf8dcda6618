import type { WorkListAnswer } from '../../shared/api/work-list.ts';
import { type WorkKind, workStandings } from '../../shared/domain/work-item.ts';
import { toLocalTime } from '../kit/local-time.ts';
import { type Choice, toName, useTypes } from '../kit/use-directory.ts';
import { useLoaded } from '../kit/use-loaded.ts';
import { ViewHeading } from '../kit/view-heading.tsx';
import { WaitingView } from '../kit/waiting-view.tsx';
import type { DeskContext } from './desk-context.ts';
import { workTexts, workWords } from './work-texts.ts';

/** Where each sort of work is done; public files are the province's operators' to see to. */
const viewOf: Readonly<Record<WorkKind, 'draft' | 'job' | 'seal' | undefined>> = {
  ...{ approval: 'draft', job: 'job', 'job-approval': 'job', seal: 'seal' },
  publication: undefined,
};

/** What waits for the department's people, longest first, and how long there is still time. */
export function WorkView(context: DeskContext) {
  const { texts, language, call } = context;
  const own = workTexts[language];
  const words = workWords[language].standing;
  const { value, fault, reload } = useLoaded<WorkListAnswer>(call, '/v1/work-list');
  return (
    <>
      <ViewHeading text={own.heading} />
      <p class="hint">{own.say}</p>
      {value === undefined ? (
        <WaitingView texts={texts} fault={fault} onRetry={reload} />
      ) : (
        <>
          <ul class="figures">
            {workStandings.map((standing) => (
              <li key={standing} {...(value.counts[standing] > 0 ? { class: standing } : {})}>
                <strong>{value.counts[standing]}</strong> {words[standing]}
              </li>
            ))}
          </ul>
          {value.items.length === 0 && <p role="status">{own.none}</p>}
          <WorkRows {...context} items={value.items} />
          {value.more && <p class="hint">{own.more}</p>}
          <p class="hint">
            {own.asOf} {toLocalTime(value.asOf, language)}
          </p>
        </>
      )}
    </>
  );
}

type Item = WorkListAnswer['items'][number];

function WorkRows({ items, ...context }: DeskContext & Pick<WorkListAnswer, 'items'>) {
  const { language } = context;
  const own = workTexts[language];
  const types = useTypes(context.language);
  return (
    <ul class="rows">
      {items.map((item) => (
        <li key={`${item.kind}${item.id}`}>
          <WorkName {...context} item={item} types={types} />
          <span class={`standing ${item.standing === 'in-time' ? 'good' : 'ended'}`}>
            {workWords[language].standing[item.standing]}
          </span>
          <span>
            {own.dueOn} {item.dueOn}
            {item.provisional && own.provisional}
          </span>
          <span class="hint">
            {own.since} {toLocalTime(item.waitingSince, language)}
          </span>
        </li>
      ))}
    </ul>
  );
}

interface NameProps extends DeskContext {
  readonly item: Item;
  readonly types: readonly Choice[];
}

/** What it is, and the way to where it is done. */
function WorkName({ item, types, language, go }: NameProps) {
  const { kind, id, licenceType } = item;
  const sort = workWords[language].kind[kind];
  const view = viewOf[kind];
  if (view === undefined) {
    return (
      <span class="row">
        {sort} <bdi>{id}</bdi>
      </span>
    );
  }
  return (
    <button type="button" class="row" onClick={() => go({ is: view, id })}>
      {licenceType === undefined ? sort : `${sort} · ${toName(types, licenceType)}`}
    </button>
  );
}
