import { useState } from 'preact/hooks';
import type { OwnLicenceAnswer } from '../../shared/api/holder-licences.ts';
import { Confirmation } from '../kit/confirmation.tsx';
import { LicenceDocument } from '../kit/licence-document.tsx';
import { listItems } from '../kit/licence-items.ts';
import { toLocalTime } from '../kit/local-time.ts';
import { QrView } from '../kit/qr-view.tsx';
import { SummaryList } from '../kit/summary-list.tsx';
import { useAct } from '../kit/use-act.ts';
import { findName, useDepartments } from '../kit/use-directory.ts';
import { useLoaded } from '../kit/use-loaded.ts';
import { ViewHeading } from '../kit/view-heading.tsx';
import { RefusalView, WaitingView } from '../kit/waiting-view.tsx';
import { LicenceCard } from './licence-card.tsx';
import type { MeContext } from './me-context.ts';
import { useTypeNames } from './use-type-names.ts';

/** One licence: what it says, and what its holder can do with it. */
export function LicenceView(props: MeContext & { readonly id: string }) {
  const { id, texts, language, call, go } = props;
  const { value, fault, reload } = useLoaded<OwnLicenceAnswer>(call, `/v1/me/licences/${id}`);
  const names = useTypeNames(value === undefined ? [] : [value.type], { ...props, words: texts });
  const departments = useDepartments(language);
  if (value === undefined) return <WaitingView texts={texts} fault={fault} onRetry={reload} />;
  const items = listItems(value.credential).map(({ name, ...item }) => ({
    ...item,
    name: names.item(value.type, name),
  }));
  const isGood = value.state === 'valid';
  return (
    <>
      <ViewHeading text={names.type(value.type)} />
      <LicenceCard
        licence={value}
        department={findName(departments, value.department)}
        {...{ names, texts, language }}
      />
      <div class="acts">
        {isGood && (
          <button type="button" class="act" onClick={() => go({ is: 'authorise', licences: [id] })}>
            {texts.show}
          </button>
        )}
        {isGood && (
          <button type="button" onClick={() => go({ is: 'delegate', licence: id })}>
            {texts.delegateThis}
          </button>
        )}
        <button type="button" onClick={() => go({ is: 'licences' })}>
          {texts.back}
        </button>
      </div>
      <h3>{texts.content}</h3>
      <div class="content">
        {names.isSettled ? (
          <SummaryList
            rows={[
              ...items,
              { name: texts.issued, value: value.issued },
              { name: texts.changed, value: toLocalTime(value.changedAt, language) },
            ]}
          />
        ) : (
          <p role="status">{texts.loading}</p>
        )}
        {isGood && <OnPaper licence={value} {...{ texts, call }} />}
      </div>
      <LossView {...props} state={value.state} onDone={reload} />
    </>
  );
}

/** What is on paper: the code that anybody may scan, and the document. */
function OnPaper({ licence, texts, call }: PaperProps) {
  return (
    <div class="printed">
      <QrView text={licence.printedCode} label={texts.printedCode} />
      <p class="hint">{texts.printedHint}</p>
      <LicenceDocument path={licence.document} {...{ texts, call }} />
    </div>
  );
}

interface PaperProps extends Pick<MeContext, 'texts' | 'call'> {
  readonly licence: OwnLicenceAnswer;
}

interface LossProps extends MeContext {
  readonly id: string;
  readonly state: OwnLicenceAnswer['state'];
  readonly onDone: () => void;
}

/** Lost, and found again: asked once more. */
function LossView({ id, state, texts, call, onDone }: LossProps) {
  const [isAsked, setAsked] = useState(false);
  const [done, setDone] = useState('');
  const act = useAct(call);
  if (state !== 'valid' && state !== 'suspended') return null;
  const isLost = state === 'suspended';
  const report = async () => {
    setDone('');
    const path = `/v1/me/licences/${id}/${isLost ? 'found' : 'loss'}-reports`;
    if ((await act.run({ method: 'POST', path, body: {} })) === undefined) return;
    setAsked(false);
    setDone(isLost ? texts.found : texts.lost);
    onDone();
  };
  return (
    <section class="loss">
      <div role="status">{done !== '' && <p class="done">{done}</p>}</div>
      {!isAsked && (
        <button type="button" onClick={() => setAsked(true)}>
          {isLost ? texts.find : texts.lose}
        </button>
      )}
      {isAsked && (
        <Confirmation
          {...{ title: isLost ? texts.find : texts.lose, cancel: texts.cancel }}
          {...{ confirm: isLost ? texts.findSure : texts.loseSure, isBusy: act.isBusy }}
          onConfirm={() => void report()}
          onCancel={() => setAsked(false)}
        >
          <p>{isLost ? texts.findWhy : texts.loseWhy}</p>
        </Confirmation>
      )}
      <RefusalView texts={texts} refusal={act.refusal} />
    </section>
  );
}
