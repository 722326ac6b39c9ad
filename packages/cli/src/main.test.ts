import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkOutput } from './output/checkOutput.ts';
import { errorOutput } from './output/errorOutput.ts';
import { initOutput } from './output/initOutput.ts';
import { type Gatehouse, makeGatehouse } from './testing/gatehouse.ts';
import { type Ran, runPortcullis } from './testing/runPortcullis.ts';

let house: Gatehouse;
const run = (...args: string[]): Promise<Ran> => runPortcullis(house.directory, args);
beforeAll(() => {
  house = makeGatehouse();
});
afterAll(() => house.remove());

const COMMANDS = [
  'init',
  'check',
  'up',
  'propose upgrade',
  'propose mint',
  'propose role',
  'propose transfer',
  'propose estate',
  'propose drop',
  'propose raise',
  'propose file',
  'sign',
  'status',
  'verify',
  'gate list',
  'gate show',
  'gate drop',
  'gate raise',
  'journal verify',
  'journal prove',
  'journal tail',
  'journal export',
  'scan',
  'drill',
];

describe('the command line', () => {
  it.each(COMMANDS)('%s --help shows examples and the exit codes', async (command) => {
    const { exit, out, err } = await run(...command.split(' '), '--help');
    expect(err).toBe('');
    expect(exit).toBe(0);
    expect(out).toContain(`$ portcullis ${command}`);
    expect(out).toMatch(/0 {2}clean[^]*1 {2}findings[^]*2 {2}usage[^]*3 {2}could not finish/);
    expect(out).toContain('--json');
  });

  it.each([
    ['an unknown command', ['frobnicate']],
    ['an unknown option', ['check', '--frobnicate']],
    ['a missing argument', ['verify']],
    ['options that exclude each other', ['sign', 'x', '--print', '--signature', 'y']],
    ['a value that is not one of the choices', ['drill', 'ankr-2022', '--variant', 'nice']],
    ['an unknown drill', ['drill', 'nothing']],
    ['a server that is no address', ['status', '--server', 'nonsense']],
    ['an index that is no number', ['journal', 'prove', 'x']],
  ])('refuses %s with exit code 2 and no stack', async (_, args) => {
    const { exit, out, err } = await run(...args);
    expect(exit).toBe(2);
    expect(out).toBe('');
    expect(err).not.toMatch(/^ {4}at /m);
    expect(err).not.toBe('');
  });

  it('prints errors as JSON on request', async () => {
    for (const args of [['frobnicate'], ['check', '--estate', 'absent.yaml'], ['status']]) {
      const { exit, out } = await run(...args, '--json');
      const { error } = errorOutput.parse(JSON.parse(out));
      expect(error.exit).toBe(exit);
    }
  });

  it('says that no server answers, with exit code 3', async () => {
    house.write('api-token', 'x');
    const { exit, err } = await run('status', '--data', '.', '--server', 'http://127.0.0.1:9');
    expect([exit, err]).toEqual([3, expect.stringContaining('The server does not answer.')]);
  });

  it('has no colour without a terminal', async () => {
    const { out, err } = await run('check', '--offline');
    expect(out + err).not.toContain('\u001b');
  });

  it('shows a stack only for those who ask for it', async () => {
    const { err } = await runPortcullis(house.directory, ['check', '--estate', 'absent.yaml'], {
      PORTCULLIS_DEBUG: '1',
    });
    expect(err).toMatch(/^ {4}at /m);
  });
});

describe('check', () => {
  it('explains the estate and its holes, with exit code 1', async () => {
    const { exit, out } = await run('check', '--offline', '--json');
    const { clean, holes, explained } = checkOutput.parse(JSON.parse(out));
    expect(exit).toBe(1);
    expect(clean).toBe(false);
    expect(explained.join('\n')).toContain('Raising a gate: 2 custodians of board sign.');
    expect(holes.map(({ rule, subject }) => `${rule} ${subject}`)).toEqual(
      expect.arrayContaining([
        'custodian-without-reach custodians.alice',
        'custodian-cannot-sign custodians.dave',
        'nothing-watched contracts',
        'gate-never-dropped gates.withdrawals',
      ]),
    );
  });

  it('tells every fault of a wrong file at once, each with its line, with exit code 2', async () => {
    house.write(
      'wrong.yaml',
      "estate: X\ncustodians:\n  - {id: alice, keys: ['nonsense']}\npolicies:\n  upgrade: {quorum: 0 of all}\n  party: {quorum: all}\nlisten: everywhere\n",
    );
    const plain = await run('check', '--offline', '--estate', 'wrong.yaml');
    expect(plain.exit).toBe(2);
    expect(plain.err).toMatch(/wrong\.yaml:3:\d+ custodians\.0\.keys\.0: found .*, expected /);
    expect(plain.err).toMatch(/wrong\.yaml:5:\d+ policies\.upgrade\.quorum: found .*0 of all.*, expected /);
    expect(plain.err).toMatch(/wrong\.yaml:7:\d+ listen: /);
    const json = await run('check', '--offline', '--estate', 'wrong.yaml', '--json');
    expect(errorOutput.parse(JSON.parse(json.out)).error.faults).toHaveLength(4);
  });
});

describe('init', () => {
  it('writes an estate file that checks, and never overwrites it', async () => {
    const args = [
      'init',
      '--yes',
      '--estate',
      'new.yaml',
      '--name',
      'A "quoted" name',
      '--custodian',
      'alice=alice.pub',
      'bob=bob.pub',
      '--ntfy',
      'https://ntfy.example.org/alice',
      '--json',
    ];
    const first = await run(...args);
    expect(initOutput.parse(JSON.parse(first.out)).custodians).toEqual(['alice', 'bob']);
    expect((await run('check', '--offline', '--estate', 'new.yaml')).exit).toBe(1);
    const text = house.read('new.yaml');
    const second = await run(...args);
    expect(second.exit).toBe(2);
    expect(errorOutput.parse(JSON.parse(second.out)).error.code).toBe('file-exists');
    expect(house.read('new.yaml')).toBe(text);
  });

  it('asks nothing where nobody can answer', async () => {
    expect((await run('init', '--estate', 'other.yaml')).err).toContain('--yes');
  });
});
