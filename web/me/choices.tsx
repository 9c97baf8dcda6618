/** One of several: a radio button each, and large enough to hit. */
export interface Choice<T> {
  readonly value: T;
  readonly text: string;
}

interface Props<T extends string | number> {
  readonly name: string;
  readonly legend: string;
  readonly choices: readonly Choice<T>[];
  readonly chosen: T;
  readonly onChoose: (value: T) => void;
}

export function Choices<T extends string | number>(props: Props<T>) {
  const { name, legend, choices, chosen, onChoose } = props;
  return (
    <fieldset class="choices" id={name}>
      <legend>{legend}</legend>
      {choices.map(({ value, text }) => (
        <label key={value} class="choice">
          <input
            type="radio"
            name={name}
            checked={value === chosen}
            onChange={() => onChoose(value)}
          />
          <span>{text}</span>
        </label>
      ))}
    </fieldset>
  );
}

interface TickProps {
  readonly text: string;
  readonly note?: string;
  readonly isTicked: boolean;
  readonly isFixed?: boolean;
  readonly onTick: (isTicked: boolean) => void;
}

export function Tick({ text, note, isTicked, isFixed = false, onTick }: TickProps) {
  return (
    <label class="choice">
      <input
        type="checkbox"
        checked={isTicked}
        disabled={isFixed}
        onChange={(event) => onTick(event.currentTarget.checked)}
      />
      <span>
        <bdi>{text}</bdi>
        {note !== undefined && <small> {note}</small>}
      </span>
    </label>
  );
}

interface FieldProps {
  readonly id: string;
  readonly label: string;
  readonly hint?: string;
  readonly value: string;
  readonly isBad?: boolean;
  readonly onInput: (value: string) => void;
}

export function TextField({ id, label, hint, value, isBad = false, onInput }: FieldProps) {
  return (
    <div class="field">
      <label for={id}>{label}</label>
      {hint !== undefined && (
        <p class="hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      <input
        id={id}
        value={value}
        autocomplete="off"
        spellcheck={false}
        aria-invalid={isBad}
        aria-describedby={hint === undefined ? undefined : `${id}-hint`}
        onInput={(event) => onInput(event.currentTarget.value)}
      />
    </div>
  );
}
