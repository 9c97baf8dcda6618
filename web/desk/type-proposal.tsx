import { useState } from 'preact/hooks';
import { Problem } from '../../shared/problem/problem.ts';
import { ErrorSummary, type FieldError } from '../kit/error-summary.tsx';
import { fill } from '../kit/fill.ts';
import { Toast } from '../kit/toast.tsx';
import { useAct } from '../kit/use-act.ts';
import { RefusalView } from '../kit/waiting-view.tsx';
import type { DeskContext } from './desk-context.ts';
import type { TypeAnswer } from './type-answers.ts';
import { TypePreview } from './type-preview.tsx';
import { type TypeTexts, typeTexts } from './type-texts.ts';

type Definition = TypeAnswer['licenceType'];

/** The definition as the service would read it, or what it would find wrong. */
async function readDefinition(
  text: string,
  texts: TypeTexts,
): Promise<Definition | readonly FieldError[]> {
  const field = 'definition';
  try {
    const given: unknown = JSON.parse(text);
    const { readLicenceType } = await import('../../shared/domain/licence-type-reading.ts');
    readLicenceType(given);
    return given as Definition;
  } catch (error) {
    if (!(error instanceof Problem)) return [{ field, text: texts.notJson }];
    const { errors = [] } = error.details;
    return errors.map(({ pointer, code }) => ({
      field,
      text: fill(texts.faultAt, { where: pointer, code }),
    }));
  }
}

const toNext = ({ licenceType, versions }: TypeAnswer): string =>
  JSON.stringify({ ...licenceType, version: Math.max(...versions) + 1 }, null, 2);

/** The next version as JSON: looked at first, then proposed for another governor to confirm. */
export function TypeProposal({
  answer,
  ...context
}: DeskContext & { readonly answer: TypeAnswer }) {
  const { texts, language, call } = context;
  const own = typeTexts[language];
  const [text, setText] = useState(() => toNext(answer));
  const [read, setRead] = useState<Definition | readonly FieldError[]>([]);
  const [done, setDone] = useState<string>();
  const act = useAct(call);
  const definition = 'code' in read ? read : undefined;
  const propose = async () => {
    if (definition === undefined) return;
    const path = `/v1/licence-types/${definition.code}/versions/${definition.version}`;
    if ((await act.run({ method: 'PUT', path, body: definition })) !== undefined) {
      setDone(own.proposed);
      setRead([]);
    }
  };
  return (
    <section>
      <h3>{own.propose}</h3>
      <p>{own.proposeHint}</p>
      <Toast text={done} />
      <ErrorSummary title={texts.problems} errors={definition ? [] : (read as FieldError[])} />
      <label for="definition">{own.definition}</label>
      <textarea
        id="definition"
        class="json"
        rows={14}
        spellcheck={false}
        value={text}
        onInput={(event) => {
          setText(event.currentTarget.value);
          setRead([]);
        }}
      />
      <div class="acts">
        <button type="button" onClick={() => void readDefinition(text, own).then(setRead)}>
          {own.preview}
        </button>
      </div>
      {definition !== undefined && (
        <>
          <TypePreview {...context} type={definition} />
          <RefusalView texts={texts} refusal={act.refusal} />
          <button type="button" class="act" disabled={act.isBusy} onClick={() => void propose()}>
            {own.sure}
          </button>
        </>
      )}
    </section>
  );
}
