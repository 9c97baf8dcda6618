import { logInAsSample, type SampleLogin } from './holder-login.ts';
import { makeProofMaker } from './proof-maker.ts';
import { type Answer, type Call, callService } from './service-client.ts';

/** Logs a sample holder in and calls as that holder; the token is good for all calls of this process. */
export async function openHolderSession(
  login: SampleLogin,
): Promise<(call: Call) => Promise<Answer>> {
  const token = await logInAsSample(login);
  const authorization = `Bearer ${String(token['access_token'])}`;
  const as = { proofs: makeProofMaker(), authorise: async () => ({ authorization }) };
  return (call) => callService(login.province, call, as);
}
