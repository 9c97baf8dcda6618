import { Said } from '../kit/said.tsx';

/** One of several: a radio button each, and large enough to hit. */
export interface Choice<T> {
  readonly value: T;
  readonly text: string;
}

interface Props<T extends string | number> {
  readonly name: string;
  readonly legend: string;
  /** The heading says it already to those who see. */
  readonly isTold?: boolean;
  readonly choices: readonly Choice<T>[];
  readonly chosen: T;
  readonly onChoose: (value: T) => void;
}

export function Choices<T extends string | number>(props: Props<T>) {
  const { name, legend, isTold = false, choices, chosen, onChoose } = props;
  return (
    <fieldset class="choices" id={name}>
      <legend class={isTold ? 'unseen' : ''}>{legend}</legend>
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
        <Said text={text} />
        {note !== undefined && <small> {note}</small>}
      </span>
    </label>
  );
}
