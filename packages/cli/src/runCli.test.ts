import { once } from 'node:events';
import { createServer } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Gatehouse, makeGatehouse } from './testing/gatehouse.ts';
import { startPortcullis } from './testing/runPortcullis.ts';

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
