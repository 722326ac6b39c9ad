import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { ApiPaths } from '../values/apiPaths.ts';
import { createApiFacts, type ApiFacts } from './apiFacts.ts';
import { apiForm } from './apiForm.ts';
import { ENDS } from './endCatalog.ts';
import { KEY_ORIGINS, KEY_USES } from './keyCatalog.ts';
import { SINKS } from './sinkCatalog.ts';
import { DOWNLOADS, FILE_READS, SOURCES } from './sourceCatalog.ts';

it.each([
  ['node:http.request().write', 'node:http', 'node:http.request().write'],
  ['node:http.request().on().once().write', 'node:http', 'node:http.request().on().once().write'],
  ['node:http.request().on().once().ref().write', 'node:http', 'node:http.request().…().write'],
  ['npm:axios.create().post', 'npm:axios', 'npm:axios.create().post'],
  ['npm:axios.create().defaults.adapter.post', 'npm:axios', 'npm:axios.…().post'],
  ['npm:axios.a.b.c.post', 'npm:axios', 'npm:axios.….post'],
  ['npm:axios.….post.status.b.c', 'npm:axios', 'npm:axios.…'],
  ['global:crypto.getRandomValues().subarray().at().toFixed', 'global:crypto', 'global:crypto.…()'],
  ['global:crypto.…().slice()', 'global:crypto', 'global:crypto.…()'],
  // What stands behind a server, an encryption or a public key is no more than that, wherever it stands.
  ['node:http.a.b.createServer().c.write', 'node:http', 'node:http.….createServer().write'],
  ['npm:@noble/curves.a.b.ProjectivePoint.c.d', 'npm:@noble/curves', 'npm:@noble/curves.….ProjectivePoint.…'],
  ['py:os.environ.copy().a.b', 'py:os', 'py:os.environ.copy().a.b'],
  ['py:os.environ.copy().a.b.c', 'py:os', 'py:os.environ.…()'],
  ['py:pathlib.Path().expanduser().parent.parent.joinpath', 'py:pathlib', 'py:pathlib.…().joinpath'],
  ['global:process.a.b.c.mainModule.require', 'global:process', 'global:process.….mainModule.require'],
  ['py:botocore.a.b.c.ClientError', 'py:botocore', 'py:botocore.….ClientError'],
  ['global:fetch().a.b.c.json', 'global:fetch', 'global:fetch().….json'],
])('%s', (path, root, form) => {
  expect(apiForm(path, root)).toBe(form);
  expect(apiForm(form, root)).toBe(form);
});

const lines = [
  ...[...SINKS, ...KEY_USES, ...KEY_ORIGINS, ...SOURCES].map(({ root, members }) => [root, members] as const),
  ...ENDS,
  ...FILE_READS,
  ...DOWNLOADS,
];
const ROOTS = [...new Set(lines.map(([root]) => root))];
const NAMES = [
  ...new Set(lines.flatMap(([, members]) => members.split(/[ .]/u)).map((member) => member.split(':')[0] as string)),
].filter((name) => /^\w+$/u.test(name));
const SAYING = ['createServer', 'Server', 'encrypt', 'createCipheriv', 'Point', 'PublicKey', 'cipher', 'signMessage'];

/** Steps as an analysis takes them: members and calls, never a call of a call. */
const steps = fc.array(
  fc.oneof(
    { weight: 3, arbitrary: fc.constantFrom('a', 'b', '0', '*', 'then') },
    { weight: 2, arbitrary: fc.constantFrom(...NAMES) },
    { weight: 1, arbitrary: fc.constantFrom(...SAYING) },
  ),
  { maxLength: 6 },
);

it('the catalogs say of a form what they say of the path', () => {
  let at = 0;
  const texts: string[] = [];
  const facts = createApiFacts({ text: (api: number) => texts[api] } as unknown as ApiPaths);
  const said = (path: string): Omit<ApiFacts, 'path'> => {
    texts.push(path);
    const { path: _, ...rest } = facts(at++);
    return rest;
  };
  const path = fc.tuple(fc.constantFrom(...ROOTS), steps, fc.array(fc.boolean(), { minLength: 6, maxLength: 6 }));
  fc.assert(
    fc.property(path, ([catalogued, members, calls]) => {
      const root = /^\w+:[^.(]*/u.exec(catalogued)?.[0] as string;
      let whole = catalogued;
      let form = catalogued;
      for (const [index, member] of members.entries()) {
        whole += `.${member}`;
        form = apiForm(`${form}.${member}`, root);
        if (calls[index] === true) {
          whole += '()';
          form = apiForm(`${form}()`, root);
        }
      }
      expect([form, said(form)]).toEqual([form, said(whole)]);
      expect(form.includes('(')).toBe(whole.includes('('));
    }),
    { numRuns: 20_000, seed: Number(process.env['SEED'] ?? 1) },
  );
});
