import { rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import { intentText, keccakOf } from '@portcullis/model';
import { artifact } from '@portcullis/contracts';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { localEstate, type LocalEstate, word } from '../../evm/src/testing/localEstate.ts';
import { serverFixture, type ServerFixture, type Started } from './testing/serverFixture.ts';

let chain: LocalEstate;
let token: Awaited<ReturnType<LocalEstate['token']>>;
let fixture: ServerFixture;
let running: Started | undefined;

beforeEach(async () => {
  chain = await localEstate();
  token = await chain.token();
  fixture = serverFixture(`
policies:
  upgrade: {quorum: 2 of all}
chains:
  bsc: {id: 'eip155:56', rpc: ['${chain.node.ws}']}
contracts:
  - {id: cert, at: '${chain.account(token.proxy)}', kind: proxy-token, admin: '${chain.account(token.admin)}'}
gates:
  - {id: withdrawals, lever: hold}
playbooks:
  - {on: ['*.unpermitted'], drop: [withdrawals]}
`);
});
afterEach(async () => {
  await running?.stop();
  running = undefined;
  await chain.node.close();
  rmSync(fixture.directory, { recursive: true });
});

const start = async (): Promise<Started> => (running = await fixture.start());
const standing = (): string[] =>
  (running?.server.status().findings ?? [])
    .filter((finding) => finding.retracted === null)
    .map((finding) => finding.rule);
const gate = (): string | undefined => running?.server.status().gates[0]?.state;

async function upgrade(): Promise<`0x${string}`> {
  const next = await chain.deploy('CertTokenV2', word(1n));
  await chain.send(
    token.admin,
    `${artifact('ProxyAdmin').methods['upgrade(address,address)']}${word(token.proxy)}${word(next)}`,
  );
  return next as string as `0x${string}`;
}

describe('a watch on a real chain', () => {
  it('drops the gate for an upgrade that nobody signed', async () => {
    await start();
    await upgrade();
    await expect.poll(standing).toEqual(['upgrade.unpermitted']);
    await expect.poll(gate).toBe('down');
  });

  it('lets a signed upgrade pass', async () => {
    const { server: _, ...api } = await start();
    const next = await chain.deploy('CertTokenV2', word(1n));
    const code = (await chain.node.rpc('eth_getCode', [next, 'latest'])) as string;
    const intent = fixture.intent({
      kind: 'upgrade',
      proxy: chain.account(token.proxy),
      codeHash: keccakOf(Buffer.from(code.slice(2), 'hex')),
    });
    await api.propose(intent, fixture.keys.alice);
    expect(await api.sign(intent, fixture.keys.bob)).toMatchObject({ json: { state: 'permitted' } });
    expect(fixture.keys.bob.sign(intentText(intent))).toContain('SSH SIGNATURE');
    await chain.node.rpc('evm_setNextBlockTimestamp', [Math.ceil(Date.now() / 1000) + 1]);
    await chain.send(
      token.admin,
      `${artifact('ProxyAdmin').methods['upgrade(address,address)']}${word(token.proxy)}${word(next)}`,
    );
    const { number } = await chain.block();
    await expect.poll(() => running?.server.status().chains[0]?.done).toBe(number);
    expect(standing()).toEqual([]);
    expect(gate()).toBe('up');
  });

  it('finds after a restart what happened while it was down', async () => {
    await start();
    await running?.stop();
    await upgrade();
    await start();
    await expect.poll(standing).toEqual(['upgrade.unpermitted']);
    await expect.poll(gate).toBe('down');
  });

  it('takes a finding back when its block is no longer of the chain, and leaves the gate to the quorum', async () => {
    await start();
    const before = await chain.node.rpc('evm_snapshot');
    await upgrade();
    await expect.poll(gate).toBe('down');
    await chain.node.rpc('evm_revert', [before]);
    await chain.mine(6);
    await expect.poll(standing, { timeout: 10_000 }).toEqual([]);
    expect(running?.server.status().findings).toMatchObject([
      { rule: 'upgrade.unpermitted', retracted: expect.stringContaining('reorganised') },
    ]);
    expect(gate()).toBe('down');
    await running?.stop();
    await start();
    expect(standing()).toEqual([]);
  });

  it('shows a dead endpoint as a gap, never as clean', async () => {
    await start();
    expect((await running?.ask('/v1/health'))?.status).toBe(200);
    await chain.node.close();
    await expect.poll(() => running?.server.status().chains[0]?.gap, { timeout: 15_000 }).not.toBeNull();
    expect((await running?.ask('/v1/health'))?.status).toBe(503);
    expect((await running?.ask('/metrics'))?.text).toContain('portcullis_chain_gap{chain="bsc"} 1');
  });

  it('outlives an endpoint that says what no journal can hold', async () => {
    const liar = createServer((request, response) => {
      let text = '';
      request.on('data', (part: Buffer) => (text += part.toString()));
      request.on('end', () => {
        const answer = ({ id, method }: { id: number; method: string }) =>
          method === 'eth_chainId'
            ? { id, result: '0x38' }
            : { id, error: { code: 1, message: `${'x'.repeat(299)}\u{1f600}` } };
        response.end(JSON.stringify((JSON.parse(text) as { id: number; method: string }[]).map(answer)));
      });
    });
    await new Promise<void>((resolve) => liar.listen(0, '127.0.0.1', resolve));
    const { port } = liar.address() as AddressInfo;
    fixture.rewrite((text) => text.replace(chain.node.ws, `http://127.0.0.1:${port}`));
    await start();
    await expect.poll(() => running?.server.status().chains[0]?.gap, { timeout: 10_000 }).toContain('\ufffd');
    await running?.stop();
    running = undefined;
    liar.close();
  });

  it('sees the end of a gap that it was stopped in', async () => {
    let down = false;
    const way = createServer((request, response) => {
      if (down) return void response.destroy();
      void fetch(chain.node.http, {
        method: 'POST',
        body: Readable.toWeb(request) as never,
        duplex: 'half',
        headers: { 'content-type': 'application/json' },
      } as never)
        .then(async (answer) => response.end(await answer.text()))
        .catch(() => response.destroy());
    });
    await new Promise<void>((resolve) => way.listen(0, '127.0.0.1', resolve));
    fixture.rewrite((text) => text.replace(chain.node.ws, `http://127.0.0.1:${(way.address() as AddressInfo).port}`));
    await start();
    down = true;
    await expect.poll(() => running?.server.status().chains[0]?.gap, { timeout: 15_000 }).not.toBeNull();
    await running?.stop();
    down = false;
    await start();
    await chain.mine();
    await expect.poll(() => running?.server.status().chains[0]?.gap, { timeout: 5_000 }).toBeNull();
    await expect.poll(async () => (await running?.ask('/v1/health'))?.status).toBe(200);
    await running?.stop();
    running = undefined;
    way.close();
  });

  it('refuses to start on another chain than the one declared', async () => {
    fixture.rewrite((text) => text.replaceAll('eip155:56', 'eip155:97'));
    await expect(start()).rejects.toMatchObject({ code: 'wrong-chain' });
    fixture.rewrite((text) => text.replaceAll('eip155:97', 'eip155:56'));
  });
});
