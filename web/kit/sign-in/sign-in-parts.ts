export { ApiRefusal, callApi, SignInNeeded } from './call-api.ts';
export { makeSignIn } from './make-sign-in.ts';
export { callAsStaff } from './staff-token.ts';
