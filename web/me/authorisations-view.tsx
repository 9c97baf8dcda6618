import { useState } from 'preact/hooks';
import type { AuthorisationAnswer } from '../../shared/api/authorisations.ts';
import { toLocalTime } from '../kit/local-time.ts';
import { Said } from '../kit/said.tsx';
import { SummaryList } from '../kit/summary-list.tsx';
import { useAct } from '../kit/use-act.ts';
import { type Choice, useDepartments } from '../kit/use-directory.ts';
import { ListEnd, usePages } from '../kit/use-pages.tsx';
import { ViewHeading } from '../kit/view-heading.tsx';
import { RefusalView } from '../kit/waiting-view.tsx';
import type { MeContext } from './me-context.ts';
import { meWords } from './me-words.ts';
import { typeOf } from './type-of.ts';
import { type Names, useTypeNames } from './use-type-names.ts';
import { toVerifierWords } from './verifier-words.ts';

/** Every leave that was given, what is left of it, and one tap to take it back. */
export function AuthorisationsView(context: MeContext) {
  const { texts, call } = context;
  const path = '/v1/me/authorisations';
  const pages = usePages<AuthorisationAnswer>(call, path, 'authorisations');
  const { value, reload } = pages;
  const types = (value ?? []).flatMap(({ licences }) => licences.map(typeOf));
  const names = useTypeNames(types, { ...context, words: texts });
  const [done, setDone] = useState('');
  const departments = useDepartments(context.language);
  const act = useAct(call);
  const withdraw = async (id: string) => {
    setDone('');
    if ((await act.run({ method: 'DELETE', path: `${path}/${id}` })) === undefined) return;
    setDone(texts.withdrawn);
    reload();
  };
  return (
    <>
      <ViewHeading text={texts.authorisations} />
      <div role="status">{done !== '' && <p class="done">{done}</p>}</div>
      <RefusalView texts={texts} refusal={act.refusal} />
      {value?.length === 0 && <p>{texts.none}</p>}
      {value?.map((one) => (
        <AuthorisationView
          key={one.authorisationId}
          {...{ one, names, departments, context }}
          isBusy={act.isBusy}
          onWithdraw={() => void withdraw(one.authorisationId)}
        />
      ))}
      <ListEnd pages={pages} texts={texts} />
    </>
  );
}

interface OneProps {
  readonly one: AuthorisationAnswer;
  readonly names: Names;
  readonly departments: readonly Choice[];
  readonly context: MeContext;
  readonly isBusy: boolean;
  readonly onWithdraw: () => void;
}

function AuthorisationView(props: OneProps) {
  const { one, names, departments, context, isBusy, onWithdraw } = props;
  const { texts, language, go } = context;
  const { state, purpose, verifier, until, uses, maxUses, licences } = one;
  const isOpen = state === 'active' || state === 'not-yet';
  return (
    <article class="entry">
      <h3>
        <Said text={purpose.words} />{' '}
        <span class="state">{meWords[language].authorisation[state]}</span>
      </h3>
      <SummaryList
        rows={[
          {
            name: texts.licences,
            value: licences.map((held) => names.type(typeOf(held))).join('、'),
          },
          { name: texts.whom, value: toVerifierWords(verifier, { texts, departments }) },
          { name: texts.howLong, value: `${texts.until} ${toLocalTime(until, language)}` },
          { name: texts.usedTimes, value: `${uses} / ${maxUses} ${texts.times}` },
        ]}
      />
      {isOpen && (
        <div class="acts">
          {state === 'active' && (
            <button
              type="button"
              class="act"
              onClick={() => go({ is: 'code', id: one.authorisationId })}
            >
              {texts.code}
            </button>
          )}
          <button type="button" disabled={isBusy} onClick={onWithdraw}>
            {texts.withdraw}
          </button>
        </div>
      )}
    </article>
  );
}
