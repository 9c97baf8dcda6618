import { useState } from 'preact/hooks';
import { Confirmation } from '../kit/confirmation.tsx';
import { ErrorSummary, type FieldError } from '../kit/error-summary.tsx';
import { TextField } from '../kit/text-field.tsx';
import type { Act } from '../kit/use-act.ts';
import { RefusalView } from '../kit/waiting-view.tsx';
import type { DeskTexts } from './desk-texts.ts';

/** How a decision between two people is put. */
export interface DecisionWords {
  readonly confirm: string;
  readonly confirmWhy: string;
  readonly confirmSure: string;
  readonly reject: string;
  readonly rejectReason: string;
  readonly rejectSure: string;
  readonly needReason: string;
  /** To whoever made what there is to decide. */
  readonly own: string;
}

interface Props {
  readonly texts: DeskTexts;
  readonly words: DecisionWords;
  readonly act: Act;
  readonly isOwn: boolean;
  /** Whether it can be confirmed at all, as it is now. */
  readonly mayConfirm: boolean;
  readonly onConfirm: () => void;
  readonly onReject: (reason: string) => void;
}

/** Confirmed as it was seen, or rejected with a reason: each is asked once more. */
export function Decision(props: Props) {
  const { texts, words, act, isOwn, mayConfirm, onConfirm, onReject } = props;
  const [asking, setAsking] = useState<'confirm' | 'reject'>();
  const onCancel = () => setAsking(undefined);
  if (asking === 'confirm') {
    return (
      <Confirmation
        {...{ title: words.confirm, confirm: words.confirmSure, cancel: texts.cancel }}
        {...{ isBusy: act.isBusy, onConfirm, onCancel }}
      >
        <p>{words.confirmWhy}</p>
        <RefusalView texts={texts} refusal={act.refusal} />
      </Confirmation>
    );
  }
  if (asking === 'reject') return <Rejection {...{ texts, words, act, onReject, onCancel }} />;
  return (
    <>
      {isOwn && <p class="hint">{words.own}</p>}
      <div class="acts">
        {!isOwn && mayConfirm && (
          <button type="button" class="act" onClick={() => setAsking('confirm')}>
            {words.confirm}
          </button>
        )}
        <button type="button" onClick={() => setAsking('reject')}>
          {words.reject}
        </button>
      </div>
    </>
  );
}

type RejectionProps = Pick<Props, 'texts' | 'words' | 'act' | 'onReject'> & {
  readonly onCancel: () => void;
};

function Rejection({ texts, words, act, onReject, onCancel }: RejectionProps) {
  const [reason, setReason] = useState('');
  const [errors, setErrors] = useState<readonly FieldError[]>([]);
  const reject = () => {
    const isMissing = reason.trim() === '';
    setErrors(isMissing ? [{ field: 'reject-reason', text: words.needReason }] : []);
    if (!isMissing) onReject(reason.trim());
  };
  return (
    <Confirmation
      {...{ title: words.reject, confirm: words.rejectSure, cancel: texts.cancel, onCancel }}
      isBusy={act.isBusy}
      onConfirm={reject}
    >
      <ErrorSummary title={texts.problems} errors={errors} />
      <TextField
        {...{ id: 'reject-reason', label: words.rejectReason, hint: texts.reasonHint }}
        {...{ value: reason, isBad: errors.length > 0, onInput: setReason }}
      />
      <RefusalView texts={texts} refusal={act.refusal} />
    </Confirmation>
  );
}
