import { SummaryList, toRows } from '../kit/summary-list.tsx';
import { nameOf } from '../kit/use-directory.ts';
import { ViewHeading } from '../kit/view-heading.tsx';
import { WaitingView } from '../kit/waiting-view.tsx';
import type { DeskContext } from './desk-context.ts';
import type { TypeAnswer } from './type-answers.ts';
import { TypePreview } from './type-preview.tsx';
import { TypeProposal } from './type-proposal.tsx';
import { typeTexts } from './type-texts.ts';
import { useType } from './use-types.ts';

/** One licence type: its rules, its items, samples of face and printed code; a governor proposes the next version. */
export function TypeView(context: DeskContext & { readonly id: string }) {
  const { id, texts, language, go, may } = context;
  const { value, fault, reload } = useType(context, id);
  return (
    <>
      <div class="acts">
        <button type="button" onClick={() => go({ is: 'types' })}>
          {texts.back}
        </button>
      </div>
      {value === undefined ? (
        <WaitingView texts={texts} fault={fault} onRetry={reload} />
      ) : (
        <>
          <ViewHeading text={nameOf(value.licenceType, language)} />
          <TypeFacts type={value.licenceType} language={language} />
          <TypePreview {...context} type={value.licenceType} />
          {may('directory:propose') && <TypeProposal {...context} answer={value} />}
        </>
      )}
    </>
  );
}

interface Props extends Pick<DeskContext, 'language'> {
  readonly type: TypeAnswer['licenceType'];
}

function TypeFacts({ type, language }: Props) {
  const own = typeTexts[language];
  const { number, validity } = type;
  const words = (isSo: boolean) => (isSo ? own.yes : own.no);
  return (
    <>
      <SummaryList
        rows={toRows([
          [own.version, String(type.version)],
          [own.approval, type.approval ? own.approvalSecond : own.approvalNone],
          [own.numberRule, number.rule === 'given' ? own.numberGiven : number.pattern],
          [own.validityRule, validity.rule === 'years' ? `${validity.years}` : validity.rule],
        ])}
      />
      <h3>{own.items}</h3>
      <ul class="rows">
        {type.items.map(({ code, name, kind, required, printed }) => (
          <li key={code}>
            <strong>
              <bdi>{name}</bdi>
            </strong>
            <span>{code}</span>
            <span>{kind}</span>
            <span>
              {own.required} {words(required)} · {own.printed} {words(printed)}
            </span>
          </li>
        ))}
      </ul>
    </>
  );
}
