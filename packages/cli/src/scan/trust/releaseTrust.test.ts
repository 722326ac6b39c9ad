import { hash } from 'node:crypto';
import { afterEach, expect, test } from 'vitest';
import { createSigstore, GITHUB_FIELDS } from '../../../../scan/src/trust/provenance/testing/sigstore.ts';
import { npmStatement, pypiStatement } from '../../../../scan/src/trust/provenance/testing/statements.ts';
import { CliFault } from '../../cliFault.ts';
import { type LoopbackRegistry, startRegistry } from '../testing/loopbackRegistry.ts';
import { npmTrust } from './npmTrust.ts';
import { pypiTrust } from './pypiTrust.ts';
import type { AskTrust, ReleaseQuestion } from './releaseQuestion.ts';

const sigstore = createSigstore();
const roots = (): Promise<typeof sigstore.roots> => Promise.resolve(sigstore.roots);
const BYTES = Buffer.from('bytes of 1.2.3');
const ATTESTATIONS = '/npm/-/npm/v1/attestations/@acme/wallet@1.2.3';
let registry: LoopbackRegistry;
afterEach(async () => await registry.close());

const ask = (url: string): ReleaseQuestion => ({
  access: { url, authorization: 'Bearer s3cret' },
  signal: AbortSignal.timeout(30_000),
});
async function npm(packument: unknown, answers: Readonly<Record<string, string>> = {}): Promise<AskTrust> {
  registry = await startRegistry([], []);
  registry.special.set('/npm/@acme/wallet', {
    status: 200,
    body: typeof packument === 'string' ? packument : JSON.stringify(packument),
  });
  for (const [path, body] of Object.entries(answers)) registry.special.set(path, { status: 200, body });
  return npmTrust('@acme/wallet', ask(registry.npm))('1.2.3');
}
const packumentOf = (version: object, more: object = {}): unknown => ({
  ...more,
  versions: { '1.2.3': { dist: {}, ...version } },
});
const PROVED = packumentOf({ dist: { attestations: { url: 'https://elsewhere.example.invalid/x', provenance: {} } } });
const npmAnswer = (sha512: string): string =>
  JSON.stringify({
    attestations: [
      {
        predicateType: 'https://slsa.dev/provenance/v1',
        bundle: sigstore.bundle({
          statement: npmStatement({ subject: [{ name: 'pkg:npm/%40acme/wallet@1.2.3', digest: { sha512 } }] }),
          fields: GITHUB_FIELDS,
        }),
      },
    ],
  });

test('npm’s registry says who published, who maintains, when, and what proves it', async () => {
  const trust = await npm(
    packumentOf(
      {
        _npmUser: { name: 'ann', email: 'ann@example.invalid' },
        maintainers: [{ name: 'ann', email: 'ann@example.invalid' }, 'ben <ben@example.invalid>', { name: 'cy' }],
        dist: { attestations: { url: 'x' } },
      },
      { time: { '1.2.3': '2026-01-31T12:00:00.000Z' } },
    ),
    { [ATTESTATIONS]: npmAnswer(hash('sha512', BYTES)) },
  );
  expect(await trust(BYTES, roots)).toEqual({
    published: Date.parse('2026-01-31T12:00:00Z'),
    publisher: { name: 'ann', email: 'ann@example.invalid' },
    maintainers: [
      { name: 'ann', email: 'ann@example.invalid' },
      { name: 'ben', email: 'ben@example.invalid' },
      { name: 'cy' },
    ],
    provenance: expect.objectContaining({ is: 'verified', repository: 'https://github.com/acme/wallet' }),
  });
  // The address in the metadata is not gone to, and the token goes to the registry alone.
  expect(registry.asked.map(({ path }) => path)).toEqual(['/npm/@acme/wallet', ATTESTATIONS]);
});

test('what npm’s registry leaves out is absent', async () => {
  const trust = await npm(packumentOf({}));
  expect(await trust(BYTES, roots)).toEqual({ maintainers: [], provenance: { is: 'absent' } });
});

test('a build that publishes by its own identity is no person', async () => {
  const trust = await npm(packumentOf({ _npmUser: { name: 'GitHub Actions', trustedPublisher: { id: 'github' } } }));
  expect(await trust(BYTES, roots)).not.toHaveProperty('publisher');
});

test('a moment that is none is absent', async () => {
  const trust = await npm(packumentOf({}, { time: { '1.2.3': 'soon', __proto__: null } }));
  expect(await trust(BYTES, () => Promise.resolve(undefined))).not.toHaveProperty('published');
});

test('without roots a proof is said to be unchecked, and not fetched', async () => {
  const trust = await npm(PROVED);
  expect((await trust(BYTES, () => Promise.resolve(undefined))).provenance).toEqual({
    is: 'unchecked',
    why: expect.stringMatching(/--trust-root/),
  });
  expect(registry.asked).toHaveLength(1);
});

test.each<[string, Readonly<Record<string, string>>, RegExp]>([
  ['of other bytes', { [ATTESTATIONS]: npmAnswer('cd'.repeat(64)) }, /other bytes/],
  ['that is announced and not given', {}, /does not give it/],
  ['that is no JSON', { [ATTESTATIONS]: '<html>' }, /no JSON/],
  ['that is larger than proofs are', { [ATTESTATIONS]: ' '.repeat(16 * 1024 * 1024 + 1) }, /does not give it/],
])('a proof %s does not hold', async (_, answers, why) => {
  const trust = await npm(PROVED, answers);
  expect((await trust(BYTES, roots)).provenance).toEqual({ is: 'invalid', why: expect.stringMatching(why) });
});

test.each([
  ['no JSON', '<html>'],
  ['no packument', '{"versions": []}'],
  ['a maintainer that is a number', packumentOf({ maintainers: [7] })],
  ['a packument without this version', { versions: {} }],
])('%s is refused', async (_, packument) => {
  const trust = await npm(packument);
  await expect(trust(BYTES, roots)).rejects.toThrow(CliFault);
});

const FILE = 'wallet-1.2.3.tar.gz';
async function pypi(file: object, answer?: unknown, type = 'application/vnd.pypi.simple.v1+json'): Promise<AskTrust> {
  registry = await startRegistry([], []);
  registry.special.set('/simple/wallet/', {
    status: 200,
    headers: { 'content-type': type },
    body: JSON.stringify({ files: [{ filename: FILE, ...file }] }),
  });
  if (answer !== undefined) registry.special.set('/integrity/x', { status: 200, body: JSON.stringify(answer) });
  return pypiTrust('wallet', ask(registry.simple))(FILE);
}
function pypiAnswer(sha256: string): unknown {
  const bundle = sigstore.bundle({ statement: pypiStatement(sha256), fields: GITHUB_FIELDS }) as {
    verificationMaterial: { certificate: { rawBytes: string }; tlogEntries: unknown };
    dsseEnvelope: { payload: string; signatures: [{ sig: string }] };
  };
  const attestation = {
    version: 1,
    verification_material: {
      certificate: bundle.verificationMaterial.certificate.rawBytes,
      transparency_entries: bundle.verificationMaterial.tlogEntries,
    },
    envelope: { statement: bundle.dsseEnvelope.payload, signature: bundle.dsseEnvelope.signatures[0].sig },
  };
  const publisher = { kind: 'GitHub', repository: 'acme/wallet', workflow: 'release.yml' };
  return { version: 1, attestation_bundles: [{ publisher, attestations: [attestation] }] };
}

test('an index of Python packages says when a file came and what proves it', async () => {
  const trust = await pypi(
    { 'upload-time': '2026-01-31T12:00:00.123456Z', provenance: '../../integrity/x' },
    pypiAnswer(hash('sha256', BYTES)),
  );
  expect(await trust(BYTES, roots)).toEqual({
    published: Date.parse('2026-01-31T12:00:00.123Z'),
    maintainers: [],
    provenance: expect.objectContaining({ is: 'verified', workflow: '.github/workflows/release.yml' }),
  });
});

test('what an index leaves out is absent, in HTML all of it', async () => {
  expect(await (await pypi({ provenance: null }))(BYTES, roots)).toEqual({
    maintainers: [],
    provenance: { is: 'absent' },
  });
  await registry.close();
  expect(await (await pypi({ provenance: 'x' }, undefined, 'text/html'))(BYTES, roots)).toMatchObject({
    provenance: { is: 'absent' },
  });
});

test('a proof of an index that is of other bytes, or at no address that is fetched, does not hold', async () => {
  const trust = await pypi({ provenance: '../../integrity/x' }, pypiAnswer('cd'.repeat(32)));
  expect((await trust(BYTES, roots)).provenance).toEqual({
    is: 'invalid',
    why: expect.stringMatching(/other bytes/),
  });
  await registry.close();
  const far = await pypi({ provenance: 'http://far.example.invalid/x' });
  expect((await far(BYTES, roots)).provenance).toMatchObject({ is: 'invalid' });
});

test('an answer of an index that is none is refused', async () => {
  await expect((await pypi({ filename: 7 }))(BYTES, roots)).rejects.toThrow(CliFault);
});
