import { useRef, useState } from 'preact/hooks';
import type { PageContext } from '../kit/page-frame.tsx';
import type { PageVerdict, Presented } from '../kit/page-verifier.ts';
import { readScan } from '../kit/read-scan.ts';
import { tellFound } from '../kit/tell-found.ts';
import type { TextName } from '../kit/texts.ts';
import type { VerifierState } from '../kit/use-verifier.ts';
import type { CounterTextName } from './counter-texts.ts';
import { readFile } from './read-file.ts';

/** What the counter shows of what was scanned last. */
export type Shown =
  | { readonly is: 'nothing' | 'waiting' | 'reading' }
  /** Something that is no licence: what it is, and what of it can be used elsewhere. */
  | { readonly is: 'notice'; readonly text: TextName; readonly rest?: string }
  | { readonly is: 'fault'; readonly text: CounterTextName }
  | {
      readonly is: 'verdict';
      readonly found: PageVerdict;
      readonly presented: Presented;
      readonly at: number;
      /** Another one for each scan. */
      readonly turn: number;
    };

/** Verifies one licence after the other; the last one scanned is the one shown. */
export function useCounter({ verifier, settings }: VerifierState, context: PageContext) {
  const [shown, setShown] = useState<Shown>({ is: 'nothing' });
  const latest = useRef(0);

  const verify = async (presented: Presented): Promise<void> => {
    if (verifier === undefined) return;
    latest.current += 1;
    const turn = latest.current;
    setShown({ is: 'waiting' });
    // nothing is refused here for what a licence says; a part of the page may be out of reach
    const found = await verifier.verify(presented).catch(() => undefined);
    // another was scanned meanwhile: its verdict is awaited, not this one
    if (turn !== latest.current) return;
    if (found === undefined) return setShown({ is: 'fault', text: 'notVerified' });
    setShown({ is: 'verdict', found, presented, turn, at: settings?.now() ?? 0 });
    tellFound(found, context);
  };
  const scan = (text: string): void => {
    const read = readScan(text);
    if (!('isNot' in read)) return void verify(read);
    latest.current += 1;
    const { isNot, text: rest } = read;
    setShown({ is: 'notice', text: isNot, ...(rest === undefined ? {} : { rest }) });
  };
  const openFile = async (file: File): Promise<void> => {
    latest.current += 1;
    const turn = latest.current;
    setShown({ is: 'reading' });
    const content = await readFile(file);
    if (turn !== latest.current) return;
    if ('fault' in content) return setShown({ is: 'fault', text: content.fault });
    if ('text' in content) return scan(content.text);
    await verify(content);
  };
  const clear = () => {
    latest.current += 1;
    setShown({ is: 'nothing' });
  };
  return { shown, scan, openFile, clear };
}
