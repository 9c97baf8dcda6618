import { useState } from 'preact/hooks';
import { Confirmation } from '../kit/confirmation.tsx';
import { SummaryList } from '../kit/summary-list.tsx';
import { Toast } from '../kit/toast.tsx';
import { useAct } from '../kit/use-act.ts';
import { RefusalView } from '../kit/waiting-view.tsx';
import type { DeskContext } from './desk-context.ts';
import { eventTexts } from './event-texts.ts';

interface Props extends DeskContext {
  readonly id: string;
  readonly onTested: () => void;
  readonly onRotated: () => void;
}

/** What can be done with an endpoint, by what the page says. */
function useWebhookActs({ id, language, call, go, onTested, onRotated }: Props) {
  const own = eventTexts[language];
  const [done, setDone] = useState<string>();
  const [secret, setSecret] = useState('');
  const act = useAct(call);
  const path = `/v1/webhooks/${id}`;
  return {
    ...{ act, done, secret },
    async test() {
      const answer = await act.run({ method: 'POST', path: `${path}/tests`, body: {} });
      if (answer === undefined) return;
      setDone(own.tested);
      onTested();
    },
    async rotate() {
      const answer = await act.run({ method: 'POST', path: `${path}/secrets`, body: {} });
      if (answer === undefined) return;
      setSecret(String(answer['secret']));
      onRotated();
    },
    async remove() {
      if ((await act.run({ method: 'DELETE', path })) !== undefined) go({ is: 'events' });
    },
  };
}

/** Tried out, given another secret, removed; what cannot be taken back is asked once more. */
export function WebhookActs(props: Props) {
  const { texts, language } = props;
  const own = eventTexts[language];
  const { act, done, secret, test, rotate, remove } = useWebhookActs(props);
  const [asking, setAsking] = useState<'remove' | 'rotate'>();
  const isRemoving = asking === 'remove';
  const sure = async () => {
    await (isRemoving ? remove() : rotate());
    setAsking(undefined);
  };
  return (
    <>
      <Toast text={done} />
      <RefusalView texts={texts} refusal={act.refusal} />
      <div role="status">
        <SummaryList rows={[{ name: own.secret, value: secret }]} />
      </div>
      {asking !== undefined ? (
        <Confirmation
          {...{ title: own[asking], cancel: texts.cancel, isBusy: act.isBusy }}
          confirm={isRemoving ? own.removeSure : own.rotateSure}
          onConfirm={() => void sure()}
          onCancel={() => setAsking(undefined)}
        >
          <p>{isRemoving ? own.removeWhy : own.rotateWhy}</p>
        </Confirmation>
      ) : (
        <div class="acts">
          <button type="button" disabled={act.isBusy} onClick={() => void test()}>
            {own.test}
          </button>
          <button type="button" onClick={() => setAsking('rotate')}>
            {own.rotate}
          </button>
          <button type="button" onClick={() => setAsking('remove')}>
            {own.remove}
          </button>
        </div>
      )}
    </>
  );
}
