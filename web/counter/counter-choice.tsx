import { useEffect, useState } from 'preact/hooks';
import { ChoiceField } from '../kit/choice-field.tsx';
import { keepChosenClient } from '../kit/sign-in/session.ts';
import type { Actor } from '../kit/sign-in/staff-token.ts';
import type { PageSignIn } from '../kit/sign-in/use-sign-in.ts';

interface Props {
  readonly label: string;
  readonly signIn: PageSignIn;
}

/** For which counter a clerk acts who may act for several; kept in this tab, and nothing to see for one. */
export function CounterChoice({ label, signIn }: Props) {
  const [actor, setActor] = useState<Actor>();
  const { is } = signIn.state;
  useEffect(() => {
    // who may act for none is told so by what they ask for
    if (is === 'signed-in') signIn.findActor().then(setActor, () => undefined);
  }, [is]);
  if (actor === undefined || actor.actsFor.length < 2) return null;
  return (
    <ChoiceField
      {...{ id: 'acts-for', label, value: actor.clientId, choices: actor.actsFor }}
      onChoose={(clientId) => {
        keepChosenClient(clientId);
        setActor({ ...actor, clientId });
      }}
    />
  );
}
