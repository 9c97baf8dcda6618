import { useEffect, useRef, useState } from 'preact/hooks';
import type { PageLanguage } from '../kit/texts.ts';
import type { ApiDocument, ApiOperation, Media } from './api-document.ts';
import type { DeveloperTexts } from './developer-texts.ts';
import { toParagraphs, toTitle } from './operation-texts.ts';
import { RichText } from './rich-text.tsx';
import { SchemaView, toTypeText } from './schema-view.tsx';

interface Props {
  readonly operation: ApiOperation;
  readonly document: ApiDocument;
  readonly texts: DeveloperTexts;
  readonly language: PageLanguage;
}

/** One operation: a line, and all of it once it is opened or its name stands behind `#`. */
export function OperationView(props: Props) {
  const { operation, language } = props;
  const { id, method, path } = operation;
  const [isOpen, setOpen] = useState(location.hash === `#${id}`);
  const whole = useRef<HTMLDetailsElement>(null);
  useEffect(() => {
    if (location.hash === `#${id}`) whole.current?.scrollIntoView();
  }, []);
  return (
    <details
      id={id}
      ref={whole}
      class="operation"
      open={isOpen}
      onToggle={(event) => setOpen(event.currentTarget.open)}
    >
      <summary>
        <span class={`method ${method.toLowerCase()}`}>{method}</span>
        <code class="path">{path}</code>
        <span class="title">
          <RichText text={toTitle(operation, language)} />
        </span>
      </summary>
      {isOpen && <OperationBody {...props} />}
    </details>
  );
}

function OperationBody({ operation, document, texts, language }: Props) {
  const { body, answers } = operation;
  const given = { document, texts };
  return (
    <div class="body">
      {toParagraphs(operation, language).map((text) => (
        <p key={text}>
          <RichText text={text} />
        </p>
      ))}
      <AccessView operation={operation} texts={texts} />
      <ParameterList operation={operation} texts={texts} />
      {Object.entries(body ?? {}).map(([type, media]) => (
        <MediaView key={type} title={texts.body} type={type} media={media} {...given} />
      ))}
      {answers.map(([status, { description, content = {} }]) => (
        <section key={status}>
          <h3>
            {texts.answer} {status}
          </h3>
          <p>
            <RichText text={description} />
          </p>
          {Object.entries(content).map(([type, media]) => (
            <MediaView key={type} type={type} media={media} {...given} />
          ))}
        </section>
      ))}
      <RefusalList operation={operation} texts={texts} />
    </div>
  );
}

type Part = Pick<Props, 'operation' | 'texts'>;

function AccessView({ operation: { scopes }, texts }: Part) {
  const isOpen = scopes !== 'holder' && scopes.length === 0;
  return (
    <section>
      <h3>{texts.access}</h3>
      {scopes === 'holder' && <p>{texts.holder}</p>}
      {isOpen && <p>{texts.open}</p>}
      {scopes !== 'holder' && !isOpen && (
        <p>
          {texts.scopes}{' '}
          {scopes.map((scope) => (
            <code key={scope}>{scope}</code>
          ))}
        </p>
      )}
    </section>
  );
}

function ParameterList({ operation: { parameters }, texts }: Part) {
  if (parameters.length === 0) return null;
  return (
    <section>
      <h3>{texts.parameters}</h3>
      <dl class="fields">
        {parameters.map(({ name, in: place, required, description, schema }) => (
          <div key={name}>
            <dt>
              <code>{name}</code>
            </dt>
            <dd>
              <span class="type">
                {place} {schema && toTypeText(schema)} {required ? texts.required : ''}
              </span>{' '}
              {description !== undefined && <RichText text={description} />}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

interface MediaProps extends Pick<Props, 'document' | 'texts'> {
  readonly title?: string;
  readonly type: string;
  readonly media: Media;
}

function MediaView({ title, type, media, document, texts }: MediaProps) {
  const example = media.example;
  return (
    <section>
      {title !== undefined && <h3>{title}</h3>}
      <p>
        <code>{type}</code>
      </p>
      {media.schema && <SchemaView schema={media.schema} document={document} texts={texts} />}
      {example !== undefined && (
        <details class="example">
          <summary>{texts.example}</summary>
          <pre>
            <code>{typeof example === 'string' ? example : JSON.stringify(example, null, 2)}</code>
          </pre>
        </details>
      )}
    </section>
  );
}

/** Each code leads to its page. */
function RefusalList({ operation: { refusals }, texts }: Part) {
  return (
    <section>
      <h3>{texts.refusals}</h3>
      <p class="hint">{texts.refusalHint}</p>
      <ul class="refusals">
        {refusals.map(({ code, status }) => (
          <li key={code}>
            {status} <a href={`/problems/${code}`}>{code}</a>
          </li>
        ))}
      </ul>
    </section>
  );
}
