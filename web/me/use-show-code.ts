import { useEffect, useRef, useState } from 'preact/hooks';
import type { AuthorisationDetailAnswer, ShowCodeAnswer } from '../../shared/api/authorisations.ts';
import type { MeContext } from './me-context.ts';

/** What is shown to a counter. */
export interface ShownCode {
  readonly address?: string;
  /** Until it renews itself. */
  readonly secondsLeft: number;
  /** Of the leave: `used` once a counter has what it is for. */
  readonly leave?: AuthorisationDetailAnswer;
  readonly isFailing: boolean;
}

const renewSeconds = 5;
const lookEverySeconds = 3;

/**
 * A show code that renews itself as long as the page is seen and the leave can be used: nobody has to
 * hurry. Looks beside it whether a counter has redeemed one.
 */
export function useShowCode({ call, settings }: MeContext, authorisationId: string): ShownCode {
  const [code, setCode] = useState<ShowCodeAnswer>();
  const [leave, setLeave] = useState<AuthorisationDetailAnswer>();
  const [isFailing, setFailing] = useState(false);
  const [now, setNow] = useState(settings.now());
  const isBusy = useRef(false);
  const secondsLeft =
    code === undefined ? 0 : Math.max(0, Math.ceil((Date.parse(code.expiresAt) - now) / 1000));
  const isOpen = leave === undefined || leave.state === 'active';

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
  const look = () =>
    call({ method: 'GET', path: `/v1/me/authorisations/${authorisationId}` }).then(
      (answer) => setLeave(answer as unknown as AuthorisationDetailAnswer),
      () => undefined,
    );

  useEffect(() => {
    void look();
    const clock = setInterval(() => setNow(settings.now()), 1000);
    return () => clearInterval(clock);
  }, []);
  useEffect(() => {
    if (document.hidden || !isOpen || leave === undefined) return;
    if (secondsLeft <= renewSeconds) void renew();
    if (Math.floor(now / 1000) % lookEverySeconds === 0) void look();
  }, [now, leave === undefined]);
  return {
    ...(code === undefined ? {} : { address: code.address ?? '' }),
    ...(leave === undefined ? {} : { leave }),
    ...{ secondsLeft: Math.max(0, secondsLeft - renewSeconds), isFailing },
  };
}
