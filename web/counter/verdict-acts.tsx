import { useState } from 'preact/hooks';
import { readJws } from '../../shared/formats/jws.ts';
import { maxReceiptBytes, readReceipt, receiptType } from '../../shared/formats/receipt.ts';
import type { Presented } from '../kit/page-verifier.ts';
import type { PageSignIn } from '../kit/sign-in/use-sign-in.ts';
import { Toast } from '../kit/toast.tsx';
import { toSentenceOf } from '../kit/use-loaded.ts';
import type { CounterTexts } from './counter-texts.ts';
import type { Shown } from './use-counter.ts';

interface Props {
  readonly texts: CounterTexts;
  readonly shown: Extract<Shown, { readonly is: 'verdict' }>;
  readonly signIn: PageSignIn;
  readonly onClear: () => void;
  /** A receipt was saved: what it is called. */
  readonly onReceipt: (id: string) => void;
}

const form = { typ: receiptType, maxBytes: maxReceiptBytes };

function toBase64(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) text += String.fromCharCode(byte);
  return btoa(text);
}

const toBody = (presented: Presented): object =>
  'document' in presented ? { document: toBase64(presented.document) } : presented;

/** Gives a file to whoever is at the page; its name says nothing of what is in it. */
function save(text: string, name: string): void {
  const address = URL.createObjectURL(new Blob([text], { type: 'application/jwt' }));
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  URL.revokeObjectURL(address);
}

/** What can be done with a verdict: print it, have it signed for the case file, go on to the next. */
export function VerdictActs({ texts, shown, signIn, onClear, onReceipt }: Props) {
  const [told, setTold] = useState<string>();
  const [isBusy, setBusy] = useState(false);
  const isDoubt = shown.found.verification.verdict === 'indeterminate';
  const saveReceipt = async () => {
    setTold(undefined);
    setBusy(true);
    try {
      const request = {
        method: 'POST',
        path: '/v1/receipts',
        body: toBody(shown.presented),
      } as const;
      const { receipt } = await signIn.call(request);
      const { id } = readReceipt(readJws(String(receipt), form).payload);
      save(String(receipt), `yinzheng-receipt-${id}.jwt`);
      onReceipt(id);
      setTold(texts.receiptSaved);
    } catch (error) {
      setTold(`${texts.receiptFailed}${toSentenceOf(error) || texts.unreachable}`);
    }
    setBusy(false);
  };
  return (
    <>
      <div class="acts">
        <button type="button" onClick={() => print()}>
          {isDoubt ? texts.printSlip : texts.print}
        </button>
        {signIn.state.is === 'signed-in' && (
          <button type="button" disabled={isBusy} onClick={() => void saveReceipt()}>
            {texts.receipt}
          </button>
        )}
        <button
          type="button"
          onClick={() => {
            onClear();
            document.getElementById('scan')?.focus();
          }}
        >
          {texts.clear}
        </button>
      </div>
      <Toast text={told} />
    </>
  );
}
