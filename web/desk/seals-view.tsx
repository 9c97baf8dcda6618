import { useState } from 'preact/hooks';
import type { SealBody } from '../../shared/api/seals.ts';
import { ChoiceField } from '../kit/choice-field.tsx';
import { useLoaded } from '../kit/use-loaded.ts';
import { ViewHeading } from '../kit/view-heading.tsx';
import { WaitingView } from '../kit/waiting-view.tsx';
import type { DeskContext } from './desk-context.ts';
import { SealApplication } from './seal-application.tsx';
import { sealTexts, sealWords } from './seal-texts.ts';
import { MoreButton, usePages } from './use-pages.tsx';

interface Departments {
  readonly departments: readonly { readonly code: string; readonly name: string }[];
}

/** The department's seals; for the seal maker, those of whichever department is chosen. */
export function SealsView(context: DeskContext) {
  const { language, may } = context;
  const own = sealTexts[language];
  const [department, setDepartment] = useState('');
  const isMaker = may('seals:make');
  return (
    <>
      <ViewHeading text={own.heading} />
      {isMaker && <DepartmentChoice {...context} chosen={department} onChoose={setDepartment} />}
      {(!isMaker || department !== '') && (
        <Seals key={department} {...context} department={department} />
      )}
    </>
  );
}

interface ChoiceProps extends DeskContext {
  readonly chosen: string;
  readonly onChoose: (code: string) => void;
}

function DepartmentChoice({ chosen, onChoose, language, call }: ChoiceProps) {
  const own = sealTexts[language];
  const { value } = useLoaded<Departments>(call, '/v1/departments?limit=100');
  return (
    <ChoiceField
      {...{ id: 'seal-department', label: own.ofDepartment, none: own.chooseDepartment }}
      {...{ value: chosen, choices: value?.departments ?? [], onChoose }}
    />
  );
}

function Seals({ department, ...context }: DeskContext & { readonly department: string }) {
  const { texts, language, call, go, may } = context;
  const own = sealTexts[language];
  const path = department === '' ? '/v1/seals' : `/v1/seals?department=${department}`;
  const pages = usePages<SealBody>(call, path, 'seals');
  const { value, fault, reload } = pages;
  return (
    <>
      {value === undefined && <WaitingView texts={texts} fault={fault} onRetry={reload} />}
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
      <MoreButton pages={pages} texts={texts} />
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
