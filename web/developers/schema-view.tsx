import { useState } from 'preact/hooks';
import type { ApiDocument, Schema } from './api-document.ts';
import type { DeveloperTexts } from './developer-texts.ts';
import { RichText } from './rich-text.tsx';

interface Props {
  readonly schema: Schema;
  readonly document: ApiDocument;
  readonly texts: DeveloperTexts;
}

function resolve(schema: Schema, document: ApiDocument): Schema {
  const name = schema.$ref?.split('/').at(-1);
  const found = name === undefined ? undefined : document.components.schemas[name];
  if (found === undefined) return schema;
  const { description = found.description } = schema;
  return { ...found, ...(description === undefined ? {} : { description }) };
}

/** What sort of value it is, in a few words. */
export function toTypeText(schema: Schema): string {
  const { type, format, enum: values } = schema;
  if ('const' in schema) return JSON.stringify(schema.const);
  if (values !== undefined) return values.map((one) => JSON.stringify(one)).join(' | ');
  if (schema.$ref !== undefined) return schema.$ref.split('/').at(-1) ?? '';
  if (type === 'array' && schema.items) return `${toTypeText(schema.items)}[]`;
  return [[type].flat().join(' | '), format].filter(Boolean).join(', ');
}

const toOptions = ({ anyOf, oneOf }: Schema) => oneOf ?? anyOf ?? [];

/** Fields of a body, those within opened when they are asked for. */
export function SchemaView({ schema, document, texts }: Props) {
  const whole = resolve(schema, document);
  const given = { document, texts };
  if (whole.type === 'array' && whole.items) {
    return (
      <>
        <p class="type">{texts.each}</p>
        <SchemaView schema={whole.items} {...given} />
      </>
    );
  }
  const options = toOptions(whole);
  if (options.length > 0 && whole.properties === undefined) {
    return (
      <ol class="options">
        {options.map((option, at) => (
          <li key={`${at}${toTypeText(option)}`}>
            {texts.oneOf} <span class="type">{toTypeText(option)}</span>
            <SchemaView schema={option} {...given} />
          </li>
        ))}
      </ol>
    );
  }
  const fields = Object.entries(whole.properties ?? {});
  if (fields.length === 0) return null;
  return (
    <dl class="fields">
      {fields.map(([name, field]) => (
        <Field
          key={name}
          name={name}
          schema={field}
          isRequired={whole.required?.includes(name) ?? false}
          {...given}
        />
      ))}
    </dl>
  );
}

interface FieldProps extends Props {
  readonly name: string;
  readonly isRequired: boolean;
}

function Field({ name, schema, isRequired, document, texts }: FieldProps) {
  const whole = resolve(schema, document);
  return (
    <div>
      <dt>
        <code>{name}</code>
      </dt>
      <dd>
        <span class="type">
          {toTypeText(schema)} {isRequired ? texts.required : ''}
        </span>{' '}
        {whole.description !== undefined && <RichText text={whole.description} />}
        {isNested(whole, document) && <Nested {...{ name, schema: whole, document, texts }} />}
      </dd>
    </div>
  );
}

function isNested(schema: Schema, document: ApiDocument): boolean {
  const inner = schema.type === 'array' && schema.items ? resolve(schema.items, document) : schema;
  return inner.properties !== undefined || toOptions(inner).length > 0;
}

function Nested({ name, ...props }: Props & { readonly name: string }) {
  const [isOpen, setOpen] = useState(false);
  return (
    <details onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>
        <code>{name}</code> …
      </summary>
      {isOpen && <SchemaView {...props} />}
    </details>
  );
}
