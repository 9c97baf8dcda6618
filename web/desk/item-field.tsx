import type { ItemDefinition } from '../../shared/domain/licence-type.ts';
import { ChoiceField } from '../kit/choice-field.tsx';
import { type FieldError, FieldFault } from '../kit/error-summary.tsx';
import { fill } from '../kit/fill.ts';
import { TextField } from '../kit/text-field.tsx';
import { type ItemValue, toFieldId } from './issue-draft.ts';
import type { IssueTexts } from './issue-texts.ts';

interface Props<T extends ItemDefinition = ItemDefinition> {
  readonly item: T;
  readonly texts: IssueTexts;
  readonly value: ItemValue | undefined;
  readonly errors: readonly FieldError[];
  readonly onChange: (value: ItemValue) => void;
}

/** A field for one item of a licence, of the sort that the type's definition says. */
export function ItemField(props: Props) {
  const { item, texts, errors } = props;
  const id = toFieldId(`/items/${item.code}`);
  const label = item.required ? item.name : `${item.name}${texts.optional}`;
  return (
    <div class="item-field">
      <Input {...props} id={id} label={label} />
      <FieldFault field={id} errors={errors} />
    </div>
  );
}

type InputProps = Props & { readonly id: string; readonly label: string };

function Input(props: InputProps) {
  const { item, id, label, value, errors, onChange, texts } = props;
  const text = typeof value === 'string' ? value : '';
  const isBad = errors.some(({ field }) => field === id);
  switch (item.kind) {
    case 'enum': {
      const choices = item.values.map((code) => ({ code, name: code }));
      return <ChoiceField {...{ id, label, value: text, none: '', choices }} onChoose={onChange} />;
    }
    case 'list':
      return <ListField {...props} item={item} />;
    case 'image':
      return <ImageField {...props} item={item} />;
    case 'date':
      return <DateField {...{ id, label, value: text, onChange }} />;
    case 'decimal':
      return (
        <TextField
          {...{ id, label, hint: texts.decimalHint, value: text, isBad }}
          onInput={onChange}
        />
      );
    default:
      return <TextField {...{ id, label, value: text, isBad }} onInput={onChange} />;
  }
}

interface DateProps {
  readonly id: string;
  readonly label: string;
  readonly value: string;
  readonly onChange: (day: string) => void;
}

export function DateField({ id, label, value, onChange }: DateProps) {
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <input
        id={id}
        type="date"
        value={value}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
    </div>
  );
}

type OfKind<K> = Extract<ItemDefinition, { readonly kind: K }>;

function ListField({
  id,
  item,
  label,
  value,
  onChange,
}: InputProps & { readonly item: OfKind<'list'> }) {
  const chosen = Array.isArray(value) ? (value as readonly string[]) : [];
  const without = (one: string) => chosen.filter((other) => other !== one);
  return (
    <fieldset class="items" id={id} tabIndex={-1}>
      <legend>{label}</legend>
      {item.values.map((one) => (
        <label key={one}>
          <input
            type="checkbox"
            checked={chosen.includes(one)}
            onChange={(event) =>
              onChange(event.currentTarget.checked ? [...chosen, one] : without(one))
            }
          />
          <span>{one}</span>
        </label>
      ))}
    </fieldset>
  );
}

/** A file as base64. */
function readFile(file: File): Promise<string> {
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  const reader = new FileReader();
  reader.onload = () => resolve(String(reader.result).split(',')[1] ?? '');
  reader.onerror = () => reject(reader.error ?? new Error('unreadable'));
  reader.readAsDataURL(file);
  return promise;
}

function ImageField(props: InputProps & { readonly item: OfKind<'image'> }) {
  const { id, item, label, value, texts, onChange } = props;
  const isChosen = typeof value === 'object' && 'data' in value;
  const sizes = {
    size: String(Math.floor(item.maxBytes / 1024)),
    types: item.mediaTypes.join('、'),
  };
  const choose = async (file: File | undefined) => {
    if (file !== undefined) onChange({ mediaType: file.type, data: await readFile(file) });
  };
  return (
    <div class="field">
      <p class="label">{label}</p>
      <p class="hint" id={`${id}-hint`}>
        {fill(texts.imageHint, sizes)}
      </p>
      <label class="file">
        {texts.image}
        <input
          id={id}
          type="file"
          accept={item.mediaTypes.join(',')}
          aria-describedby={`${id}-hint`}
          onChange={(event) => void choose(event.currentTarget.files?.[0])}
        />
      </label>
      <p role="status">{isChosen ? texts.imageChosen : ''}</p>
    </div>
  );
}
