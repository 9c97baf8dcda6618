/** Holds an answer back, so that how long it took tells nothing. */
export interface AnswerTime {
  /** Begins to count. The function it gives resolves at the next stroke: a whole number of `everyMilliseconds` later. */
  begin(): () => Promise<void>;
}
