import { expect, test } from 'vitest';
import { pypiProvenance } from './pypiProvenance.ts';
import { createSigstore, type Flaws, GITHUB_FIELDS } from './testing/sigstore.ts';
import { pypiStatement } from './testing/statements.ts';

const sigstore = createSigstore();
const SHA256 = 'ab'.repeat(32);
const SUBJECT = { file: 'wallet-1.2.3.tar.gz', sha256: SHA256 };
const PUBLISHER = { kind: 'GitHub', repository: 'acme/wallet', workflow: 'release.yml', environment: null };

/** As an index would show the bundle of Sigstore. */
function attestation(statement: unknown, fields = GITHUB_FIELDS, flaws: Flaws = {}): unknown {
  const bundle = sigstore.bundle({ statement, fields, flaws }) as {
    verificationMaterial: { certificate: { rawBytes: string }; tlogEntries: unknown };
    dsseEnvelope: { payload: string; signatures: [{ sig: string }] };
  };
  return {
    version: 1,
    verification_material: {
      certificate: bundle.verificationMaterial.certificate.rawBytes,
      transparency_entries: bundle.verificationMaterial.tlogEntries,
    },
    envelope: { statement: bundle.dsseEnvelope.payload, signature: bundle.dsseEnvelope.signatures[0].sig },
  };
}
const answer = (attestations: unknown, publisher: unknown = PUBLISHER): unknown => ({
  version: 1,
  attestation_bundles: [{ publisher, attestations }],
});
const judge = (given: unknown): unknown => pypiProvenance(given, SUBJECT, sigstore.roots);
const ONE = attestation(pypiStatement(SHA256));

test('a proof that holds says where a file was built', () => {
  expect(judge(answer([ONE]))).toEqual({
    is: 'verified',
    issuer: 'https://token.actions.githubusercontent.com',
    repository: 'https://github.com/acme/wallet',
    commit: 'c0ffee0000000000000000000000000000000001',
    workflow: '.github/workflows/release.yml',
    ref: 'refs/tags/v1.2.3',
    builder: 'github-hosted',
  });
});

test('a build of GitLab is known by its own service', () => {
  const fields = {
    8: 'https://gitlab.com',
    12: 'https://gitlab.com/acme/wallet',
    18: 'https://gitlab.com/acme/wallet//.gitlab-ci.yml@refs/heads/main',
  };
  const publisher = { kind: 'GitLab', repository: 'acme/wallet', workflow_filepath: '.gitlab-ci.yml' };
  expect(judge(answer([attestation(pypiStatement(SHA256), fields)], publisher))).toMatchObject({
    is: 'verified',
    repository: 'https://gitlab.com/acme/wallet',
    workflow: '.gitlab-ci.yml',
  });
});

test.each<[string, unknown, RegExp]>([
  ['of another file', answer([attestation(pypiStatement(SHA256, 'wallet-1.2.2.tar.gz'))]), /about wallet-1\.2\.2/],
  ['of other bytes', answer([attestation(pypiStatement('cd'.repeat(32)))]), /other bytes/],
  [
    'with a wrong signature',
    answer([attestation(pypiStatement(SHA256), GITHUB_FIELDS, { signature: true })]),
    /signature is wrong/,
  ],
  [
    'beside a wrong one',
    answer([ONE, attestation(pypiStatement(SHA256), GITHUB_FIELDS, { strangeLog: true })]),
    /transparency log/,
  ],
  [
    'of another repository than the index shows',
    answer([ONE], { ...PUBLISHER, repository: 'acme/other' }),
    /the index names/,
  ],
  [
    'of another workflow than the index shows',
    answer([ONE], { ...PUBLISHER, workflow: 'other.yml' }),
    /the index names the workflow/,
  ],
  ['of another service than the index shows', answer([ONE], { ...PUBLISHER, kind: 'GitLab' }), /the index names/],
  ['of a later edition', { ...(answer([ONE]) as object), version: 2 }, /no provenance of PEP 740 \(version\)/],
  ['that is none', 'x', /no provenance/],
])('a proof %s is refused', (_, given, why) => {
  expect(judge(given)).toEqual({ is: 'invalid', why: expect.stringMatching(why) });
});

test('no publisher proves nothing', () => {
  expect(judge({ version: 1, attestation_bundles: [] })).toEqual({ is: 'absent' });
});

test('a publisher that names no repository is said to be unchecked', () => {
  expect(judge(answer([ONE], { kind: 'Google', email: 'x@example.invalid' }))).toEqual({
    is: 'unchecked',
    why: expect.stringMatching(/"Google"/),
  });
});
