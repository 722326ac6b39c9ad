import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { gateAnswerOutput, gateListOutput } from './output/gateOutput.ts';
import { journalLineOutput, journalProveOutput, journalVerifyOutput } from './output/journalOutput.ts';
import { proposeOutput } from './output/proposeOutput.ts';
import { signOutput } from './output/signOutput.ts';
import { intentStatusOutput, statusOutput } from './output/statusOutput.ts';
import { upOutput } from './output/upOutput.ts';
import { type Gatehouse, makeGatehouse } from './testing/gatehouse.ts';
import { type Ran, runPortcullis, startPortcullis } from './testing/runPortcullis.ts';

let house: Gatehouse;
let server: ChildProcess;
let url: string;
const run = (...args: string[]): Promise<Ran> => runPortcullis(house.directory, args, { PORTCULLIS_SERVER: url });

beforeAll(async () => {
  house = makeGatehouse();
  // Port 0: the system chooses one that is free, and the line "ready" tells it.
  house.write('portcullis.yaml', house.read('portcullis.yaml').replace('127.0.0.1:18099', '127.0.0.1:0'));
  server = startPortcullis(house.directory, ['up', '--json'], { PORTCULLIS_LOG: 'warn' });
  const [line] = (await once(createInterface(server.stdout!), 'line')) as [string];
  url = upOutput.parse(JSON.parse(line)).ready;
  expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
});
afterAll(() => {
  server.kill('SIGKILL');
  house.remove();
});

describe('beside a running server', () => {
  it('a person drops a gate, and two raise it', async () => {
    const clean = await run('status', '--json');
    expect([clean.exit, statusOutput.parse(JSON.parse(clean.out)).gates.map(({ state }) => state)]).toEqual([
      0,
      ['up'],
    ]);
    const dropped = await run(
      'gate',
      'drop',
      'withdrawals',
      '--key',
      'carol',
      '--yes',
      '--note',
      'strange mints',
      '--json',
    );
    expect(proposeOutput.parse(JSON.parse(dropped.out))).toMatchObject({ kind: 'drop', met: true });
    const down = await run('gate', 'list', '--json');
    expect([down.exit, gateListOutput.parse(JSON.parse(down.out)).gates[0]?.state]).toEqual([1, 'down']);

    const raise = proposeOutput.parse(
      JSON.parse((await run('gate', 'raise', 'withdrawals', '--key', 'alice', '--yes', '--json')).out),
    );
    expect(raise).toMatchObject({ met: false, counted: [{ custodian: 'alice' }] });
    const short = raise.intent.slice('sha256:'.length, 'sha256:'.length + 8);
    const stranger = await run('sign', short, '--key', 'mallory', '--yes');
    expect([stranger.exit, stranger.err]).toEqual([1, expect.stringContaining('unknown-key')]);
    const signed = await run('sign', short, '--key', 'bob', '--yes', '--json');
    expect(signOutput.parse(JSON.parse(signed.out))).toMatchObject({ custodian: 'bob', met: true });
    const shown = await run('status', short, '--bundle', 'raise.json', '--json');
    expect(intentStatusOutput.parse(JSON.parse(shown.out))).toMatchObject({ met: true, bundle: 'raise.json' });
    expect((await run('verify', 'raise.json')).exit).toBe(0);
    const gate = await run('gate', 'show', 'withdrawals', '--json');
    expect(gateAnswerOutput.parse(JSON.parse(gate.out)).answer).toMatch(/^[\w-]+\.[\w-]+\.[\w-]+$/);
  });

  it('takes what was made and signed in files, once', async () => {
    await run('propose', 'drop', 'withdrawals', '--as', 'alice', '--out', 'far.json');
    await run('sign', 'far.json', '--key', 'bob', '--yes');
    for (const _ of ['first', 'again']) {
      const { exit, out } = await run('propose', 'file', 'far.json', '--json');
      expect([exit, proposeOutput.parse(JSON.parse(out)).counted.map(({ custodian }) => custodian)]).toEqual([
        0,
        ['bob'],
      ]);
    }
  });

  it('the journal is read, verified and proved', async () => {
    const report = journalVerifyOutput.parse(JSON.parse((await run('journal', 'verify', '--json')).out));
    expect(report.types).toMatchObject({ 'estate.adopted': 1, 'gate.moved': 3, 'signoff.given': 4 });
    const lines = (await run('journal', 'export')).out.trim().split('\n');
    expect(lines).toHaveLength(report.size);
    expect(lines.map((line) => journalLineOutput.parse(JSON.parse(line)).index)).toEqual(lines.map((_, at) => at));
    const proof = journalProveOutput.parse(JSON.parse((await run('journal', 'prove', '2', '--json')).out));
    expect(JSON.parse(proof.leaf)).toEqual((JSON.parse(lines[2]!) as { entry: unknown }).entry);
    expect((await run('journal', 'tail', '-n', '3')).out.trim().split('\n')).toHaveLength(3);
    expect((await run('journal', 'tail', '--type', 'gate.moved')).out).toContain('withdrawals is down');
    expect((await run('journal', 'verify', '--key', `x+00000000+AQ${'A'.repeat(42)}`)).exit).not.toBe(0);
    expect((await run('journal', 'prove', '999999')).exit).toBe(2);
  });

  it('a second watch on the same directory is refused, and the first stops in order', async () => {
    const second = await run('up');
    expect([second.exit, second.err]).toEqual([2, expect.stringContaining(String(server.pid))]);
    server.kill('SIGTERM');
    const [code] = (await once(server, 'exit')) as [number];
    expect(code).toBe(0);
    const { out } = await run('journal', 'tail', '-n', '1', '--json');
    expect(journalLineOutput.parse(JSON.parse(out)).entry.type).toBe('server.stopped');
    expect((await run('status')).exit).toBe(3);
  });
});
