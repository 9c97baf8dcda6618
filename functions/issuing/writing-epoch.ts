/** The turn of writing that entries name: the first, and the only one while one Region writes for the province. */
export const writingEpoch = 1;
