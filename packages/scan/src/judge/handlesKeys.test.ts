import { expect, it } from 'vitest';
import { lowerSources } from '../flow/testing/analyseSources.ts';
import { handlesKeys } from './handlesKeys.ts';

const says = async (text: string, file = 'index.js'): Promise<boolean> =>
  handlesKeys(await lowerSources({ [file]: text }));

it.each([
  'exports.sign = function (message, privateKey) {};',
  'function keyFromPrivate(priv, enc) {}',
  'class HD { static fromMnemonic(words) {} }',
])('says that it handles keys: %s', async (text) => {
  expect(await says(text)).toBe(true);
});

it.each([
  'exports.client = (accessKey, secretKey) => {};',
  'exports.verify = (token, secretOrPrivateKey) => {};',
  'exports.signingKey = (kid) => {};',
  'exports.get = (url) => {};',
])('says nothing of the kind: %s', async (text) => {
  expect(await says(text)).toBe(false);
});

it('tests say nothing of a package', async () => {
  const files = { 'index.js': 'exports.get = (url) => {};', 'test/sign.test.js': 'exports.sign = (privateKey) => {};' };
  expect(handlesKeys(await lowerSources(files))).toBe(false);
});
