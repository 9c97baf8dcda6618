import { makeDynamoStaleReservations } from '../../../shared/adapters/aws/dynamo-stale-reservations.ts';
import { whenWriting } from '../../../shared/wiring/writing.ts';
import { wireSigning } from '../wire-issuing.ts';
import { wireRegister } from '../wire-register.ts';
import { makeSweepReservationsHandler } from './handler.ts';
import { makeSweepReservations } from './sweep-reservations.ts';

const wired = wireRegister(process.env);
const { table, writing, ports } = wired;

const sweepReservations = makeSweepReservations({
  ...ports,
  ...wireSigning(process.env, wired),
  stale: makeDynamoStaleReservations({ ...table, regions: writing.regions }),
});

/** On the clock. */
export const handler = whenWriting(
  process.env,
  makeSweepReservationsHandler(sweepReservations, ports.log),
);
