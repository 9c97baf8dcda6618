import { useState } from 'preact/hooks';
import type { DelegationAnswer } from '../../shared/api/delegations.ts';
import { toLocalTime } from '../kit/local-time.ts';
import { SummaryList } from '../kit/summary-list.tsx';
import { useAct } from '../kit/use-act.ts';
import { ListEnd, usePages } from '../kit/use-pages.tsx';
import { ViewHeading } from '../kit/view-heading.tsx';
import { RefusalView } from '../kit/waiting-view.tsx';
import type { MeContext } from './me-context.ts';
import { meWords } from './me-words.ts';
import { typeOf } from './type-of.ts';
import { type Names, useTypeNames } from './use-type-names.ts';

/** Who may act for whom: given, accepted, ended in one tap. */
export function DelegationsView(context: MeContext) {
  const { texts, call, go } = context;
  const path = '/v1/me/delegations';
  const pages = usePages<DelegationAnswer>(call, path, 'delegations');
  const { value, reload } = pages;
  const types = (value ?? []).flatMap(({ licences }) =>
    licences.map((licenceId) => typeOf({ licenceId })),
  );
  const names = useTypeNames(types, { ...context, words: texts });
  const [done, setDone] = useState('');
  const act = useAct(call);
  const change = async (request: Parameters<typeof act.run>[0], said: string) => {
    setDone('');
    if ((await act.run(request)) === undefined) return;
    setDone(said);
    reload();
  };
  return (
    <>
      <ViewHeading text={texts.delegations} />
      <p class="hint">{texts.delegateWhy}</p>
      <div class="acts">
        <button type="button" class="act" onClick={() => go({ is: 'delegate' })}>
          {texts.delegateTitle}
        </button>
      </div>
      <div role="status">{done !== '' && <p class="done">{done}</p>}</div>
      <RefusalView texts={texts} refusal={act.refusal} />
      {value?.length === 0 && <p>{texts.none}</p>}
      {value?.map((one) => (
        <DelegationView
          key={one.delegationId}
          {...{ one, names, context }}
          isBusy={act.isBusy}
          onAccept={() =>
            void change(
              { method: 'POST', path: `${path}/${one.delegationId}/acceptances`, body: {} },
              texts.accepted,
            )
          }
          onEnd={() =>
            void change({ method: 'DELETE', path: `${path}/${one.delegationId}` }, texts.ended)
          }
        />
      ))}
      <ListEnd pages={pages} texts={texts} />
    </>
  );
}

interface OneProps {
  readonly one: DelegationAnswer;
  readonly names: Names;
  readonly context: MeContext;
  readonly isBusy: boolean;
  readonly onAccept: () => void;
  readonly onEnd: () => void;
}

function DelegationView({ one, names, context, isBusy, onAccept, onEnd }: OneProps) {
  const { texts, language, go } = context;
  const { state, as: part, holder, delegate, licences, itemCodes, until, uses, maxUses } = one;
  const isOffered = state === 'offered' && part === 'delegate';
  const isActive = state === 'active' && part === 'delegate';
  return (
    <article class="entry">
      <h3>
        {part === 'holder' ? texts.asHolder : texts.asDelegate}{' '}
        <span class="state">{meWords[language].delegation[state]}</span>
      </h3>
      <SummaryList
        rows={[
          { name: texts.holders, value: holder },
          { name: texts.delegateName, value: delegate ?? texts.notAccepted },
          {
            name: texts.licences,
            value: licences.map((licenceId) => names.type(typeOf({ licenceId }))).join('、'),
          },
          { name: texts.items, value: itemCodes.join('、') || texts.anyItem },
          { name: texts.howLong, value: `${texts.until} ${toLocalTime(until, language)}` },
          { name: texts.usedTimes, value: `${uses} / ${maxUses} ${texts.times}` },
        ]}
      />
      <div class="acts">
        {isOffered && (
          <button type="button" class="act" disabled={isBusy} onClick={onAccept}>
            {texts.accept}
          </button>
        )}
        {isActive && (
          <button
            type="button"
            class="act"
            onClick={() => go({ is: 'authorise', licences, delegation: one.delegationId })}
          >
            {texts.actFor}
          </button>
        )}
        {(state === 'offered' || state === 'active') && (
          <button type="button" disabled={isBusy} onClick={onEnd}>
            {texts.endDelegation}
          </button>
        )}
      </div>
    </article>
  );
}
