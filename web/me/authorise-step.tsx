import type { OwnLicence, OwnLicenceAnswer } from '../../shared/api/holder-licences.ts';
import { ChoiceField } from '../kit/choice-field.tsx';
import type { FieldError } from '../kit/error-summary.tsx';
import { listItems } from '../kit/licence-items.ts';
import type { Call } from '../kit/sign-in/use-sign-in.ts';
import { TextField } from '../kit/text-field.tsx';
import type { Choice } from '../kit/use-directory.ts';
import { useLoaded } from '../kit/use-loaded.ts';
import { type AuthoriseDraft, counts, durations, type Step } from './authorise-draft.ts';
import { Choices, Tick } from './choices.tsx';
import type { MeTexts } from './me-texts.ts';
import { typeOf } from './type-of.ts';
import type { Names } from './use-type-names.ts';

interface Props {
  readonly step: Step;
  readonly draft: AuthoriseDraft;
  readonly change: (changed: Partial<AuthoriseDraft>) => void;
  readonly faults: readonly FieldError[];
  readonly licences: readonly OwnLicence[];
  /** Another's licences: what they say is not for the delegate to see. */
  readonly isDelegated: boolean;
  readonly departments: readonly Choice[];
  readonly names: Names;
  readonly texts: MeTexts;
  readonly call: Call;
}

export function AuthoriseStep(props: Props) {
  const { step } = props;
  if (step === 'what') return <WhatStep {...props} />;
  if (step === 'whom') return <WhomStep {...props} />;
  return step === 'why' ? <WhyStep {...props} /> : <LongStep {...props} />;
}

function WhatStep({ draft, change, licences, isDelegated, names, texts, call }: Props) {
  const chosen = draft.licences;
  const toggle = (id: string, isTicked: boolean) => {
    const { [id]: items = [], ...others } = chosen;
    change({ licences: isTicked ? { ...others, [id]: items } : others });
  };
  if (isDelegated) {
    return Object.entries(chosen).map(([id, items]) => (
      <DelegatedChoice
        key={id}
        {...{ id, items, names, texts }}
        onChoose={(next) => change({ licences: { ...chosen, [id]: next } })}
      />
    ));
  }
  return (
    <fieldset class="choices" id="licences" tabIndex={-1}>
      <legend>{texts.licences}</legend>
      {licences.map(({ licenceId, type, number }) => (
        <div key={licenceId}>
          <Tick
            text={`${names.type(type)} ${number}`}
            isTicked={licenceId in chosen}
            onTick={(isTicked) => toggle(licenceId, isTicked)}
          />
          {licenceId in chosen && (
            <ItemChoice
              {...{ names, texts, call }}
              id={licenceId}
              items={chosen[licenceId] ?? []}
              onChoose={(items) => change({ licences: { ...chosen, [licenceId]: items } })}
            />
          )}
        </div>
      ))}
    </fieldset>
  );
}

interface ItemProps extends Pick<Props, 'names' | 'texts' | 'call'> {
  readonly id: string;
  readonly items: readonly string[];
  readonly onChoose: (items: readonly string[]) => void;
}

/** What of one licence may be seen: nothing but what is always seen, unless it is ticked. */
function ItemChoice({ id, items, onChoose, names, texts, call }: ItemProps) {
  const { value } = useLoaded<OwnLicenceAnswer>(call, `/v1/me/licences/${id}`);
  if (value === undefined) return <p role="status">{texts.loading}</p>;
  const said = new Map(listItems(value.credential).map((one) => [one.name, one.value]));
  return (
    <fieldset class="choices inner">
      <legend>{texts.whichItems}</legend>
      <p class="hint">{texts.itemsHint}</p>
      {value.disclosable.map((name) => (
        <Tick
          key={name}
          text={names.item(value.type, name)}
          note={said.get(name) ?? ''}
          isTicked={items.includes(name)}
          onTick={(isTicked) => onChoose(toggled(items, name, isTicked))}
        />
      ))}
    </fieldset>
  );
}

/** What of another's licence may be shown, by its type: what stands there is not the delegate's to read. */
function DelegatedChoice({ id, items, onChoose, names, texts }: Omit<ItemProps, 'call'>) {
  const type = typeOf({ licenceId: id });
  return (
    <fieldset class="choices">
      <legend>
        {names.type(type)} · {texts.whichItems}
      </legend>
      <p class="hint">
        {texts.itemsHint} {texts.itemsOfHolder}
      </p>
      {names.selective(type).map((name) => (
        <Tick
          key={name}
          text={names.item(type, name)}
          isTicked={items.includes(name)}
          onTick={(isTicked) => onChoose(toggled(items, name, isTicked))}
        />
      ))}
    </fieldset>
  );
}

const toggled = (items: readonly string[], name: string, isTicked: boolean) =>
  isTicked ? [...items, name] : items.filter((one) => one !== name);

function WhomStep({ draft, change, faults, departments, texts }: Props) {
  const { whom, department, client } = draft;
  return (
    <>
      <Choices
        name="whom"
        legend={texts.whom}
        isTold
        choices={[
          { value: 'anyone', text: texts.anyone },
          { value: 'department', text: texts.oneDepartment },
          { value: 'client', text: texts.oneCounter },
        ]}
        chosen={whom}
        onChoose={(chosen) => change({ whom: chosen })}
      />
      {whom === 'department' && (
        <DepartmentField
          {...{ department, departments, texts }}
          isBad={faults.length > 0}
          onChoose={(code) => change({ department: code })}
        />
      )}
      {whom === 'client' && (
        <TextField
          id="client"
          label={texts.counterCode}
          hint={texts.counterHint}
          value={client}
          isBad={faults.length > 0}
          onInput={(text) => change({ client: text.trim() })}
        />
      )}
    </>
  );
}

interface DepartmentProps extends Pick<Props, 'departments' | 'texts'> {
  readonly department: string;
  readonly isBad: boolean;
  readonly onChoose: (code: string) => void;
}

/** By name from the province's list; by code where the list cannot be had. */
function DepartmentField({ department, departments, isBad, onChoose, texts }: DepartmentProps) {
  if (departments.length > 0) {
    return (
      <ChoiceField
        {...{ id: 'department', label: texts.whichDepartment, none: texts.chooseDepartment }}
        {...{ value: department, choices: departments, onChoose }}
      />
    );
  }
  return (
    <TextField
      {...{ id: 'department', label: texts.departmentCode, value: department, isBad }}
      onInput={(text) => onChoose(text.trim().toUpperCase())}
    />
  );
}

function WhyStep({ draft, change, faults, texts }: Props) {
  const isBad = (field: string) => faults.some((fault) => fault.field === field);
  return (
    <>
      <TextField
        id="itemCode"
        label={texts.itemCode}
        hint={texts.itemCodeHint}
        value={draft.itemCode}
        isBad={isBad('itemCode')}
        onInput={(text) => change({ itemCode: text.normalize('NFKC').trim() })}
      />
      <TextField
        id="words"
        label={texts.words}
        hint={texts.wordsHint}
        value={draft.words}
        isBad={isBad('words')}
        onInput={(words) => change({ words })}
      />
    </>
  );
}

/** For how long, and how often. */
export function LongStep({ draft, change, texts }: LongProps) {
  return (
    <>
      <Choices
        name="minutes"
        legend={texts.howLong}
        choices={durations.map(([name, value]) => ({ value, text: texts[name] }))}
        chosen={draft.minutes}
        onChoose={(minutes) => change({ minutes })}
      />
      <Choices
        name="maxUses"
        legend={texts.howOften}
        choices={counts.map((value) => ({ value, text: `${value} ${texts.times}` }))}
        chosen={draft.maxUses}
        onChoose={(maxUses) => change({ maxUses })}
      />
    </>
  );
}

interface LongProps {
  readonly draft: Pick<AuthoriseDraft, 'minutes' | 'maxUses'>;
  readonly change: (changed: Partial<Pick<AuthoriseDraft, 'minutes' | 'maxUses'>>) => void;
  readonly texts: MeTexts;
}
