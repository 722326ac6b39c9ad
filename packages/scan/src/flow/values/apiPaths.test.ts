import { expect, it } from 'vitest';
import { isListedRoot } from '../catalog/apiFacts.ts';
import { createMemberNames } from '../program/memberNames.ts';
import { createApiPaths } from './apiPaths.ts';
import { FOLDED_APIS } from './foldConstants.ts';
import { HANDS_ON, MAKES_CONTAINER, MAKES_FROM_PAIRS } from './knownCalls.ts';

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
it.each([...FOLDED_APIS, ...HANDS_ON, ...MAKES_CONTAINER, ...MAKES_FROM_PAIRS])(
  'tells %s from what it gives',
  (path) => {
    const real = createApiPaths(isListedRoot, names);
    // However much of it is the import: what is a module and what a member of it, the path does not say.
    const borders = [...path.matchAll(/\./gu)].map(({ index }) => index).filter((at) => !/[/@]/u.test(path.slice(at)));
    for (const border of [...borders, path.length]) {
      const members = path
        .slice(border + 1)
        .split('.')
        .filter((name) => name !== '');
      const api = members.reduce((of, name) => real.member(of, names.idOf(name)), real.root(path.slice(0, border)));
      expect(real.text(api)).toBe(path);
      if (members.length <= 2) expect(real.text(real.call(api))).toBe(`${path}()`);
    }
  },
);
