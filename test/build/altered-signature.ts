import { generateKeyPairSync, sign } from 'node:crypto';
import { toDerSignature, toRawSignature } from '../../shared/formats/der.ts';
import type { ProxiedAnswer, ProxiedCall, ProxyFault } from './fault-proxy.ts';

/** The order of P-256's group. */
const order = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;
const { privateKey: strangersKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });

/** The same signature's other form: s and n − s both verify. */
function toHighS(der: Buffer): Uint8Array {
  const raw = toRawSignature(der);
  const low = BigInt(`0x${Buffer.from(raw.subarray(32)).toString('hex')}`);
  const high = low > order / 2n ? low : order - low;
  raw.set(Buffer.from(high.toString(16).padStart(64, '0'), 'hex'), 32);
  return toDerSignature(raw);
}

/** An answer of KMS's Sign whose signature has another form, or was made by a key that is none of ours. */
export function alterSignature(
  fault: Extract<ProxyFault, 'high-s' | 'wrong-key'>,
  call: ProxiedCall,
  answer: ProxiedAnswer,
): ProxiedAnswer {
  if (answer.status !== 200) return answer;
  const told = JSON.parse(answer.body.toString()) as { Signature: string };
  const { Message } = JSON.parse(call.body.toString()) as { Message: string };
  const changed =
    fault === 'high-s'
      ? toHighS(Buffer.from(told.Signature, 'base64'))
      : sign('sha256', Buffer.from(Message, 'base64'), strangersKey);
  const Signature = Buffer.from(changed).toString('base64');
  return { ...answer, body: Buffer.from(JSON.stringify({ ...told, Signature })) };
}
