import { useState } from 'preact/hooks';
import { useTypes } from '../kit/use-directory.ts';
import { ViewHeading } from '../kit/view-heading.tsx';
import type { DeskContext } from './desk-context.ts';
import { FindForm, type Sought } from './find-form.tsx';
import { type LicenceFilter, LicenceFilterForm, toQuery } from './licence-filter.tsx';
import { LicenceRows } from './licence-rows.tsx';
import type { Asked } from './use-asked.ts';

/** What is shown: a list by a filter, or what a search found; from which place on. */
interface Shown {
  readonly filter: LicenceFilter;
  readonly sought?: Sought;
  readonly after?: string;
}

function toAsked({ filter, sought, after }: Shown): Asked {
  if (sought === undefined)
    return { method: 'GET', path: `/v1/licences?${toQuery(filter, after)}` };
  const body = { ...sought, ...(after === undefined ? {} : { after }) };
  return { method: 'POST', path: '/v1/licence-searches', body };
}

/** The department's licences with their states: found by what is known of one, or listed by a filter. */
export function LicencesView(context: DeskContext) {
  const { texts } = context;
  const types = useTypes(context.language);
  const [shown, show] = useState<Shown>({ filter: {} });
  const { filter, sought } = shown;
  return (
    <>
      <ViewHeading text={texts.list} />
      <FindForm {...context} onFind={(one) => show({ filter, sought: one })} />
      {sought === undefined ? (
        <LicenceFilterForm {...context} types={types} onSearch={(next) => show({ filter: next })} />
      ) : (
        <>
          <h3>{texts.found}</h3>
          <div class="acts">
            <button type="button" onClick={() => show({ filter: {} })}>
              {texts.foundAll}
            </button>
          </div>
        </>
      )}
      <LicenceRows
        {...context}
        {...{ types, asked: toAsked(shown) }}
        onMore={(after) => show({ ...shown, after })}
      />
    </>
  );
}
