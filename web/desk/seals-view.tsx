import { useState } from 'preact/hooks';
import type { SealBody } from '../../shared/api/seals.ts';
import { ChoiceField } from '../kit/choice-field.tsx';
import { useDepartments } from '../kit/use-directory.ts';
import { ListEnd, usePages } from '../kit/use-pages.tsx';
import { ViewHeading } from '../kit/view-heading.tsx';
import type { DeskContext } from './desk-context.ts';
import { SealApplication } from './seal-application.tsx';
import { sealTexts, sealWords } from './seal-texts.ts';

/** The department's seals; for the seal maker, those of whichever department is chosen. */
export function SealsView(context: DeskContext) {
  const { language, may } = context;
  const own = sealTexts[language];
  const [department, setDepartment] = useState('');
  const isMaker = may('seals:make');
  return (
    <>
      <ViewHeading text={own.heading} />
      {isMaker && (
        <DepartmentChoice language={language} chosen={department} onChoose={setDepartment} />
      )}
      {(!isMaker || department !== '') && (
        <Seals key={department} {...context} department={department} />
      )}
    </>
  );
}

interface ChoiceProps extends Pick<DeskContext, 'language'> {
  readonly chosen: string;
  readonly onChoose: (code: string) => void;
}

function DepartmentChoice({ chosen, onChoose, language }: ChoiceProps) {
  const own = sealTexts[language];
  const choices = useDepartments(language);
  return (
    <ChoiceField
      {...{ id: 'seal-department', label: own.ofDepartment, none: own.chooseDepartment }}
      {...{ value: chosen, choices, onChoose }}
    />
  );
}

function Seals({ department, ...context }: DeskContext & { readonly department: string }) {
  const { texts, language, call, go, may } = context;
  const own = sealTexts[language];
  const path = department === '' ? '/v1/seals' : `/v1/seals?department=${department}`;
  const pages = usePages<SealBody>(call, path, 'seals');
  const { value, reload } = pages;
  return (
    <>
      {value?.length === 0 && <p role="status">{own.none}</p>}
      <ul class="rows">
        {value?.map(({ id, name, kind, state }) => (
          <li key={id}>
            <button type="button" class="row" onClick={() => go({ is: 'seal', id })}>
              <bdi>{name}</bdi>
            </button>
            <span>{sealWords[language].kind[kind]}</span>
            <SealMark state={state} language={language} />
          </li>
        ))}
      </ul>
      <ListEnd pages={pages} texts={texts} />
      {may('seals:apply') && <SealApplication {...context} onApplied={reload} />}
    </>
  );
}

/** How a seal stands, in a word and a frame. */
export function SealMark({
  state,
  language,
}: Pick<DeskContext, 'language'> & { readonly state: SealBody['state'] }) {
  const shape = state === 'enabled' ? 'good' : 'ended';
  return <span class={`standing ${shape}`}>{sealWords[language].standing[state]}</span>;
}
