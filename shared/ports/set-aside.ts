/** Where records stand in a stream that nobody could relay: from the first to the last, both included. */
export interface StreamPlace {
  readonly streamArn: string;
  readonly shardId: string;
  readonly from: string;
  readonly to: string;
}

/** One message of a queue of what was set aside. */
export interface SetAside {
  readonly messageId: string;
  /** Absent where the message names no records. */
  readonly place?: StreamPlace;
  readonly receipt: string;
}

/** A queue of what was set aside. What is received is hidden from others for some minutes. */
export interface SetAsideQueue {
  /** Up to ten; none when there are no more. */
  receive(): Promise<readonly SetAside[]>;
  remove(message: SetAside): Promise<void>;
}
