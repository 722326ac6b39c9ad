import { describe, expect, it } from 'vitest';
import { declaredFacts } from './declaredFacts.ts';
import { found, npmManifest } from './testing/manifestOf.ts';

const PATH = '.github/workflows/release.yml';
const read = (text: string) => npmManifest({ name: 'x' }, { [PATH]: text });

const RELEASE = `on:
  push: {tags: ['v*']}
permissions: {contents: read}
jobs:
  publish:
    runs-on: ubuntu-latest
    environment: {name: release}
    permissions:
      id-token: write
      attestations: write
    steps:
      - uses: actions/checkout@${'a'.repeat(40)}
      - run: npm ci
      - uses: actions/attest-build-provenance@${'b'.repeat(40)}
      - run: npm publish --provenance --access public
`;

describe('a workflow', () => {
  it('says when it runs, with which rights, how it publishes and what protects that', () => {
    const [workflow] = read(RELEASE).workflows;
    expect(workflow).toEqual({
      file: PATH,
      triggers: ['push'],
      permissions: ['* contents: read', 'publish id-token: write', 'publish attestations: write'],
      uses: [`actions/checkout@${'a'.repeat(40)}`, `actions/attest-build-provenance@${'b'.repeat(40)}`],
      publishes: ['npm publish'],
      protections: [
        `${PATH} attests what it built`,
        `${PATH} publishes with provenance`,
        `${PATH} publishes only from the environment release`,
        `${PATH} proves who it is by a token of its own`,
        `${PATH} publishes with actions pinned by their hash`,
      ],
    });
  });

  it.each([
    ['attests what it built', /^.*attest-build.*\n/m],
    ['publishes with provenance', / --provenance/],
    ['publishes only from the environment release', /^.*environment.*\n/m],
    ['proves who it is by a token of its own', /^.*id-token.*\n/m],
  ])('lacks "%s" when it is taken out', (protection, line) => {
    const gone = declaredFacts(read(RELEASE.replace(line, ''))).protections;
    expect(declaredFacts(read(RELEASE)).protections).toContain(`${PATH} ${protection}`);
    expect(gone).not.toContain(`${PATH} ${protection}`);
  });

  it('of PyPI attests unless it is told not to', () => {
    const pypi = (inputs: string) =>
      declaredFacts(
        read(
          `on: [push]\njobs:\n  p:\n    steps:\n      - uses: pypa/gh-action-pypi-publish@release/v1\n        with: {${inputs}}\n`,
        ),
      ).protections;
    expect(pypi('')).toEqual([`${PATH} publishes with attestations`]);
    expect(pypi('attestations: false')).toEqual([]);
    expect(pypi('password: x')).toEqual([]);
  });

  it('that runs the code of strangers with its rights is found', () => {
    const strangers = (trigger: string, ref: string) =>
      found(
        read(
          `on: ${trigger}\njobs:\n  t:\n    steps:\n      - uses: actions/checkout@v4\n        with: {ref: "${ref}"}\n`,
        ),
      );
    const head = '${{ github.event.pull_request.head.sha }}';
    expect(strangers('pull_request_target', head)).toEqual(['manifest.workflow-of-strangers review -']);
    expect(strangers('pull_request', head)).toEqual([]);
    expect(strangers('pull_request_target', 'main')).toEqual([]);
  });

  it('of GitLab has scripts and tokens', () => {
    const [workflow] = npmManifest(
      { name: 'x' },
      { '.gitlab-ci.yml': 'p:\n  script:\n    - npm publish --provenance\n' },
    ).workflows;
    expect(workflow).toMatchObject({
      publishes: ['npm publish'],
      protections: ['.gitlab-ci.yml publishes with provenance'],
    });
  });

  it.each([
    ['broken', 'on: [push\njobs: {'],
    ['no mapping', '- a\n- b'],
    [
      'a bomb of aliases',
      `a: &a [x, x]\n${'bcdefghij'
        .split('')
        .map((c, i) => `${c}: &${c} [${'*' + 'abcdefghij'[i]}, *${'abcdefghij'[i]}]`)
        .join('\n')}`,
    ],
  ])('that is %s is unread', (_, text) => {
    expect(read(text).unread.map(({ path }) => path)).toEqual([PATH]);
  });
});
