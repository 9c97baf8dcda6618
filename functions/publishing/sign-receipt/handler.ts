import {
  maxDocumentVerificationBytes,
  maxVerificationBytes,
  readVerificationBody,
} from '../../../shared/api/verifications.ts';
import type { JsonObject } from '../../../shared/formats/strict-json.ts';
import type { HttpHandler } from '../../../shared/http/http-message.ts';
import { type HttpOptions, makeHttpHandler } from '../../../shared/http/make-http-handler.ts';
import { Problem } from '../../../shared/problem/problem.ts';
import type { SignReceipt } from './sign-receipt.ts';

/** `POST /v1/receipts`: the body of a verification; answered with the verdict and its receipt. */
export function makeSignReceiptHandler(
  signReceipt: SignReceipt,
  options: HttpOptions,
): HttpHandler {
  return makeHttpHandler(
    async (http) => {
      const { clientId } = http.caller();
      const asked = readVerificationBody(http.body());
      const isLarge = JSON.stringify(http.body()).length > maxVerificationBytes;
      if (isLarge && !('document' in asked)) throw new Problem('body-too-large');
      const { receipt, verification } = await signReceipt({ askedBy: clientId, asked });
      const body = { receipt, verification: verification as unknown as JsonObject };
      return { status: 200, headers: { 'Cache-Control': 'no-store' }, body };
    },
    { maxBodyBytes: maxDocumentVerificationBytes, ...options },
  );
}
