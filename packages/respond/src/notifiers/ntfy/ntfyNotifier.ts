import type { Severity } from '@portcullis/model';
import type { Notifier } from '../../notifier.ts';
import type { NoticeMessage } from '../../noticeMessage.ts';
import { NOTICE_TIMEOUT, postNotice } from '../postNotice.ts';

const PRIORITY: Readonly<Record<Severity, string>> = { info: '3', low: '3', medium: '4', high: '5', critical: '5' };

/** Posts a notice to an ntfy topic, as a text for a person; priority 5 rings through silence. */
export function createNtfyNotifier(options: { readonly timeout?: number | undefined } = {}): Notifier {
  return {
    deliver: ({ url, message, signal }) => {
      const headers = {
        'content-type': 'text/plain; charset=utf-8',
        title: headerText(message.title),
        priority: PRIORITY[message.severity],
        tags:
          message.event === 'finding.retracted'
            ? 'leftwards_arrow_with_hook'
            : message.severity === 'info'
              ? 'information_source'
              : 'rotating_light',
        'portcullis-delivery': encodeURIComponent(message.id),
      };
      return postNotice(url, headers, ntfyText(message), { signal, timeout: options.timeout ?? NOTICE_TIMEOUT });
    },
  };
}

/** What stands on a phone's lock screen first comes first. ntfy cuts at 4,096 bytes. */
function ntfyText(message: NoticeMessage): string {
  const down = message.gates.filter((gate) => gate.state !== 'up').map((gate) => `${gate.id} ${gate.state}`);
  const lines = [
    message.why,
    message.advice,
    `Gates: ${down.length === 0 ? 'all up' : down.join(', ')}`,
    `${message.estate}, journal entry ${message.verify.entry}`,
  ];
  const text = lines.filter((line) => line !== '').join('\n');
  return Buffer.byteLength(text) <= 4096
    ? text
    : `${Buffer.from(text)
        .subarray(0, 4080)
        .toString('utf8')
        .replace(/\uFFFD+$/, '')}…`;
}

/** HTTP headers carry ASCII only; ntfy reads the encoded words of RFC 2047. */
function headerText(text: string): string {
  const short = text.slice(0, 200);
  return /^[\x20-\x7e]*$/.test(short) ? short : `=?UTF-8?B?${Buffer.from(short, 'utf8').toString('base64')}?=`;
}
