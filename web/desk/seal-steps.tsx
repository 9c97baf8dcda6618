import { useState } from 'preact/hooks';
import type { SealStateChange } from '../../shared/api/seals.ts';
import { type SealTarget, sealSteps } from '../../shared/domain/seal-state.ts';
import { Confirmation } from '../kit/confirmation.tsx';
import { ErrorSummary, type FieldError } from '../kit/error-summary.tsx';
import { TextField } from '../kit/text-field.tsx';
import { Toast } from '../kit/toast.tsx';
import { useAct } from '../kit/use-act.ts';
import { RefusalView } from '../kit/waiting-view.tsx';
import type { DeskContext } from './desk-context.ts';
import type { SealAnswer } from './seal-answers.ts';
import { type SealTexts, sealTexts, sealWords } from './seal-texts.ts';

interface Props extends DeskContext {
  readonly seal: SealAnswer;
  readonly onDone: () => void;
}

const targets = Object.keys(sealSteps) as SealTarget[];

/** What the table of steps lets this post do; who took an earlier step may not take each later one. */
function listSteps({ seal, may, clientId }: Pick<Props, 'seal' | 'may' | 'clientId'>) {
  const fits = targets.filter((to) => {
    const { from, scope } = sealSteps[to];
    return seal.state !== 'expired' && from.includes(seal.state) && may(scope);
  });
  const isBarred = (to: SealTarget) =>
    seal.entries.some(
      ({ state, by }) => by === clientId && sealSteps[to].otherThan.includes(state),
    );
  return { open: fits.filter((to) => !isBarred(to)), isBarred: fits.some(isBarred) };
}

/** The steps that can be taken with a seal now, each asked once more. */
export function SealSteps({ onDone, ...context }: Props) {
  const { seal, texts, language, call } = context;
  const own = sealTexts[language];
  const words = sealWords[language];
  const [to, setTo] = useState<SealTarget>();
  const [done, setDone] = useState<string>();
  const act = useAct(call);
  const { open, isBarred } = listSteps(context);
  const take = async (said: SaidOfStep) => {
    const body = { to, ...said };
    const path = `/v1/seals/${seal.id}/state-changes`;
    if ((await act.run({ method: 'POST', path, body })) === undefined) return;
    setTo(undefined);
    setDone(own.done);
    onDone();
  };
  return (
    <section>
      <Toast text={done} />
      {isBarred && <p class="hint">{own.sameClient}</p>}
      {to === undefined && open.length > 0 && <h3>{own.steps}</h3>}
      {to === undefined ? (
        <div class="acts">
          {open.map((one) => (
            <button key={one} type="button" onClick={() => setTo(one)}>
              {words.step[one]}
            </button>
          ))}
        </div>
      ) : (
        <StepForm
          {...{ texts, language, to, act, onCancel: () => setTo(undefined) }}
          onTake={(said) => void take(said)}
        />
      )}
    </section>
  );
}

/** What is said of a step, where there is something to say. */
type SaidOfStep = Pick<SealStateChange, 'reason' | 'compromisedFrom'>;

/** A field's local time as a moment; people fill in what their clocks say, which is the time of Beijing. */
const toMoment = (local: string) => new Date(`${local}:00+08:00`).toISOString();

interface FormProps extends Pick<DeskContext, 'texts' | 'language'> {
  readonly to: SealTarget;
  readonly act: ReturnType<typeof useAct>;
  readonly onTake: (said: SaidOfStep) => void;
  readonly onCancel: () => void;
}

function StepForm({ texts, language, to, act, onTake, onCancel }: FormProps) {
  const own = sealTexts[language];
  const [reason, setReason] = useState('');
  const [since, setSince] = useState('');
  const [errors, setErrors] = useState<readonly FieldError[]>([]);
  const { reasoned } = sealSteps[to];
  const take = () => {
    const isMissing = reasoned && reason.trim() === '';
    setErrors(isMissing ? [{ field: 'seal-reason', text: own.needReason }] : []);
    if (isMissing) return;
    onTake({
      ...(reason.trim() === '' ? {} : { reason: reason.trim() }),
      ...(since === '' ? {} : { compromisedFrom: toMoment(since) }),
    });
  };
  return (
    <Confirmation
      {...{ title: sealWords[language].step[to], confirm: own.stepSure, cancel: texts.cancel }}
      {...{ isBusy: act.isBusy, onConfirm: take, onCancel }}
    >
      <ErrorSummary title={texts.problems} errors={errors} />
      {reasoned && (
        <TextField
          {...{ id: 'seal-reason', label: own.reason, hint: texts.reasonHint, value: reason }}
          {...{ isBad: errors.length > 0, onInput: setReason }}
        />
      )}
      {reasoned && <SinceField own={own} value={since} onChange={setSince} />}
      <RefusalView texts={texts} refusal={act.refusal} />
    </Confirmation>
  );
}

interface SinceProps {
  readonly own: SealTexts;
  readonly value: string;
  readonly onChange: (local: string) => void;
}

/** Since when the key may have been in other hands. */
function SinceField({ own, value, onChange }: SinceProps) {
  return (
    <div class="field">
      <label for="seal-since">{own.compromised}</label>
      <p class="hint" id="seal-since-hint">
        {own.compromisedHint}
      </p>
      <input
        id="seal-since"
        type="datetime-local"
        value={value}
        aria-describedby="seal-since-hint"
        onChange={(event) => onChange(event.currentTarget.value)}
      />
    </div>
  );
}
