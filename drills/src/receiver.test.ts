import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { isGenuine, openReceiver } from './receiver.ts';

const body = '{"event":"finding.raised","title":"t"}';
const signed = (secret: string, t: number, text = body): string =>
  `t=${t},v1=${createHmac('sha256', secret).update(`${t}.${text}`).digest('hex')}`;

describe('a notice', () => {
  it('is taken when its sender has the secret and sent it just now', () => {
    expect(isGenuine(signed('s', 1000), body, 's', 1500)).toBe(true);
  });

  it.each([
    ['another secret', signed('x', 1000), body, 's'],
    ['another body', signed('s', 1000), `${body} `, 's'],
    ['an old time', signed('s', 1000 - 61_000), body, 's'],
    ['a time that was not signed', signed('s', 900).replace('t=900', 't=1000'), body, 's'],
    ['no signature', 'undefined', body, 's'],
    ['a receiver that nobody has a secret with', signed('s', 1000), body, undefined],
  ])('is refused with %s', (_, header, text, secret) => {
    expect(isGenuine(header, text, secret, 1000)).toBe(false);
  });

  it('reaches its listener over HTTP, a forged one does not', async () => {
    const receiver = await openReceiver((name) => (name === 'alice' ? 's' : undefined));
    const post = async (signature: string): Promise<number> =>
      (await fetch(`${receiver.url}/alice`, { method: 'POST', body, headers: { 'portcullis-signature': signature } }))
        .status;
    expect(await post(signed('s', Date.now()))).toBe(204);
    expect(await post(signed('x', Date.now()))).toBe(401);
    expect(receiver.notices.map(({ to, message }) => [to, message.event])).toEqual([['alice', 'finding.raised']]);
    expect(receiver.refused).toBe(1);
    await receiver.close();
  });
});
