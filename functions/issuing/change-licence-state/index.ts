import { makeHttpHandler } from '../../../shared/http/make-http-handler.ts';
import { wireRegister } from '../wire-register.ts';
import { makeChangeLicenceState } from './change-licence-state.ts';
import { makeChangeLicenceStateHandler } from './handler.ts';

const { ports } = wireRegister(process.env, 'change-licence-state');

/** `POST /v1/licences/{id}/state-changes` */
export const handler = makeHttpHandler(
  makeChangeLicenceStateHandler(makeChangeLicenceState(ports)),
  { maxBodyBytes: 16 * 1024, provinceUrl: ports.provinceUrl, log: ports.log },
);
