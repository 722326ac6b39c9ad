import { execFileSync } from 'node:child_process';
import { appendFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { CliFault } from '../../cliFault.ts';
import { type CloneAnswer, type CloneQuestion, readClone } from './readClone.ts';

const WORKFLOW = `on: {push: {tags: ['v*']}}
permissions: {id-token: write}
jobs:
  release:
    environment: release
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@0123456789012345678901234567890123456789
      - run: npm publish --provenance
`;
const ENV = { PATH: process.env['PATH'] };
let folder: string;
let origin: string;
let clone: string;
let signers: string;
const commits = new Map<string, string>();
const at = (name: string): string => commits.get(name) ?? '';

/** Real git as a developer has it, except that no configuration of this machine counts. */
function git(where: string, ...args: readonly string[]): string {
  return execFileSync('git', ['-C', where, '-c', 'protocol.file.allow=always', ...args], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      ...ENV,
      HOME: folder,
      GIT_CONFIG_GLOBAL: '/dev/null',
      GIT_CONFIG_NOSYSTEM: '1',
      GIT_AUTHOR_NAME: 'Ann',
      GIT_AUTHOR_EMAIL: 'ann@example.invalid',
      GIT_COMMITTER_NAME: 'Ann',
      GIT_COMMITTER_EMAIL: 'ann@example.invalid',
    },
  }).trim();
}

function write(path: string, text: string): void {
  mkdirSync(dirname(join(origin, path)), { recursive: true });
  writeFileSync(join(origin, path), text);
}

function commit(name: string, signedWith?: string): void {
  git(origin, 'add', '-A');
  const signing =
    signedWith === undefined ? [] : ['-c', 'gpg.format=ssh', '-c', `user.signingkey=${join(folder, signedWith)}`];
  git(origin, ...signing, 'commit', '-q', '--allow-empty', '-m', name, ...(signedWith === undefined ? [] : ['-S']));
  commits.set(name, git(origin, 'rev-parse', 'HEAD'));
}

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'portcullis-clone-'));
  [origin, clone, signers] = [join(folder, 'origin'), join(folder, 'clone'), join(folder, 'allowed_signers')];
  for (const key of ['ann', 'eve'])
    execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-C', key, '-f', join(folder, key)]);
  writeFileSync(signers, `ann@example.invalid namespaces="git" ${readFileSync(join(folder, 'ann.pub'), 'utf8')}`);
  execFileSync('git', ['init', '-q', '-b', 'main', origin]);
  write('package.json', '{"name": "wallet"}');
  write('src/deep/index.js', 'export const one = 1;\n');
  write('.github/workflows/release.yml', WORKFLOW);
  commit('unsigned');
  commit('signed', 'ann');
  commit('strange', 'eve');
  write(
    '.github/workflows/release.yml',
    WORKFLOW.replace(' --provenance', '').replace('    environment: release\n', ''),
  );
  commit('weakened');
  git(origin, 'checkout', '-q', '--orphan', 'stolen');
  write('src/deep/index.js', 'export const one = 2;\n');
  commit('orphan');
  git(origin, 'tag', 'v2');
  git(origin, 'checkout', '-q', 'main');
  execFileSync('git', ['clone', '-q', origin, clone]);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function ask(question: Partial<CloneQuestion>, where = clone): Promise<CloneAnswer> {
  const whole = { commit: 'HEAD', commitBefore: undefined, branches: [], allowedSigners: undefined, ...question };
  const answer = await readClone(where, whole, ENV);
  if (answer === undefined) throw new Error('no clone');
  return answer;
}
const rules = async (question: Partial<CloneQuestion>, where = clone): Promise<string[]> =>
  (await ask(question, where)).findings.map(({ rule, decision }) => `${rule} ${decision}`);

/** A copy of the clone that its maker meant harm with. */
function hostile(name: string): string {
  const copy = join(folder, name);
  execFileSync('cp', ['-r', clone, copy]);
  return copy;
}

test('a release commit on the main branch, signed by a known key, has nothing against it', async () => {
  expect(await rules({ commit: at('signed'), commitBefore: at('unsigned'), allowedSigners: signers })).toEqual([]);
});

test.each([
  ['no signature', 'unsigned', 'source.unsigned-commit review'],
  ['a signature by a stranger', 'strange', 'source.unsigned-commit review'],
])('%s is found where signers are given, and only there', async (_, name, rule) => {
  expect(await rules({ commit: at(name), allowedSigners: signers })).toEqual([rule]);
  expect(await rules({ commit: at(name) })).toEqual([]);
});

test('the key of a stranger is named', async () => {
  const key = execFileSync('ssh-keygen', ['-lf', join(folder, 'eve.pub')], { encoding: 'utf8' }).split(' ')[1];
  const { findings } = await ask({ commit: at('strange'), allowedSigners: signers });
  expect(findings[0]?.why).toContain(key);
});

test('a key that was valid no more when the commit says it was made is unknown', async () => {
  const over = join(folder, 'over');
  writeFileSync(over, readFileSync(signers, 'utf8').replace('namespaces', 'valid-before="20200101",namespaces'));
  expect(await rules({ commit: at('signed'), allowedSigners: over })).toEqual(['source.unsigned-commit review']);
});

test('a signature that was taken from another commit is wrong', async () => {
  const raw = git(origin, 'cat-file', 'commit', at('signed'));
  const forged = execFileSync('git', ['-C', origin, 'hash-object', '-t', 'commit', '-w', '--stdin'], {
    input: raw.replace(/signed$/, 'forged\n'),
    encoding: 'utf8',
  }).trim();
  git(origin, 'branch', 'forged', forged);
  git(clone, 'fetch', '-q', 'origin', 'forged');
  expect(await rules({ commit: forged, allowedSigners: signers, branches: [] })).toEqual([
    'source.not-on-branch hold',
    'source.unsigned-commit hold',
  ]);
});

test('an orphan commit behind a tag is on no branch that counts', async () => {
  expect(await rules({ commit: 'v2' })).toEqual(['source.not-on-branch hold']);
  expect(await rules({ commit: 'v2', branches: ['origin/stolen'] })).toEqual([]);
  expect(await rules({ commit: 'v2', branches: ['main', 'stolen'] })).toEqual([]);
});

test('a workflow that lost its protections since the release before is found', async () => {
  const { findings } = await ask({ commit: at('weakened'), commitBefore: at('signed') });
  expect(findings.map(({ rule }) => rule)).toEqual(['source.workflow-weakened', 'source.workflow-weakened']);
  expect(findings.map(({ why }) => why).join(' ')).toMatch(/provenance.*environment release/);
  expect(await rules({ commit: at('signed'), commitBefore: at('weakened') })).toEqual([]);
});

test('the tree comes from the commit and not from the working files', async () => {
  const copy = hostile('edited');
  writeFileSync(join(copy, 'src/deep/index.js'), 'stolen();\n');
  writeFileSync(join(copy, 'more.js'), 'stolen();\n');
  const { files } = await ask({ commit: at('signed') }, copy);
  expect(files.map(({ path, bytes }) => [path, Buffer.from(bytes).toString()]).toSorted()).toEqual([
    ['.github/workflows/release.yml', WORKFLOW],
    ['package.json', '{"name": "wallet"}'],
    ['src/deep/index.js', 'export const one = 1;\n'],
  ]);
});

test('a clone without a main branch of a remote is asked nothing of branches', async () => {
  expect(await rules({}, origin)).toEqual([]);
});

test('a bare clone does, a folder that is none is told apart', async () => {
  const bare = join(folder, 'bare.git');
  execFileSync('git', ['clone', '-q', '--bare', origin, bare]);
  expect((await ask({ commit: 'main', branches: ['main'] }, bare)).findings).toEqual([]);
  expect(
    await readClone(
      join(clone, 'src'),
      { commit: 'HEAD', commitBefore: undefined, branches: [], allowedSigners: undefined },
      ENV,
    ),
  ).toBeUndefined();
});

test('nothing that the clone’s configuration names is run', async () => {
  const copy = hostile('running');
  const ran = join(folder, 'ran');
  const program = join(folder, 'program.sh');
  writeFileSync(program, `#!/bin/sh\necho "$0" "$@" >> ${ran}\n`, { mode: 0o755 });
  appendFileSync(
    join(copy, '.git/config'),
    `[core]\n\tfsmonitor = ${program}\n\tpager = ${program}\n\tsshCommand = ${program}\n\taskPass = ${program}\n` +
      `\tgitProxy = ${program}\n\talternateRefsCommand = ${program}\n\thooksPath = ${folder}\n\trepositoryFormatVersion = 1\n` +
      `[gpg]\n\tprogram = ${program}\n\tformat = ssh\n[gpg "ssh"]\n\tprogram = ${program}\n\tdefaultKeyCommand = ${program}\n` +
      `[diff]\n\texternal = ${program}\n[diff "x"]\n\ttextconv = ${program}\n[filter "x"]\n\tsmudge = ${program}\n\tclean = ${program}\n\tprocess = ${program}\n` +
      `[alias]\n\tcat-file = !${program}\n\trev-parse = !${program}\n\tmerge-base = !${program}\n[credential]\n\thelper = !${program}\n` +
      `[protocol]\n\tallow = always\n[protocol "ext"]\n\tallow = always\n[extensions]\n\tpartialClone = evil\n` +
      `[remote "evil"]\n\turl = ext::${program} %S\n\tpromisor = true\n\tuploadpack = ${program}\n[trace2]\n\teventTarget = ${ran}\n`,
  );
  writeFileSync(join(copy, '.git/info/attributes'), '* filter=x diff=x\n');
  expect(await rules({ commit: at('signed'), commitBefore: at('unsigned'), allowedSigners: signers }, copy)).toEqual(
    [],
  );
  // An object that is not there would be fetched from a command, and none is.
  const missing = git(clone, 'rev-parse', `${at('signed')}:src/deep/index.js`);
  rmSync(join(copy, '.git/objects', missing.slice(0, 2), missing.slice(2)), { force: true });
  await expect(ask({ commit: at('signed') }, copy)).rejects.toThrow(CliFault);
  expect(existsSync(ran)).toBe(false);
  // The trap does work where nobody takes care.
  expect(() => git(copy, 'cat-file', '-p', missing)).toThrow(/evil|fatal|failed/);
  expect(existsSync(ran)).toBe(true);
});

test('a replaced commit is read as what its id stands for', async () => {
  const copy = hostile('replaced');
  git(copy, 'replace', at('unsigned'), at('orphan'));
  const { files } = await ask({ commit: at('unsigned') }, copy);
  expect(Buffer.from(files.find(({ path }) => path.endsWith('index.js'))?.bytes ?? []).toString()).toContain('one = 1');
});

test('a graft does not make an orphan reachable', async () => {
  const copy = hostile('grafted');
  writeFileSync(join(copy, '.git/info/grafts'), `${at('weakened')} ${at('orphan')}\n`);
  expect(await rules({ commit: 'v2' }, copy)).toEqual(['source.not-on-branch hold']);
});

test('other bytes under an id are refused', async () => {
  const copy = hostile('swapped');
  const pack = (id: string): string => join(copy, '.git/objects', id.slice(0, 2), id.slice(2));
  const [good, bad] = ['signed', 'orphan'].map((name) => git(clone, 'rev-parse', `${at(name)}:src/deep/index.js`));
  // A local clone keeps loose objects as they are.
  rmSync(pack(good ?? ''), { force: true });
  execFileSync('cp', [pack(bad ?? ''), pack(good ?? '')]);
  await expect(ask({ commit: at('signed') }, copy)).rejects.toThrow(CliFault);
});

test.each([
  ['no such commit', { commit: 'nowhere' }],
  ['a commit that is an option', { commit: '--help' }],
  ['no such branch', { branches: ['nowhere'] }],
  ['a branch that is a tag', { branches: ['v2'] }],
  ['no file of signers', { allowedSigners: '/nonexistent/signers' }],
])('%s is refused', async (_, question) => {
  await expect(ask(question)).rejects.toThrow(CliFault);
});

test('in a shallow clone nobody can tell what is reachable', async () => {
  const shallow = join(folder, 'shallow');
  execFileSync('git', ['clone', '-q', '--depth', '1', '--no-single-branch', `file://${origin}`, shallow]);
  expect(await rules({}, shallow)).toEqual([]);
  await expect(ask({ commit: 'v2' }, shallow)).rejects.toThrow(/cannot be read/);
});
