import * as z from 'zod';
import { verificationAnswer } from './verification-schema.ts';

/** Answer of `POST /v1/receipts`: the verdict, and the receipt that says it, a compact JWS. */
export const receiptAnswer = z.strictObject({
  receipt: z.string(),
  verification: verificationAnswer,
});
