/** What a log line may hold beside its event: ids, codes, counts. Never personal data, a body or a query. */
export type LogFields = Readonly<Record<string, string | number | boolean | undefined>>;

/** Where events are noted, one line each. Not durable, never waited for; losing it loses no truth. */
export interface Log {
  /** Something happened: `licence.issued`, `request.answered`. */
  note(event: string, fields: LogFields): void;
  /** Something is wrong on our side and somebody should look. */
  alert(event: string, fields: LogFields): void;
}
