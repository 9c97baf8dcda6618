import type { HolderCaller } from '../../shared/domain/holder-caller.ts';
import type { KeyedCall } from '../../shared/requests/keyed-request.ts';

export {
  answerOnce,
  type KeyedCall,
  toKeyedRequest,
  type WrittenAnswer,
} from '../../shared/requests/keyed-request.ts';

/** A holder's request that writes. */
export interface HolderCall extends KeyedCall {
  readonly holder: HolderCaller;
}
