interface Props {
  readonly id: string;
  readonly label: string;
  readonly hint?: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
}

/** A field for a line of text, with its name above and what it wants beside. */
export function TextField({ id, label, hint, value, onChange }: Props) {
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
        {...(hint === undefined ? {} : { 'aria-describedby': `${id}-hint` })}
        onInput={(event) => onChange(event.currentTarget.value)}
      />
    </div>
  );
}

/** One of several, by its code. */
export function ChoiceField({
  choices,
  none,
  ...field
}: Omit<Props, 'hint'> & {
  readonly none: string;
  readonly choices: readonly { readonly code: string; readonly name: string }[];
}) {
  const { id, label, value, onChange } = field;
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <select id={id} value={value} onChange={(event) => onChange(event.currentTarget.value)}>
        <option value="">{none}</option>
        {choices.map(({ code, name }) => (
          <option key={code} value={code}>
            {name}
          </option>
        ))}
      </select>
    </div>
  );
}
