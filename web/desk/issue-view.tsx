import { useState } from 'preact/hooks';
import { ChoiceField } from '../kit/choice-field.tsx';
import { toName, useTypes } from '../kit/use-directory.ts';
import { ListEnd } from '../kit/use-pages.tsx';
import { ViewHeading } from '../kit/view-heading.tsx';
import { WaitingView } from '../kit/waiting-view.tsx';
import type { DeskContext } from './desk-context.ts';
import { IssueForm } from './issue-form.tsx';
import { issueTexts } from './issue-texts.ts';
import { useEntitledTypes, useOwnSeals } from './use-issuing.ts';
import { useType } from './use-types.ts';

/** Issuing one licence: of which type, then whatever that type asks for. */
export function IssueView(context: DeskContext) {
  const own = issueTexts[context.language];
  const seals = useOwnSeals(context);
  const [first] = seals.value ?? [];
  return (
    <>
      <ViewHeading text={own.heading} />
      <ListEnd pages={seals} texts={context.texts} />
      {seals.value !== undefined && first === undefined && <p class="notice">{own.noSeals}</p>}
      {first !== undefined && (
        <OfType
          {...context}
          department={first.department}
          seals={(seals.value ?? []).map(({ id, name }) => ({ code: id, name }))}
        />
      )}
    </>
  );
}

interface Seals {
  readonly seals: readonly { readonly code: string; readonly name: string }[];
}

function OfType({
  department,
  seals,
  ...context
}: DeskContext & Seals & { readonly department: string }) {
  const own = issueTexts[context.language];
  const names = useTypes(context.language);
  const entitled = useEntitledTypes(context, department);
  const [type, setType] = useState('');
  const choices = entitled.map((code) => ({ code, name: toName(names, code) }));
  return (
    <>
      <ChoiceField
        {...{ id: 'issue-type', label: context.texts.type, none: own.chooseType, choices }}
        value={type}
        onChoose={setType}
      />
      {type !== '' && <WithType key={type} {...context} seals={seals} code={type} />}
    </>
  );
}

function WithType({ code, seals, ...context }: DeskContext & Seals & { readonly code: string }) {
  const { value, fault, reload } = useType(context, code);
  if (value === undefined) {
    return <WaitingView texts={context.texts} fault={fault} onRetry={reload} />;
  }
  return <IssueForm {...context} type={value.licenceType} seals={seals} />;
}
