/**
 * A queue of small notices. Durable once `send` resolves; delivers at least once, in no certain order.
 * A notice names what changed and never what it changed to: consumers read the thing itself. So
 * whoever could write to it could only cause work, not falsehood.
 */
export interface Queue<Notice> {
  /** @param delaySeconds how long nobody gets it to see, 900 at most */
  send(notice: Notice, delaySeconds?: number): Promise<void>;
}

/** That a status list is to be published again. */
export interface StatusNotice {
  readonly statusList: string;
}

/** That a department's sheet (`*`: every one, `none`: none) and the trust list are to be published again. */
export interface TrustNotice {
  readonly department: string;
}
