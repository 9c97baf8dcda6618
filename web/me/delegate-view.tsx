import { useState } from 'preact/hooks';
import type { OwnLicence } from '../../shared/api/holder-licences.ts';
import { ErrorSummary, type FieldError } from '../kit/error-summary.tsx';
import { fill } from '../kit/fill.ts';
import { toLocalTime } from '../kit/local-time.ts';
import { TextField } from '../kit/text-field.tsx';
import { useAct } from '../kit/use-act.ts';
import { ListEnd, useWholeList } from '../kit/use-pages.tsx';
import { ViewHeading } from '../kit/view-heading.tsx';
import { RefusalView } from '../kit/waiting-view.tsx';
import { LongStep } from './authorise-step.tsx';
import { Choices, Tick } from './choices.tsx';
import type { MeContext } from './me-context.ts';
import type { MeTexts } from './me-texts.ts';
import { typeOf } from './type-of.ts';
import { useTypeNames } from './use-type-names.ts';

/** A delegation as it is being filled in: in memory only, for it names somebody. */
interface Draft {
  readonly licences: readonly string[];
  readonly codeType: '111' | '001';
  readonly code: string;
  readonly itemCode: string;
  readonly minutes: number;
  readonly maxUses: number;
}

function findFaults({ licences, code }: Draft, texts: MeTexts): readonly FieldError[] {
  return [
    ...(licences.length > 0 ? [] : [{ field: 'licences', text: texts.needLicence }]),
    ...(code === '' ? [{ field: 'code', text: texts.needCode }] : []),
  ];
}

const toBody = ({ licences, codeType, code, itemCode, maxUses }: Draft, until: number) => ({
  ...{ delegate: { codeType, code }, licences, maxUses },
  ...(itemCode === '' ? {} : { itemCodes: [itemCode] }),
  until: new Date(until).toISOString(),
});

/** Lets somebody give leave in one's place: filled in, told in plain words, then offered. */
export function DelegateView(props: MeContext & { readonly licence: string | undefined }) {
  const { licence, texts, language, settings, call, go } = props;
  const [draft, setDraft] = useState<Draft>({
    ...{ licences: licence === undefined ? [] : [licence], codeType: '111', code: '' },
    ...{ itemCode: '', minutes: 30 * 24 * 60, maxUses: 1 },
  });
  const [faults, setFaults] = useState<readonly FieldError[]>([]);
  const [isChecked, setChecked] = useState(false);
  const held = useWholeList<OwnLicence>(call, '/v1/me/licences', 'licences');
  const names = useTypeNames((held.value ?? []).map(typeOf), { ...props, words: texts });
  const act = useAct(call);
  const [until, setUntil] = useState(0);
  const proceed = () => {
    const found = findFaults(draft, texts);
    setFaults(found);
    setUntil(settings.now() + draft.minutes * 60_000);
    setChecked(found.length === 0);
  };
  const confirm = async () => {
    const body = toBody(draft, until);
    const made = await act.run({ method: 'POST', path: '/v1/me/delegations', body });
    if (made !== undefined) go({ is: 'delegations' });
  };
  if (held.value === undefined) {
    return <ListEnd pages={held} texts={texts} />;
  }
  const change = (changed: Partial<Draft>) => setDraft({ ...draft, ...changed });
  return (
    <>
      <ViewHeading key={String(isChecked)} text={isChecked ? texts.check : texts.delegateTitle} />
      <ErrorSummary title={texts.problems} errors={faults} />
      {isChecked ? (
        <p class="plain">
          {fill(texts.delegateSaid, {
            ...{ until: toLocalTime(new Date(until).toISOString(), language) },
            times: String(draft.maxUses),
            licences: draft.licences.map((id) => names.type(typeOf({ licenceId: id }))).join('、'),
          })}
        </p>
      ) : (
        <DelegateFields {...{ draft, change, texts, faults }} licences={held.value} names={names} />
      )}
      <ListEnd pages={held} texts={texts} />
      <RefusalView texts={texts} refusal={act.refusal} />
      <div class="acts">
        <button
          type="button"
          class="act"
          disabled={act.isBusy}
          onClick={() => (isChecked ? void confirm() : proceed())}
        >
          {isChecked ? texts.delegateConfirm : texts.next}
        </button>
        <button
          type="button"
          onClick={() => (isChecked ? setChecked(false) : go({ is: 'delegations' }))}
        >
          {texts.back}
        </button>
      </div>
    </>
  );
}

interface FieldsProps {
  readonly draft: Draft;
  readonly change: (changed: Partial<Draft>) => void;
  readonly faults: readonly FieldError[];
  readonly licences: readonly OwnLicence[];
  readonly names: { type(code: string): string };
  readonly texts: MeTexts;
}

function DelegateFields({ draft, change, faults, licences, names, texts }: FieldsProps) {
  return (
    <>
      <p class="hint">{texts.delegateWhy}</p>
      <fieldset class="choices" id="licences" tabIndex={-1}>
        <legend>{texts.licences}</legend>
        {licences.map(({ licenceId, type, number }) => (
          <Tick
            key={licenceId}
            text={`${names.type(type)} ${number}`}
            isTicked={draft.licences.includes(licenceId)}
            onTick={(isTicked) => {
              const others = draft.licences.filter((one) => one !== licenceId);
              change({ licences: isTicked ? [...others, licenceId] : others });
            }}
          />
        ))}
      </fieldset>
      <Choices
        name="codeType"
        legend={texts.delegateType}
        choices={[
          { value: '111', text: texts.delegatePerson },
          { value: '001', text: texts.delegateOrganisation },
        ]}
        chosen={draft.codeType}
        onChoose={(codeType) => change({ codeType })}
      />
      <TextField
        id="code"
        label={texts.delegateCode}
        value={draft.code}
        isBad={faults.some(({ field }) => field === 'code')}
        onInput={(code) => change({ code: code.normalize('NFKC').trim().toUpperCase() })}
      />
      <TextField
        id="itemCode"
        label={texts.delegateItem}
        hint={texts.itemCodeHint}
        value={draft.itemCode}
        onInput={(itemCode) => change({ itemCode: itemCode.normalize('NFKC').trim() })}
      />
      <LongStep {...{ draft, change, texts }} />
    </>
  );
}
