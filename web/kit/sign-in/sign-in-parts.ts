export { ApiRefusal, callApi, SignInNeeded } from './call-api.ts';
export { makeSignIn } from './make-sign-in.ts';
export { callAsStaff, findActor } from './staff-token.ts';
