interface Props {
  readonly id: string;
  readonly label: string;
  readonly value: string;
  /** What stands where nothing is chosen; without it something always is. */
  readonly none?: string;
  readonly choices: readonly { readonly code: string; readonly name: string }[];
  readonly onChoose: (code: string) => void;
}

/** One of several, by its code. */
export function ChoiceField({ id, label, value, none, choices, onChoose }: Props) {
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <select id={id} value={value} onChange={(event) => onChoose(event.currentTarget.value)}>
        {none !== undefined && <option value="">{none}</option>}
        {choices.map(({ code, name }) => (
          <option key={code} value={code}>
            {name}
          </option>
        ))}
      </select>
    </div>
  );
}
