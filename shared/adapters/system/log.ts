import type { Log } from '../../ports/log.ts';

/** Writes one JSON line an event to standard output, where Lambda collects it. */
export const jsonLog: Log = {
  note: (event, fields) => console.log(JSON.stringify({ level: 'info', event, ...fields })),
  alert: (event, fields) => console.log(JSON.stringify({ level: 'error', event, ...fields })),
};
