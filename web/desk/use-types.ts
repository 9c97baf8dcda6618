import { useLoaded } from '../kit/use-loaded.ts';
import type { DeskContext } from './desk-context.ts';
import type { TypeAnswer } from './type-answers.ts';

/** One type's whole definition. */
export function useType({ call }: Pick<DeskContext, 'call'>, code: string) {
  return useLoaded<TypeAnswer>(call, `/v1/licence-types/${code}`);
}
