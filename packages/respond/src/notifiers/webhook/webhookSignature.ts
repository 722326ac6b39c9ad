import { createHmac } from 'node:crypto';

/**
 * The value of the `portcullis-signature` header: `t=<milliseconds>,v1=<hex>`, where the
 * hex is HMAC-SHA256 by the shared secret over the time, a full stop and the body. The
 * receiver refuses a time that is not near its own, so that an old message cannot be sent again.
 */
export function webhookSignature(secret: string, t: number, body: string): string {
  return `t=${t},v1=${createHmac('sha256', secret).update(`${t}.${body}`, 'utf8').digest('hex')}`;
}
