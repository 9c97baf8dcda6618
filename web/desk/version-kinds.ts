import type { ShownLicenceAnswer } from '../../shared/api/licences.ts';
import { mayMakeVersion, versionKinds } from '../../shared/domain/licence-version.ts';

/** Which versions the licence's state lets a department make now. */
export function listVersionKinds({ state, alsoDeregistered, history }: ShownLicenceAnswer) {
  const lossReported = history.at(-1)?.lossReported ?? false;
  const present = { state, lossReported, ...(alsoDeregistered && { alsoDeregistered }) };
  return versionKinds.filter((kind) => mayMakeVersion(kind, present));
}
