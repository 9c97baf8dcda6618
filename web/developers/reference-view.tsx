import { useEffect, useState } from 'preact/hooks';
import type { PageLanguage } from '../kit/texts.ts';
import {
  type ApiDocument,
  type ApiOperation,
  fetchApiDocument,
  isSought,
  listOperations,
} from './api-document.ts';
import type { DeveloperTexts } from './developer-texts.ts';
import { OperationView } from './operation-view.tsx';

interface Props {
  readonly texts: DeveloperTexts;
  readonly language: PageLanguage;
}

/** All operations in their groups, and a field to find one. */
export function ReferenceView({ texts, language }: Props) {
  const [document, setDocument] = useState<ApiDocument | 'failed'>();
  const [sought, setSought] = useState('');
  useEffect(() => {
    fetchApiDocument().then(setDocument, () => setDocument('failed'));
  }, []);
  if (document === undefined) return <p role="status">{texts.loading}</p>;
  if (document === 'failed') return <p class="notice">{texts.failed}</p>;
  const found = listOperations(document).filter((one) => isSought(one, sought));
  return (
    <>
      <search class="find">
        <label for="sought">{texts.search}</label>
        <p class="hint" id="sought-hint">
          {texts.searchHint}
        </p>
        <input
          id="sought"
          type="search"
          autocomplete="off"
          spellcheck={false}
          aria-describedby="sought-hint"
          value={sought}
          onInput={(event) => setSought(event.currentTarget.value)}
        />
        <p class="hint" role="status">
          {found.length === 0 ? texts.none : `${found.length} ${texts.found}`}
        </p>
      </search>
      {document.tags.map(({ name, description }) => (
        <Group
          key={name}
          title={description}
          operations={found.filter(({ tag }) => tag === name)}
          {...{ document, texts, language }}
        />
      ))}
    </>
  );
}

interface GroupProps extends Props {
  readonly title: string;
  readonly operations: readonly ApiOperation[];
  readonly document: ApiDocument;
}

/** `Licences 电子证照: issue, list, …`, as each language has it; the rest is in English alone. */
const bilingual = /^(.+?) ([\u4e00-\u9fff]+)(?:: (.+)|\.)$/;

function Group({ title, operations, ...given }: GroupProps) {
  if (operations.length === 0) return null;
  const [, english = title, chinese = title, rest] = bilingual.exec(title) ?? [];
  const isEnglish = given.language === 'en';
  return (
    <section class="group">
      <h2>{isEnglish ? english : chinese}</h2>
      {isEnglish && rest !== undefined && <p class="hint">{rest}</p>}
      {operations.map((operation) => (
        <OperationView key={operation.id} operation={operation} {...given} />
      ))}
    </section>
  );
}
