import { maxVerificationBytes, readVerificationBody } from '../../../shared/api/verifications.ts';
import { invalid } from '../../../shared/domain/reading.ts';
import type { JsonObject } from '../../../shared/formats/strict-json.ts';
import type { HttpHandler } from '../../../shared/http/http-message.ts';
import { type HttpOptions, makeHttpHandler } from '../../../shared/http/make-http-handler.ts';
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
      if ('document' in asked) throw invalid('/document', 'not-allowed');
      const { receipt, verification } = await signReceipt({ askedBy: clientId, asked });
      const body = { receipt, verification: verification as unknown as JsonObject };
      return { status: 200, headers: { 'Cache-Control': 'no-store' }, body };
    },
    { maxBodyBytes: maxVerificationBytes, ...options },
  );
}
