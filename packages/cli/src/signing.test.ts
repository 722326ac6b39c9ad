import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Bundle, parseBundle } from '@portcullis/model';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { errorOutput } from './output/errorOutput.ts';
import { proposeOutput } from './output/proposeOutput.ts';
import { printToSignOutput, signOutput } from './output/signOutput.ts';
import { intentStatusOutput } from './output/statusOutput.ts';
import { allowedSignersOutput, verifyOutput } from './output/verifyOutput.ts';
import { type Gatehouse, makeGatehouse } from './testing/gatehouse.ts';
import { type Ran, runPortcullis } from './testing/runPortcullis.ts';

let house: Gatehouse;
const run = (...args: string[]): Promise<Ran> => runPortcullis(house.directory, args);
const bundle = (name: string): Bundle => parseBundle(JSON.parse(house.read(name)));
/** Signs a text with a key and a namespace of one's own choice, as somebody with ssh-keygen can. */
const sshSign = (person: string, text: string, namespace: string): string =>
  execFileSync('ssh-keygen', ['-Y', 'sign', '-n', namespace, '-f', join(house.directory, person)], {
    input: text,
    encoding: 'utf8',
    stdio: ['pipe', 'pipe', 'ignore'],
  });

beforeAll(async () => {
  house = makeGatehouse();
  expect(
    (
      await run(
        'propose',
        'raise',
        'withdrawals',
        '--as',
        'alice',
        '--note',
        "it's over",
        '--out',
        'one.json',
        '--sign',
        '--key',
        'alice',
        '--yes',
      )
    ).exit,
  ).toBe(0);
});
afterAll(() => house.remove());
const copy = (name: string, from: string = 'one.json'): string => {
  house.write(name, house.read(from));
  return name;
};

describe('an intent in a file', () => {
  it('is signed with real ssh-keygen until the quorum is met, and verified offline', async () => {
    const file = copy('two.json');
    const before = await run('verify', file, '--json');
    expect([before.exit, verifyOutput.parse(JSON.parse(before.out)).lacks.map(({ code }) => code)]).toEqual([
      1,
      ['quorum-short', 'proposer-alone'],
    ]);
    const signed = await run('sign', file, '--key', 'bob', '--yes', '--json');
    expect(signOutput.parse(JSON.parse(signed.out))).toMatchObject({ custodian: 'bob', met: true, sent: file });
    const after = await run('verify', file, '--json');
    expect(after.exit).toBe(0);
    const value = verifyOutput.parse(JSON.parse(after.out));
    expect(value.counted.map(({ custodian }) => custodian)).toEqual(['alice', 'bob']);
    expect(value.permit?.until).toBe(bundle(file).intent.expires);
    expect((await run('verify', file)).out).toContain('VERIFIED: the quorum is met.');
    expect(intentStatusOutput.parse(JSON.parse((await run('status', file, '--json')).out)).met).toBe(true);
  });

  it('shows who signs what it would do, before anything is signed', async () => {
    const { out } = await run('sign', copy('shown.json'), '--key', 'bob', '--yes');
    expect(out).toMatch(/RAISE the gate withdrawals[^]*it's over[^]*Signed as bob/);
  });

  it('is not signed without a terminal and without --yes', async () => {
    const { exit, err } = await run('sign', copy('asked.json'), '--key', 'bob');
    expect([exit, err]).toEqual([2, expect.stringContaining('--yes')]);
    expect(bundle('asked.json').signatures).toHaveLength(1);
  });

  it('is checked the same by stock ssh-keygen', async () => {
    const file = copy('stock.json');
    await run('sign', file, '--key', 'carol', '--yes');
    const { out } = await run('verify', file, '--stock', 'stock', '--json');
    const { stock } = verifyOutput.parse(JSON.parse(out));
    expect(stock?.commands).toHaveLength(3);
    for (const command of stock?.commands ?? [])
      execFileSync('sh', ['-c', command], { cwd: join(house.directory, 'stock') });
    const printed = allowedSignersOutput.parse(
      JSON.parse((await run('verify', file, '--allowed-signers', '--json')).out),
    );
    expect(printed.allowed_signers).toContain(`carol namespaces="portcullis-intent-v1" ${house.key('carol')}`);
    expect(printed.allowed_signers).toContain('dave namespaces="portcullis-intent-v1",valid-before="20200102000000Z"');
  });

  it('is signed on another machine by the commands printed, and handed in', async () => {
    const file = copy('far.json');
    const printed = printToSignOutput.parse(JSON.parse((await run('sign', file, '--print', '--json')).out));
    mkdirSync(join(house.directory, 'far'), { recursive: true });
    const commands = printed.commands.map((command) =>
      command.replace('~/.ssh/id_ed25519', join(house.directory, 'bob')),
    );
    execFileSync('sh', ['-ec', commands.join('\n')], { cwd: join(house.directory, 'far'), stdio: 'ignore' });
    const name = `portcullis-${printed.intent.slice(7, 15)}.intent`;
    const { exit, out } = await run('sign', file, '--signature', `far/${name}.sig`, '--json');
    expect([exit, signOutput.parse(JSON.parse(out)).custodian]).toEqual([0, 'bob']);
  });

  it('goes through pipes', () => {
    const piped = execFileSync(
      'sh',
      ['-ec', 'cat one.json | "$NODE" "$MAIN" sign - --key bob --yes 2>/dev/null | "$NODE" "$MAIN" verify - --json'],
      {
        cwd: house.directory,
        env: {
          ...process.env,
          HOME: house.directory,
          NODE: process.execPath,
          MAIN: fileURLToPath(new URL('main.ts', import.meta.url)),
        },
        encoding: 'utf8',
      },
    );
    expect(verifyOutput.parse(JSON.parse(piped)).met).toBe(true);
  });

  it('is never overwritten by a proposal', async () => {
    const { exit, out } = await run('propose', 'raise', 'withdrawals', '--as', 'alice', '--out', 'one.json', '--json');
    expect([exit, errorOutput.parse(JSON.parse(out)).error.code]).toEqual([2, 'file-exists']);
  });
});

describe('a signature is refused with its reason, and the file stays as it was:', () => {
  it.each([
    ['of a stranger', 'mallory', 'unknown-key'],
    ['twice by one person', 'alice', 'person-counted'],
    ['of a key out of its dates', 'dave', 'key-out-of-dates'],
  ])('%s', async (_, person, code) => {
    const file = copy(`refused-${person}.json`);
    const { exit, out } = await run('sign', file, '--key', person, '--yes', '--json');
    expect(exit).toBe(1);
    expect(errorOutput.parse(JSON.parse(out)).error).toMatchObject({
      code: 'signature-refused',
      found: expect.stringContaining(code),
    });
    expect(house.read(file)).toBe(house.read('one.json'));
  });

  it.each([
    ['in another namespace', (text: string) => sshSign('bob', text, 'git'), 'wrong-namespace'],
    ['over other bytes', (text: string) => sshSign('bob', `${text}\n`, 'portcullis-intent-v1'), 'bad-signature'],
    ['that is none', () => 'hello', 'bad-armor'],
  ])('one %s', async (_, make, code) => {
    const file = copy('refused.json');
    const text = printToSignOutput.parse(JSON.parse((await run('sign', file, '--print', '--json')).out)).text;
    house.write('made.sig', make(text));
    const { exit, out } = await run('sign', file, '--signature', 'made.sig', '--json');
    expect([exit, errorOutput.parse(JSON.parse(out)).error.found]).toEqual([1, expect.stringContaining(code)]);
  });
});

describe('verify refuses', () => {
  const tampered = async (
    change: (
      made: Record<string, unknown> & {
        intent: Record<string, unknown>;
        signatures: { signature: string; received: number }[];
      },
    ) => void,
  ): Promise<Ran> => {
    const file = copy('tampered.json', 'good.json');
    const value = JSON.parse(house.read(file)) as Parameters<typeof change>[0];
    change(value);
    house.write(file, JSON.stringify(value));
    return await run('verify', file);
  };
  beforeAll(async () => {
    copy('good.json');
    expect((await run('sign', 'good.json', '--key', 'bob', '--yes')).exit).toBe(0);
  });

  it('another intent under the same signatures', async () => {
    const { exit, out } = await tampered((value) => (value.intent['note'] = 'another'));
    expect([exit, out]).toEqual([1, expect.stringContaining('NOT VERIFIED')]);
    expect(out).toContain('bad-signature');
  });
  it('one signature twice', async () => {
    const { exit, out } = await tampered((value) => (value.signatures = [value.signatures[0]!, value.signatures[0]!]));
    expect([exit, out]).toEqual([1, expect.stringContaining('person-counted')]);
  });
  it('an unknown member, which nobody would have read', async () => {
    expect((await tampered((value) => (value.intent['extra'] = 1))).exit).toBe(2);
  });
  it('another estate than the one named', async () => {
    house.write('other.yaml', `${house.read('portcullis.yaml')}\n# changed\n`);
    const { exit, err } = await run('verify', 'good.json', '--estate', 'other.yaml');
    expect([exit, err]).toEqual([2, expect.stringContaining('another')]);
  });
  it('what is no JSON', async () => {
    house.write('junk.json', '{');
    expect((await run('verify', 'junk.json')).exit).toBe(2);
  });
});

describe('propose', () => {
  it.each([
    ['a gate that is not there', ['drop', 'nothing'], 'no such gate'],
    [
      'a kind without a policy',
      ['mint', 'eip155:56:0x66bea595aefd5a65799a920974b377ed20071118', '--to', '*', '--limit', '1'],
      'mint',
    ],
    ['a life longer than the policy allows', ['raise', 'withdrawals', '--expires', '2h'], 'longer'],
    ['a proposer who is nobody', ['raise', 'withdrawals', '--as', 'mallory'], 'no such active custodian'],
    ['an upgrade to no code', ['upgrade', 'eip155:56:0x66bea595aefd5a65799a920974b377ed20071118'], 'exactly one of'],
  ])('refuses %s', async (_, args, said) => {
    const { exit, err } = await run(
      'propose',
      ...args,
      ...(args.includes('--as') ? [] : ['--as', 'alice']),
      '--out',
      'never.json',
    );
    expect([exit, err]).toEqual([2, expect.stringContaining(said)]);
  });

  it('shows what a new estate file changes', async () => {
    house.write(
      'next.yaml',
      house.read('portcullis.yaml').replace('raise: {quorum: 2 of board', 'raise: {quorum: 1 of board'),
    );
    const { exit, out, err } = await run(
      'propose',
      'estate',
      'next.yaml',
      '--as',
      'alice',
      '--out',
      'estate.json',
      '--json',
    );
    expect(proposeOutput.parse(JSON.parse(out)).kind).toBe('estate');
    expect([exit, err]).toEqual([0, expect.stringContaining('~ policies.raise.quorum.count: 2 → 1')]);
  });
});
