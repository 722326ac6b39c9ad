import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type Gatehouse, makeGatehouse } from './testing/gatehouse.ts';
import { runPortcullis, startPortcullis } from './testing/runPortcullis.ts';

let house: Gatehouse;
beforeAll(() => {
  house = makeGatehouse();
  house.write('api-token', 'x');
});
afterAll(() => house.remove());

describe('a server that takes the call and never answers', () => {
  it('is told of on stderr after a second, and left at the first Ctrl-C with exit code 3', async () => {
    const silent = createServer(() => undefined).listen(0, '127.0.0.1');
    await once(silent, 'listening');
    const { port } = silent.address() as { readonly port: number };
    const child = startPortcullis(house.directory, ['status', '--data', '.', '--server', `http://127.0.0.1:${port}`]);
    let err = '';
    const said = once(
      child.stderr!.setEncoding('utf8').on('data', (chunk: string) => (err += chunk)),
      'data',
    );
    await said;
    expect(err).toBe(`asking http://127.0.0.1:${port} …\n`);
    child.kill('SIGINT');
    const [code] = (await once(child, 'exit')) as [number];
    expect(code).toBe(3);
    silent.close();
  });
});

describe('a watch that is asked to stop', () => {
  const started: ChildProcess[] = [];
  afterEach(() => {
    for (const child of started.splice(0)) child.kill('SIGKILL');
  });
  /** Starts `up` on an estate of its own, with a journal of its own. */
  const watch = (name: string, more: string = ''): ChildProcess => {
    const text = house.read('portcullis.yaml').replace('127.0.0.1:18099', '127.0.0.1:0');
    const where = ['--estate', house.write(`${name}.yaml`, text + more), '--data', name];
    const child = startPortcullis(house.directory, ['up', '--json', ...where], { PORTCULLIS_LOG: 'warn' });
    started.push(child);
    return child;
  };
  const ready = async (child: ChildProcess): Promise<unknown> => once(createInterface(child.stdout!), 'line');

  it('stops in order when the signal comes twice at once, by two ways, and can be started again', async () => {
    for (const again of [true, false]) {
      const child = watch('twice');
      const exit = once(child, 'exit');
      await ready(child);
      child.kill('SIGTERM');
      if (again) {
        await sleep(1);
        child.kill('SIGTERM');
      }
      expect(await exit).toEqual([0, null]);
    }
    const { out } = await runPortcullis(house.directory, ['journal', 'export', '--data', 'twice']);
    const types = out.trim().split('\n');
    expect(types.slice(-4).map((line) => (JSON.parse(line) as { entry: { type: string } }).entry.type)).toEqual([
      'server.started',
      'server.stopped',
      'server.started',
      'server.stopped',
    ]);
  });

  it('is ended at once by a signal more than a second after the first, when the orderly way hangs', async () => {
    // The node of its chain takes the call and never answers, so the watch cannot finish its start, nor stop.
    const silent = createServer(() => undefined).listen(0, '127.0.0.1');
    await once(silent, 'listening');
    const { port } = silent.address() as { readonly port: number };
    const child = watch(
      'hangs',
      `chains:
  far: {id: 'eip155:56', rpc: ['http://127.0.0.1:${port}']}
contracts:
  - {id: token, at: 'eip155:56:0x${'1'.repeat(40)}', kind: token}
`,
    );
    const exit = once(child, 'exit');
    await Promise.race([once(silent, 'connection'), exit]);
    const first = performance.now();
    // However late it sees them: what comes within a second of the first counts for nothing, what comes later ends it.
    while (child.exitCode === null && child.signalCode === null) {
      child.kill('SIGTERM');
      await Promise.race([exit, sleep(200)]);
    }
    expect(await exit).toEqual([3, null]);
    expect(performance.now() - first).toBeGreaterThan(1000);
    silent.close();
  });
});

describe('a reader that has seen enough', () => {
  it('ends the command quietly', async () => {
    const child = startPortcullis(house.directory, ['verify', '--help']);
    child.stdout?.destroy();
    let err = '';
    child.stderr?.setEncoding('utf8').on('data', (chunk: string) => (err += chunk));
    await once(child, 'close');
    expect(err).toBe('');
  });
});
