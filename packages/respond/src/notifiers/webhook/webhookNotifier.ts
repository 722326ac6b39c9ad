import type { Notifier } from '../../notifier.ts';
import { NOTICE_TIMEOUT, postNotice } from '../postNotice.ts';
import { webhookSignature } from './webhookSignature.ts';

/** Posts a notice as JSON, with its id in `portcullis-delivery` and, where a secret is shared, its HMAC in `portcullis-signature`. */
export function createWebhookNotifier(options: { readonly timeout?: number | undefined } = {}): Notifier {
  return {
    deliver: ({ url, secret, message, now, signal }) => {
      const body = JSON.stringify(message);
      const headers = {
        'content-type': 'application/json',
        'user-agent': 'portcullis',
        'portcullis-delivery': encodeURIComponent(message.id),
        ...(secret === undefined ? {} : { 'portcullis-signature': webhookSignature(secret, now, body) }),
      };
      return postNotice(url, headers, body, { signal, timeout: options.timeout ?? NOTICE_TIMEOUT });
    },
  };
}
