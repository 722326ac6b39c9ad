import { expect, it } from 'vitest';
import { createApiPaths } from './apiPaths.ts';

const apis = createApiPaths((root) => root !== 'npm:unlisted');

it('is one number for one path, however it was spelled', () => {
  const axios = apis.root('npm:axios');
  expect(apis.member(apis.member(axios, 'default'), 'post')).toBe(apis.member(axios, 'post'));
  expect(apis.root('node:fs.promises')).toBe(apis.root('node:fs'));
  expect(apis.member(apis.root('global:globalThis'), 'fetch')).toBe(apis.root('global:fetch'));
});
it('grows by members and calls', () => {
  const request = apis.member(apis.root('node:https'), 'request');
  expect(apis.text(apis.member(apis.call(request), 'write'))).toBe('node:https.request().write');
});
it('stops growing, sooner for what no catalog names', () => {
  const grown = (root: string): number => {
    let api = apis.root(root);
    for (let at = 0; at < 50; at++) api = apis.call(apis.member(api, 'a'));
    return apis.text(api).length;
  };
  expect(grown('npm:axios')).toBeLessThan(40);
  expect(grown('npm:unlisted')).toBe('npm:unlisted.a()'.length);
});
