import { describe, expect, it } from 'vitest';
import { apiMatcher, globMatcher } from './glob.ts';

describe('patterns', () => {
  it.each([
    ['**', 'a/b.js', true],
    ['*.js', 'a.js', true],
    ['*.js', 'lib/a.js', false],
    ['**/*.js', 'a.js', true],
    ['**/*.js', 'lib/x/a.js', true],
    ['lib/**', 'lib/x/a.js', true],
    ['lib/**', 'other/a.js', false],
    ['*.{js,ts}', 'a.ts', true],
    ['*.{js,ts}', 'a.tsx', false],
    ['a?c.js', 'abc.js', true],
    ['a.js', 'aXjs', false],
    ['a+(b).js', 'a+(b).js', true],
  ])('%s and %s: %s', (pattern, path, fits) => {
    expect(globMatcher(pattern)(path)).toBe(fits);
  });

  it('of APIs take a star as any run', () => {
    const matches = apiMatcher('node:http*.request');
    expect(['node:https.request', 'node:http.request', 'node:https.get'].map(matches)).toEqual([true, true, false]);
  });
});
