import { expect, test } from 'vitest';
import { SLSA_0, SLSA_1, NPM_PUBLISH } from './buildClaim.ts';
import { npmProvenance } from './npmProvenance.ts';
import { spki } from './testing/certificate.ts';
import { createSigstore, type Flaws, GITHUB_FIELDS, keyPair } from './testing/sigstore.ts';
import { npmStatement, oldNpmStatement, publishStatement, SHA512 } from './testing/statements.ts';
import { parseTrustRoots } from './trustRoots.ts';

const sigstore = createSigstore();
const SUBJECT = { name: '@acme/wallet', version: '1.2.3', sha512: SHA512 };
const answer = (statement: unknown, fields = GITHUB_FIELDS, flaws: Flaws = {}, predicateType = SLSA_1): unknown => ({
  attestations: [{ predicateType, bundle: sigstore.bundle({ statement, fields, flaws }) }],
});
const judge = (given: unknown, subject = SUBJECT, roots = sigstore.roots): unknown =>
  npmProvenance(given, subject, roots);
const FACTS = {
  is: 'verified',
  issuer: 'https://token.actions.githubusercontent.com',
  repository: 'https://github.com/acme/wallet',
  commit: 'c0ffee0000000000000000000000000000000001',
  workflow: '.github/workflows/release.yml',
  ref: 'refs/tags/v1.2.3',
  builder: 'https://github.com/actions/runner/github-hosted',
};

test('a proof that holds says where a version was built', () => {
  expect(judge(answer(npmStatement()))).toEqual(FACTS);
});

test('the older kind of proof says the same', () => {
  expect(judge(answer(oldNpmStatement(), GITHUB_FIELDS, {}, SLSA_0))).toEqual({
    ...FACTS,
    builder: 'https://github.com/actions/runner',
  });
});

test('a certificate from before the newer fields says it in the older ones', () => {
  const { 1: issuer = '', 3: commit = '', 5: repository = '', 6: ref = '' } = GITHUB_FIELDS;
  const { workflow: _, ...rest } = FACTS;
  expect(judge(answer(npmStatement(), { 1: issuer, 3: commit, 5: repository, 6: ref }))).toEqual(rest);
});

test.each<[string, Flaws, RegExp]>([
  ['a signature over other bytes', { signature: true }, /signature is wrong/],
  ['a strange authority', { strangeAuthority: true }, /leads to none of the given roots/],
  ['a certificate that was over', { minutes: 11 }, /not valid when it was used/],
  ['a certificate that had not begun', { minutes: -1 }, /not valid when it was used/],
  ['a strange certificate log', { strangeCertificateLog: true }, /no certificate log/],
  ['no certificate log', { noCertificateLog: true }, /no certificate log/],
  ['a strange transparency log', { strangeLog: true }, /no transparency log/],
  ['the log’s entry of another signature', { otherEntry: true }, /no transparency log/],
  ['a proof that leads elsewhere', { proof: true }, /no transparency log/],
  ['no promise, so that nothing says when', { noPromise: true }, /says when/],
  ['no entry at all', { noLog: true }, /says when/],
  ['a payload that is no statement', { payloadType: 'text/plain' }, /signs text\/plain/],
])('%s is refused', (_, flaws, why) => {
  expect(judge(answer(npmStatement(), GITHUB_FIELDS, flaws))).toEqual({
    is: 'invalid',
    why: expect.stringMatching(why),
  });
});

test.each<[string, unknown, RegExp]>([
  [
    'another package',
    npmStatement({ subject: [{ name: 'pkg:npm/other@1.2.3', digest: { sha512: SHA512 } }] }),
    /about pkg:npm\/other/,
  ],
  [
    'another version',
    npmStatement({ subject: [{ name: 'pkg:npm/%40acme/wallet@1.2.2', digest: { sha512: SHA512 } }] }),
    /@1\.2\.2/,
  ],
  [
    'other bytes',
    npmStatement({ subject: [{ name: 'pkg:npm/%40acme/wallet@1.2.3', digest: { sha512: 'cd'.repeat(64) } }] }),
    /about other bytes/,
  ],
  [
    'the same bytes by a weaker digest',
    npmStatement({ subject: [{ name: 'pkg:npm/%40acme/wallet@1.2.3', digest: { sha1: SHA512 } }] }),
    /not given/,
  ],
  [
    'another repository than its certificate',
    npmStatement({ repository: 'https://github.com/acme/other' }),
    /its certificate says https:\/\/github\.com\/acme\/wallet/,
  ],
  [
    'another commit than its certificate',
    npmStatement({ commit: 'c0ffee0000000000000000000000000000000002' }),
    /its certificate says c0ffee/,
  ],
  [
    'a statement of a kind that nobody knows',
    npmStatement({ predicateType: 'https://example.invalid/praise/v1' }),
    /nobody here understands/,
  ],
  ['what is no statement', 'no JSON', /no JSON/],
  [
    'a statement of a later edition',
    npmStatement({ _type: 'https://in-toto.io/Statement/v9' }),
    /statement is none: _type/,
  ],
  ['no build', { ...(npmStatement() as object), predicate: {} }, /predicate is none: buildDefinition/],
  ['a kind that it is not called by', oldNpmStatement(), /is called .*v1 and states .*v0\.2/],
])('a proof that states %s is refused', (_, statement, why) => {
  expect(judge(answer(statement))).toEqual({ is: 'invalid', why: expect.stringMatching(why) });
});

test.each<[string, Readonly<Record<number, string>>, RegExp]>([
  [
    'a person',
    { 1: 'https://accounts.example.invalid', 8: 'https://accounts.example.invalid' },
    /no known build service/,
  ],
  ['nobody', { 1: '', 8: '' }, /no known build service/],
  ['a member of every object', { 8: 'constructor' }, /no known build service/],
  [
    'one service for the repository of another',
    { 12: 'https://gitlab.com/acme/wallet' },
    /signed for https:\/\/gitlab/,
  ],
  ['one service for a host that begins like its own', { 12: 'https://github.com.example.invalid/acme' }, /signed for/],
])('a certificate of %s is refused', (_, fields, why) => {
  expect(judge(answer(npmStatement(), { ...GITHUB_FIELDS, ...fields }))).toEqual({
    is: 'invalid',
    why: expect.stringMatching(why),
  });
});

test('other bytes than those that were proved are refused', () => {
  expect(judge(answer(npmStatement()), { ...SUBJECT, sha512: 'cd'.repeat(64) })).toMatchObject({ is: 'invalid' });
});

test.each([
  ['nothing', { attestations: [] }],
  ['kinds that nobody understands', { attestations: [{ predicateType: 'https://example.invalid/x', bundle: {} }] }],
])('%s proves nothing', (_, given) => {
  expect(judge(given)).toEqual({ is: 'absent' });
});

test.each([[null], ['x'], [{ attestations: 'x' }], [{ attestations: [{ predicateType: SLSA_1, bundle: {} }] }]])(
  'what is no answer is no proof: %j',
  (given) => {
    expect(judge(given)).toMatchObject({ is: 'invalid' });
  },
);

test('any part of a bundle that is gone or another is refused, and nothing throws', () => {
  const whole = answer(npmStatement());
  for (const path of pathsIn(whole)) {
    for (const change of [undefined, null, 7, '', 'AAAA', {}, []]) {
      const given = structuredClone(whole);
      put(given, path, change);
      const found = judge(given) as { is: string };
      // These say nothing that is signed or looked at.
      if (/keyid|rootHash|treeSize|mediaType$/.test(path.join('.'))) continue;
      expect(found.is, `${path.join('.')} = ${JSON.stringify(change)}`).not.toBe('verified');
    }
  }
});

const REGISTRY = keyPair();
const seeds = JSON.stringify({
  'https://updates.example.invalid': {
    targets: {
      'trusted_root.json': Buffer.from(sigstore.trustedRoot).toString('base64'),
      'registry.example.invalid%2Fkeys.json': Buffer.from(
        JSON.stringify({
          keys: [
            {
              keyId: 'SHA256:one',
              keyUsage: 'npm:attestations',
              publicKey: {
                rawBytes: spki(REGISTRY.publicKey).toString('base64'),
                keyDetails: 'PKIX_ECDSA_P256_SHA_256',
                validFor: { start: '2020-01-01T00:00:00.000Z' },
              },
            },
          ],
        }),
      ).toString('base64'),
    },
  },
});
const withPublish = (statement: unknown, flaws: Flaws): unknown => ({
  attestations: [
    { predicateType: NPM_PUBLISH, bundle: sigstore.bundle({ statement, fields: {}, flaws }) },
    { predicateType: SLSA_1, bundle: sigstore.bundle({ statement: npmStatement(), fields: GITHUB_FIELDS }) },
  ],
});
const KEY = { key: { id: 'SHA256:one', pair: REGISTRY } };

test('where the registry’s key is known, its own statement must hold too', () => {
  const roots = parseTrustRoots(seeds);
  expect(judge(withPublish(publishStatement(), KEY), SUBJECT, roots)).toMatchObject({ is: 'verified' });
  expect(judge(withPublish(publishStatement(), { ...KEY, signature: true }), SUBJECT, roots)).toMatchObject({
    is: 'invalid',
  });
  expect(judge(withPublish(publishStatement('pkg:npm/other@1.2.3'), KEY), SUBJECT, roots)).toMatchObject({
    is: 'invalid',
  });
  expect(judge(withPublish(publishStatement(), { key: { id: 'SHA256:two', pair: REGISTRY } }), SUBJECT, roots)).toEqual(
    {
      is: 'invalid',
      why: expect.stringMatching(/key not found/),
    },
  );
});

test('a registry’s key proves no origin', () => {
  const given = {
    attestations: [
      { predicateType: SLSA_1, bundle: sigstore.bundle({ statement: npmStatement(), fields: {}, flaws: KEY }) },
    ],
  };
  expect(judge(given, SUBJECT, parseTrustRoots(seeds))).toEqual({
    is: 'invalid',
    why: expect.stringMatching(/by a key, not by a build/),
  });
});

function pathsIn(value: unknown, path: readonly string[] = []): string[][] {
  if (typeof value !== 'object' || value === null) return [[...path]];
  return [
    ...(path.length === 0 ? [] : [[...path]]),
    ...Object.entries(value).flatMap(([key, one]) => pathsIn(one, [...path, key])),
  ];
}

function put(target: unknown, path: readonly string[], value: unknown): void {
  const parent = path.slice(0, -1).reduce<unknown>((at, key) => (at as Record<string, unknown>)[key], target);
  const last = path.at(-1) ?? '';
  if (value === undefined) delete (parent as Record<string, unknown>)[last];
  else (parent as Record<string, unknown>)[last] = value;
}
