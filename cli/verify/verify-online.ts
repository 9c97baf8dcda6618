import { callService } from '../service-client.ts';
import { type PresentedDocument, toPresented } from './to-presented.ts';
import type { Failure, Verdict, VerifyAll } from './verdicts.ts';

/** What the service takes at once. */
const maxItems = 1000;
const maxCharacters = 3 * 1024 * 1024;

/** Asks the service about one licence. @throws Refusal */
export async function verifyOnline(
  province: string,
  presented: string | PresentedDocument,
  at: string | undefined,
): Promise<Verdict> {
  const { body } = await callService(province, {
    method: 'POST',
    path: '/v1/verifications',
    body: {
      ...(typeof presented === 'string' ? toPresented(presented) : presented),
      ...(at ? { at } : {}),
    },
  });
  return body as unknown as Verdict;
}

interface BatchAnswer {
  readonly items: readonly (
    | { readonly verification: Verdict }
    | { readonly problem: { readonly type: string; readonly title: string } }
  )[];
}

/** Asks the service about many, as few requests as it takes. */
export function makeVerifyOnline(province: string, at: string | undefined): VerifyAll {
  return async (credentials) => {
    const found: (Verdict | Failure)[] = [];
    for (const batch of inBatches(credentials)) {
      const items = batch.map((text) => ({ ...toPresented(text), ...(at ? { at } : {}) }));
      const call = { method: 'POST', path: '/v1/verifications/batch', body: { items } } as const;
      const answer = (await callService(province, call)).body as unknown as BatchAnswer;
      found.push(
        ...answer.items.map((item) =>
          'verification' in item ? item.verification : { problem: item.problem.title },
        ),
      );
    }
    return found;
  };
}

function* inBatches(credentials: readonly string[]): Generator<readonly string[]> {
  let batch: string[] = [];
  let characters = 0;
  for (const credential of credentials) {
    if (
      batch.length === maxItems ||
      (batch.length > 0 && characters + credential.length > maxCharacters)
    ) {
      yield batch;
      batch = [];
      characters = 0;
    }
    batch.push(credential);
    characters += credential.length;
  }
  if (batch.length > 0) yield batch;
}
