import { useEffect, useRef, useState } from 'preact/hooks';
import type { AuthorisationDetailAnswer, ShowCodeAnswer } from '../../shared/api/authorisations.ts';
import type { MeContext } from './me-context.ts';

/** What is shown to a counter. */
export interface ShownCode {
  /** Absent while there is none that a counter could still use. */
  readonly address?: string;
  /** Until it renews itself. */
  readonly secondsLeft: number;
  /** Of the leave: `used` once a counter has what it is for. */
  readonly leave?: AuthorisationDetailAnswer;
  readonly isFailing: boolean;
  /** Milliseconds since 1970. */
  readonly now: number;
}

const renewSeconds = 5;
const lookEverySeconds = 3;

/** What becomes of the leave, asked by one question at a time. */
function useStanding({ call }: MeContext, authorisationId: string) {
  const [leave, setLeave] = useState<AuthorisationDetailAnswer>();
  const [isFailing, setFailing] = useState(false);
  const isLooking = useRef(false);
  const look = async () => {
    if (isLooking.current) return;
    isLooking.current = true;
    try {
      const found = await call({ method: 'GET', path: `/v1/me/authorisations/${authorisationId}` });
      setLeave(found as unknown as AuthorisationDetailAnswer);
    } catch {
      setFailing(true);
    }
    isLooking.current = false;
  };
  return { leave, isUnknown: isFailing && leave === undefined, look };
}

/** The code that was made last. */
function useCode({ call }: MeContext, authorisationId: string) {
  const [code, setCode] = useState<ShowCodeAnswer>();
  const [isFailing, setFailing] = useState(false);
  const isBusy = useRef(false);
  const renew = async () => {
    if (isBusy.current) return;
    isBusy.current = true;
    try {
      const body = { authorisationId };
      const idempotencyKey = crypto.randomUUID();
      const made = await call({ method: 'POST', path: '/v1/me/show-codes', body, idempotencyKey });
      setCode(made as unknown as ShowCodeAnswer);
      setFailing(false);
    } catch {
      setFailing(true);
    }
    isBusy.current = false;
  };
  return { code, isFailing, renew };
}

/**
 * A show code that renews itself as long as the page is seen and the leave can be used: nobody has to
 * hurry. Looks beside it whether a counter has redeemed one.
 */
export function useShowCode(context: MeContext, authorisationId: string): ShownCode {
  const { settings } = context;
  const { leave, isUnknown, look } = useStanding(context, authorisationId);
  const { code, isFailing, renew } = useCode(context, authorisationId);
  const [now, setNow] = useState(settings.now());
  const endsAt = code === undefined ? 0 : Date.parse(code.expiresAt);
  const secondsLeft = Math.max(0, Math.ceil((endsAt - now) / 1000));
  const isOpen = leave === undefined || leave.state === 'active';

  useEffect(() => {
    const clock = setInterval(() => setNow(settings.now()), 1000);
    return () => clearInterval(clock);
  }, []);
  useEffect(() => {
    if (document.hidden || !isOpen) return;
    if (leave === undefined) return void look();
    if (secondsLeft <= renewSeconds) void renew();
    if (Math.floor(now / 1000) % lookEverySeconds === 0) void look();
  }, [now]);
  useEffect(() => {
    // one that was redeemed is good no more, however long it had
    if (leave !== undefined && isOpen) void renew();
  }, [leave?.uses]);
  return {
    ...(code?.address === undefined || secondsLeft === 0 ? {} : { address: code.address }),
    ...(leave === undefined ? {} : { leave }),
    ...{ secondsLeft: Math.max(0, secondsLeft - renewSeconds), isFailing: isFailing || isUnknown },
    now,
  };
}
