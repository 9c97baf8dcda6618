import { useEffect, useState } from 'preact/hooks';
import { Progress } from '../kit/progress.tsx';
import { QrView } from '../kit/qr-view.tsx';
import { useAct } from '../kit/use-act.ts';
import { FaultView } from './fault-view.tsx';
import type { MadeRequest } from './request-form.tsx';
import type { FormProps, RetrievedLicences } from './retrieval-parts.ts';

interface Props extends FormProps {
  readonly request: MadeRequest;
  readonly onAgain: () => void;
}

const waitSeconds = 15;
const pauseMilliseconds = 2000;

/** Hears what the holder decided: one long question after the other, until there is an answer. */
function useDecision({ call, request }: Pick<Props, 'call' | 'request'>): string {
  const [state, setState] = useState('waiting');
  useEffect(() => {
    const over = new AbortController();
    const path = `/v1/retrieval-requests/${request.requestId}?wait=${waitSeconds}`;
    const { signal } = over;
    const ask = async (): Promise<string> => {
      const found = await call({ method: 'GET', path, signal }).catch(() => undefined);
      if (found === undefined) await new Promise((then) => setTimeout(then, pauseMilliseconds));
      return String(found?.['state'] ?? 'waiting');
    };
    const hear = async (): Promise<void> => {
      let heard = 'waiting';
      while (heard === 'waiting' && !signal.aborted) heard = await ask();
      if (!signal.aborted) setState(heard);
    };
    void hear();
    return () => over.abort();
  }, [request.requestId]);
  return state;
}

/** The request's code for the holder's phone, and then what they decided. */
export function RequestView(props: Props) {
  const { texts, purpose, call, request, onRetrieved, onAgain } = props;
  const decision = useDecision(props);
  const act = useAct(call);
  const { requestId, address } = request;
  const retrieve = async () => {
    const { itemCode, words } = purpose;
    const body = { requestId, itemCode, purpose: words.trim() };
    const got = await act.run({ method: 'POST', path: '/v1/retrievals', body });
    if (got !== undefined) onRetrieved(got as unknown as RetrievedLicences);
  };
  useEffect(() => {
    if (decision === 'approved') void retrieve();
  }, [decision]);
  const isOver = decision === 'declined' || decision === 'expired';
  return (
    <div class="request">
      {decision === 'waiting' && (
        <figure class="symbol">
          <QrView text={address} label={texts.scanThis} />
          <figcaption>{texts.scanThis}</figcaption>
        </figure>
      )}
      {decision === 'waiting' && <Progress label={texts.waitingHolder} />}
      {act.isBusy && <Progress label={texts.retrieving} />}
      <div role="status">
        {decision === 'declined' && <p class="notice">{texts.declined}</p>}
        {decision === 'expired' && <p class="notice">{texts.expired}</p>}
      </div>
      <FaultView texts={texts} refusal={act.refusal} />
      {act.refusal !== undefined && (
        <button type="button" class="act" onClick={() => void retrieve()}>
          {texts.retrieve}
        </button>
      )}
      <button type="button" onClick={onAgain}>
        {isOver ? texts.askAgain : texts.back}
      </button>
    </div>
  );
}
