import { useLayoutEffect, useState } from 'preact/hooks';
import type { OwnLicence, OwnLicenceAnswer } from '../../shared/api/holder-licences.ts';
import type { AskedOfHolderAnswer } from '../../shared/api/retrieval-requests.ts';
import { listItems } from '../kit/licence-items.ts';
import { Said } from '../kit/said.tsx';
import type { Call } from '../kit/sign-in/use-sign-in.ts';
import { useLoaded } from '../kit/use-loaded.ts';
import { Choices, Tick } from './choices.tsx';
import type { MeTexts } from './me-texts.ts';
import type { Names } from './use-type-names.ts';

/** What is shown of one licence; undefined where it cannot be. */
export type Answered =
  | { readonly licenceId: string; readonly items: readonly string[] }
  | undefined;

interface Props {
  readonly wanted: AskedOfHolderAnswer['licences'][number];
  /** Own ones of that type. */
  readonly licences: readonly OwnLicence[];
  readonly names: Names;
  readonly texts: MeTexts;
  readonly call: Call;
  /** Already looked over: nothing is to be ticked any more. */
  readonly isChecked: boolean;
  readonly onAnswer: (answer: Answered) => void;
}

/** One type that is asked for: which own licence, and what of it. */
export function RequestedLicence(props: Props) {
  const { wanted, licences, names, texts, isChecked } = props;
  const [picked, setPicked] = useState<string>();
  const chosen = licences.find(({ licenceId }) => licenceId === picked) ?? licences[0];
  return (
    <section class="entry">
      <h3>{names.type(wanted.type)}</h3>
      {licences.length > 1 && !isChecked && (
        <Choices
          name={`licence-${wanted.type}`}
          legend={texts.pickLicence}
          choices={licences.map(({ licenceId, number }) => ({ value: licenceId, text: number }))}
          chosen={chosen?.licenceId ?? ''}
          onChoose={setPicked}
        />
      )}
      {isChecked && chosen !== undefined && <Said text={chosen.number} />}
      {chosen === undefined ? (
        <p class="notice">{texts.noSuchLicence}</p>
      ) : (
        <ItemsOf key={chosen.licenceId} {...props} id={chosen.licenceId} />
      )}
    </section>
  );
}

function ItemsOf({
  id,
  wanted,
  names,
  texts,
  call,
  isChecked,
  onAnswer,
}: Props & { readonly id: string }) {
  const { value } = useLoaded<OwnLicenceAnswer>(call, `/v1/me/licences/${id}`);
  const [left, setLeft] = useState<readonly string[]>([]);
  const has = (name: string) => value?.disclosable.includes(name) ?? false;
  const isLacking = wanted.items.some(({ name, required }) => required && !has(name));
  const items = wanted.items
    .map(({ name }) => name)
    .filter((name) => has(name) && !left.includes(name));
  // at once: until it is known what this one says, the one that was chosen before is no answer either
  useLayoutEffect(() => {
    const isKnown = value !== undefined && !isLacking;
    onAnswer(isKnown ? { licenceId: id, items } : undefined);
  }, [value, left]);
  if (value === undefined) return <p role="status">{texts.loading}</p>;
  const said = new Map(listItems(value.credential).map((one) => [one.name, one.value]));
  return (
    <fieldset class="choices inner">
      <legend>{texts.requestWhat}</legend>
      <p class="hint">{texts.itemsHint}</p>
      {wanted.items
        .filter(({ name }) => has(name))
        .map(({ name, required }) => (
          <Tick
            key={name}
            text={`${names.item(wanted.type, name)} ${said.get(name) ?? ''}`}
            note={required ? texts.required : texts.optional}
            isTicked={items.includes(name)}
            isFixed={required || isChecked}
            onTick={(isTicked) =>
              setLeft(isTicked ? left.filter((one) => one !== name) : [...left, name])
            }
          />
        ))}
      {isLacking && <p class="notice">{texts.lacking}</p>}
    </fieldset>
  );
}
