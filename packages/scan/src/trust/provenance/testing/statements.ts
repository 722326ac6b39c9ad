import { PYPI_PUBLISH } from '../buildClaim.ts';
export const SHA512: string = 'ab'.repeat(64);
export const COMMIT = 'c0ffee0000000000000000000000000000000001';

/** What npm's client lets a build of GitHub sign (SLSA provenance 1). */
export function npmStatement(
  more: {
    readonly subject?: unknown;
    readonly repository?: string;
    readonly commit?: string;
    readonly predicateType?: string;
    readonly _type?: string;
  } = {},
): unknown {
  return {
    _type: more._type ?? 'https://in-toto.io/Statement/v1',
    subject: more.subject ?? [{ name: 'pkg:npm/%40acme/wallet@1.2.3', digest: { sha512: SHA512 } }],
    predicateType: more.predicateType ?? 'https://slsa.dev/provenance/v1',
    predicate: {
      buildDefinition: {
        buildType: 'https://slsa-framework.github.io/github-actions-buildtypes/workflow/v1',
        externalParameters: {
          workflow: {
            ref: 'refs/tags/v1.2.3',
            repository: more.repository ?? 'https://github.com/acme/wallet',
            path: '.github/workflows/release.yml',
          },
        },
        resolvedDependencies: [
          { uri: 'git+https://github.com/acme/wallet@refs/tags/v1.2.3', digest: { gitCommit: more.commit ?? COMMIT } },
        ],
      },
      runDetails: { builder: { id: 'https://github.com/actions/runner/github-hosted' } },
    },
  };
}

/** The older kind (SLSA provenance 0.2). */
export function oldNpmStatement(): unknown {
  return {
    _type: 'https://in-toto.io/Statement/v0.1',
    subject: [{ name: 'pkg:npm/%40acme/wallet@1.2.3', digest: { sha512: SHA512 } }],
    predicateType: 'https://slsa.dev/provenance/v0.2',
    predicate: {
      builder: { id: 'https://github.com/actions/runner' },
      invocation: {
        configSource: {
          uri: 'git+https://github.com/acme/wallet@refs/tags/v1.2.3',
          digest: { sha1: COMMIT },
          entryPoint: '.github/workflows/release.yml',
        },
      },
    },
  };
}

/** What npm's registry signs when it takes a version in. */
export function publishStatement(name = 'pkg:npm/%40acme/wallet@1.2.3'): unknown {
  return {
    _type: 'https://in-toto.io/Statement/v0.1',
    subject: [{ name, digest: { sha512: SHA512 } }],
    predicateType: 'https://github.com/npm/attestation/tree/main/specs/publish/v0.1',
    predicate: { name: '@acme/wallet', version: '1.2.3', registry: 'https://registry.example.invalid' },
  };
}

/** What a trusted publisher of PyPI signs (PEP 740). */
export function pypiStatement(sha256: string, file = 'wallet-1.2.3.tar.gz'): unknown {
  return {
    _type: 'https://in-toto.io/Statement/v1',
    subject: [{ name: file, digest: { sha256 } }],
    predicateType: PYPI_PUBLISH,
    predicate: null,
  };
}
