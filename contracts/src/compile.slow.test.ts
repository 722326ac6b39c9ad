import { expect, it } from 'vitest';
import { compileContracts, staleArtifacts } from './compile.ts';

it('compiles to just what is committed', () => {
  expect(staleArtifacts(compileContracts())).toEqual([]);
});
