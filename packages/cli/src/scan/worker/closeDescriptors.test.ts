import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { describe, expect, it } from 'vitest';
import { closeDescriptors } from './closeDescriptors.ts';

/** A process with every right that its user has: only the kernel can refuse it. */
const SCRIPT = `
const fs = require('node:fs'), net = require('node:net'), cp = require('node:child_process');
// A number given back must not be had again.
const spare = fs.openSync('/dev/null');
const code = (work) => { try { work(); return 'done'; } catch (error) { return error.code ?? String(error); } };
process.on('message', (port) => {
  fs.closeSync(spare);
  const told = {
    read: code(() => fs.readFileSync('/etc/hostname')),
    list: code(() => fs.readdirSync('/')),
    run: code(() => { const { error } = cp.spawnSync('/bin/true'); if (error) throw error; }),
  };
  const socket = net.connect(port, '127.0.0.1');
  const end = (connect) => { process.send({ ...told, connect }, () => process.exit()); };
  socket.once('connect', () => end('done')).once('error', (error) => end(error.code));
});
process.send('ready');`;

describe.skipIf(!['/usr/bin/prlimit', '/bin/prlimit'].some((path) => existsSync(path)))(
  'a process without new descriptors',
  () => {
    it('opens nothing and reaches nothing, though it may, and still answers', async () => {
      let connections = 0;
      const server = createServer(() => connections++).listen(0, '127.0.0.1');
      await new Promise((done) => server.once('listening', done));
      const { port } = server.address() as AddressInfo;
      for (const [isClosed, refusal] of [
        [false, 'done'],
        [true, 'EMFILE'],
      ] as const) {
        const child = spawn(process.execPath, ['-e', SCRIPT], { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
        const next = async (): Promise<unknown> => await new Promise((done) => child.once('message', done));
        expect(await next()).toBe('ready');
        if (isClosed) expect(await closeDescriptors(child.pid)).toBe(true);
        child.send(port);
        expect(await next()).toEqual({ read: refusal, list: refusal, run: refusal, connect: refusal });
        await new Promise((done) => child.once('close', done));
      }
      server.close();
      expect(connections).toBe(1);
    });

    it('is not claimed where there is none', async () => {
      expect(await closeDescriptors(undefined)).toBe(false);
      expect(await closeDescriptors(2 ** 30)).toBe(false);
    });
  },
);
