import type { UsesAnswer } from '../../shared/api/authorisations.ts';
import { toLocalTime } from '../kit/local-time.ts';
import { punctuation } from '../kit/punctuation.ts';
import { SummaryList } from '../kit/summary-list.tsx';
import { ListEnd, usePages } from '../kit/use-pages.tsx';
import { ViewHeading } from '../kit/view-heading.tsx';
import { ComplaintForm } from './complaint-form.tsx';
import type { MeContext } from './me-context.ts';
import type { MeTexts } from './me-texts.ts';
import { meWords } from './me-words.ts';
import { typeOf } from './type-of.ts';
import { type Names, useTypeNames } from './use-type-names.ts';

type Use = UsesAnswer['uses'][number];

/** Who saw what, when, and for what. */
export function UsesView(context: MeContext) {
  const { texts, call } = context;
  const pages = usePages<Use>(call, '/v1/me/uses', 'uses');
  const { value, reload } = pages;
  const types = (value ?? []).flatMap(({ licences }) => licences.map(typeOf));
  const names = useTypeNames(types, { ...context, words: texts });
  return (
    <>
      <ViewHeading text={texts.uses} />
      {value?.length === 0 && <p>{texts.none}</p>}
      {value?.map((use) => (
        <UseView key={use.useId} use={use} names={names} onChange={reload} {...context} />
      ))}
      <ListEnd pages={pages} texts={texts} />
    </>
  );
}

const toAnswerWords = (complaint: Use['complaint'], texts: MeTexts) =>
  complaint === undefined ? '' : (complaint.answer?.words ?? texts.complaintWaiting);

interface UseProps extends MeContext {
  readonly use: Use;
  readonly names: Names;
  readonly onChange: () => void;
}

function UseView({ use, names, onChange, ...context }: UseProps) {
  const { texts, language } = context;
  const { kind, at, verifier, purpose, licences, authorisedBy, caseNumber, complaint } = use;
  const seen = licences.map((one) => {
    const type = typeOf(one);
    const { colon, list } = punctuation[language];
    const items = one.items.map((name) => names.item(type, name)).join(list);
    return `${names.type(type)}${colon}${items === '' ? texts.noItems : items}`;
  });
  return (
    <article class="entry">
      <h3>{meWords[language].use[kind]}</h3>
      <SummaryList
        rows={[
          { name: texts.useBy, value: verifier.departmentName ?? verifier.name },
          { name: texts.usePurpose, value: purpose.words },
          { name: texts.useItems, value: seen.join('\n') },
          { name: texts.useTime, value: toLocalTime(at, language) },
          { name: texts.useBasis, value: authorisedBy ?? '' },
          { name: texts.useCase, value: caseNumber ?? '' },
          { name: texts.complaint, value: complaint?.words ?? '' },
          { name: texts.complaintAnswer, value: toAnswerWords(complaint, texts) },
        ]}
      />
      {complaint === undefined && (
        <ComplaintForm {...context} useId={use.useId} onDone={onChange} />
      )}
    </article>
  );
}
