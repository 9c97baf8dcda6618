import { useState } from 'preact/hooks';
import type { SealUsesAnswer } from '../../shared/api/seals.ts';
import { toLocalTime } from '../kit/local-time.ts';
import { SummaryList } from '../kit/summary-list.tsx';
import { useLoaded } from '../kit/use-loaded.ts';
import { WaitingView } from '../kit/waiting-view.tsx';
import type { DeskContext } from './desk-context.ts';
import { sealTexts } from './seal-texts.ts';

/** The trail of a seal's uses 用章记录: each time its key was asked to sign, newest first. */
export function SealUses(context: DeskContext & { readonly id: string }) {
  const own = sealTexts[context.language];
  const [cursor, setCursor] = useState<string>();
  const query = cursor === undefined ? '' : `?cursor=${encodeURIComponent(cursor)}`;
  return (
    <section>
      <h3>{own.uses}</h3>
      <Uses
        key={query}
        {...context}
        path={`/v1/seals/${context.id}/uses${query}`}
        onMore={setCursor}
      />
    </section>
  );
}

interface Props extends DeskContext {
  readonly path: string;
  readonly onMore: (cursor: string) => void;
}

function Uses({ path, onMore, texts, language, call }: Props) {
  const own = sealTexts[language];
  const { value, fault, reload } = useLoaded<SealUsesAnswer>(call, path);
  if (value === undefined) return <WaitingView texts={texts} fault={fault} onRetry={reload} />;
  const { uses, next } = value;
  return (
    <>
      {uses.length === 0 && <p role="status">{own.noUses}</p>}
      <ol class="history uses">
        {uses.map((use) => (
          <li key={`${use.digest}${use.attempt}`}>
            <p>{toLocalTime(use.at, language)}</p>
            <SummaryList
              rows={[
                { name: own.by, value: use.by },
                { name: own.licence, value: use.licenceId ?? '' },
                { name: own.stamp, value: use.stamp ?? '' },
                { name: own.digest, value: use.digest },
              ]}
            />
          </li>
        ))}
      </ol>
      {next !== undefined && (
        <button type="button" onClick={() => onMore(next)}>
          {own.more}
        </button>
      )}
    </>
  );
}
