import { useState } from 'preact/hooks';
import type { LicenceState } from '../../shared/domain/licence.ts';
import { ChoiceField } from '../kit/choice-field.tsx';
import { licenceStateWords } from '../kit/licence-state-words.ts';
import type { Choice } from '../kit/use-directory.ts';
import type { DeskContext } from './desk-context.ts';

/** Which licences are looked for; all where nothing is said. */
export interface LicenceFilter {
  readonly type?: string;
  readonly state?: string;
  /** Days, as `2026-11-28`. */
  readonly from?: string;
  readonly until?: string;
}

const pageSize = 25;

export function toQuery(filter: LicenceFilter, cursor?: string): string {
  const asked = { ...filter, cursor, limit: String(pageSize) };
  const said = Object.entries(asked).filter(([, value]) => value !== undefined && value !== '');
  return new URLSearchParams(said as [string, string][]).toString();
}

interface Props extends Pick<DeskContext, 'texts' | 'language'> {
  readonly types: readonly Choice[];
  readonly onSearch: (filter: LicenceFilter) => void;
}

/** What to look for: by type, state, and the days on which licences came into force. */
export function LicenceFilterForm({ texts, language, types, onSearch }: Props) {
  const [filter, setFilter] = useState<LicenceFilter>({});
  const states = Object.entries(licenceStateWords[language])
    .filter(([code]) => code !== ('reserved' satisfies LicenceState))
    .map(([code, name]) => ({ code, name }));
  return (
    <form
      class="filter"
      onSubmit={(event) => {
        event.preventDefault();
        onSearch(filter);
      }}
    >
      <ChoiceField
        {...{ id: 'filter-type', label: texts.type, none: texts.all, choices: types }}
        value={filter.type ?? ''}
        onChoose={(type) => setFilter({ ...filter, type })}
      />
      <ChoiceField
        {...{ id: 'filter-state', label: texts.state, none: texts.all, choices: states }}
        value={filter.state ?? ''}
        onChoose={(state) => setFilter({ ...filter, state })}
      />
      {(['from', 'until'] as const).map((name) => (
        <div class="field" key={name}>
          <label for={`filter-${name}`}>{texts[name]}</label>
          <input
            id={`filter-${name}`}
            type="date"
            value={filter[name] ?? ''}
            onChange={(event) => setFilter({ ...filter, [name]: event.currentTarget.value })}
          />
        </div>
      ))}
      <button type="submit" class="act">
        {texts.search}
      </button>
    </form>
  );
}
