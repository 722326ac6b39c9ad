import { expect, it } from 'vitest';
import { createMemberNames } from '../program/memberNames.ts';
import { createApiPaths } from './apiPaths.ts';

const names = createMemberNames();
const apis = createApiPaths((root) => root !== 'npm:unlisted', names);

it('is one number for one path, however it was spelled', () => {
  const axios = apis.root('npm:axios');
  expect(apis.member(apis.member(axios, names.idOf('default')), names.idOf('post'))).toBe(
    apis.member(axios, names.idOf('post')),
  );
  expect(apis.root('node:fs.promises')).toBe(apis.root('node:fs'));
  expect(apis.member(apis.root('global:globalThis'), names.idOf('fetch'))).toBe(apis.root('global:fetch'));
});
it('grows by members and calls', () => {
  const request = apis.member(apis.root('node:https'), names.idOf('request'));
  expect(apis.text(apis.member(apis.call(request), names.idOf('write')))).toBe('node:https.request().write');
});
it('stops growing, sooner for what no catalog names', () => {
  const grown = (root: string): number => {
    let api = apis.root(root);
    for (let at = 0; at < 50; at++) api = apis.call(apis.member(api, names.idOf('a')));
    return apis.text(api).length;
  };
  expect(grown('npm:axios')).toBeLessThan(40);
  expect(grown('npm:unlisted')).toBe('npm:unlisted.a()'.length);
});
