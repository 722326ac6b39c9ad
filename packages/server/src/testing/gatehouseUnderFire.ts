import { randomBytes } from 'node:crypto';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  type AccountId,
  accountOn,
  erc20Asset,
  type EvmAddress,
  type Hex,
  type Intent,
  intentId,
  intentText,
  keccakOf,
  parseEvmAddress,
} from '@portcullis/model';
import { callData, localEstate, type LocalEstate, word } from '../../../evm/src/testing/localEstate.ts';
import { type HookServer, startHookServer } from '../../../respond/src/testing/hookServer.ts';
import { addressFromKey } from '../../../respond/src/testing/sendSigned.ts';
import { seededNumbers } from './seededNumbers.ts';
import { serverFixture, type ServerFixture } from './serverFixture.ts';
import { operatorToken, type ServerProcess, startServerProcess } from './serverProcess.ts';

/** What was done on the chain, and whether custodians had signed it before. */
export interface Deed {
  readonly what: 'upgrade' | 'mint';
  readonly tx: Hex;
  readonly permitted: boolean;
}

/** A real chain, a real `portcullis up`, people who sign, a thief, and a receiver of webhooks with bad days. */
export interface GatehouseUnderFire {
  readonly fixture: ServerFixture;
  readonly chain: LocalEstate;
  readonly hooks: HookServer;
  readonly deeds: readonly Deed[];
  /** Intents that the server said were fully signed. */
  readonly acknowledged: ReadonlySet<string>;
  /** Message ids that the receiver accepted. */
  readonly accepted: ReadonlySet<string>;
  /** From now on the receiver accepts everything. */
  mend(): void;
  start(): ServerProcess;
  /** One thing that somebody does, chosen by chance. */
  act(): Promise<void>;
  steal(): Promise<void>;
  paused(): Promise<boolean>;
  /** Ends what `act` is waiting for. */
  readonly stop: AbortController;
  close(): Promise<void>;
}

/** Shared with the receiver of webhooks. */
export const SECRET = 'a shared secret';

/** Builds one. What people and the receiver do follows from the seed; when it meets the server does not. */
export async function gatehouseUnderFire(seed: number): Promise<GatehouseUnderFire> {
  const random = seededNumbers(seed);
  const luck = seededNumbers(seed + 1_000_003);
  const chain = await localEstate();
  const token = await chain.token();
  const key = `0x${randomBytes(32).toString('hex')}`;
  const pauser = parseEvmAddress(await addressFromKey(key));
  await chain.node.rpc('anvil_setBalance', [pauser, '0x56bc75e2d63100000']);
  const guardian = await chain.deploy('Guardian', word(chain.deployer));
  const pool = await chain.deploy('StakingPool', word(chain.deployer) + word(0n) + word(guardian));
  await chain.send(
    guardian,
    `${keccakOf('setPauser(address,address,bool)').slice(0, 10)}${word(pool)}${word(pauser)}${word(1n)}`,
  );

  const accepted = new Set<string>();
  let mended = false;
  const hooks = await startHookServer((response, _count, { body }) => {
    const day = mended ? 1 : luck();
    // Hangs until the sender gives up, or until the sender is killed.
    if (day < 0.1) return;
    if (day < 0.35) return void response.writeHead(503).end();
    accepted.add((JSON.parse(body) as { id: string }).id);
    // Accepted, but the sender never hears of it.
    if (day < 0.45) return void response.destroy();
    response.writeHead(204).end();
  });
  const at = (address: EvmAddress): AccountId => chain.account(address);
  const fixture = serverFixture(`
policies:
${['upgrade', 'mint', 'raise', 'freeze'].map((name) => `  ${name}: {quorum: 2 of all}`).join('\n')}
chains:
  bsc: {id: '${chain.chain}', rpc: ['${chain.node.ws}']}
contracts:
  - {id: cert, at: '${at(token.proxy)}', kind: proxy-token, admin: '${at(token.admin)}'}
gates:
  - {id: pool, lever: evm-pause, key: {file: lever.key}, targets: [{pauses: '${at(pool)}', via: '${at(guardian)}'}]}
  - {id: withdrawals, lever: hold}
playbooks:
  - {on: ['*.unpermitted'], drop: [pool, withdrawals], tell: all}
integrators:
  - {id: lender, webhook: '${hooks.url}', secret: {file: hook.secret}}`);
  writeFileSync(join(fixture.directory, 'lever.key'), `${key}\n`, { mode: 0o600 });
  writeFileSync(join(fixture.directory, 'hook.secret'), `${SECRET}\n`, { mode: 0o600 });

  const deeds: Deed[] = [];
  const acknowledged = new Set<string>();
  const stop = new AbortController();
  let url: Promise<string | undefined> = Promise.resolve(undefined);
  let receivers = 0;

  /**
   * Waits until the server has read the chain's newest block, or is dead. While the local node
   * executes a transaction it answers for the state before with the state after, which no node
   * of a real chain does, and which reads like a mint that no log shows.
   */
  async function quiet(): Promise<void> {
    for (let tries = 0; tries < 300 && !stop.signal.aborted; tries++) {
      const address = await url;
      const { number } = await chain.block();
      const done = address === undefined ? null : await readUpTo(address);
      if ((done === null || done === number) && (await chain.block()).number === number) return;
      await sleep(20);
    }
  }
  async function readUpTo(address: string): Promise<number | null> {
    try {
      const response = await fetch(`${address}/v1/status`, {
        headers: { authorization: `Bearer ${operatorToken(fixture.directory)}` },
        signal: AbortSignal.timeout(2_000),
      });
      return ((await response.json()) as { chains: { done: number | null }[] }).chains[0]?.done ?? null;
    } catch {
      return null;
    }
  }
  async function send(to: EvmAddress, data: string): Promise<Hex> {
    await quiet();
    return chain.send(to, data);
  }

  /** Asks until a server answers: people try again when it is down. */
  async function ask(path: string, body?: unknown): Promise<{ state?: string } | undefined> {
    while (!stop.signal.aborted) {
      try {
        const address = await url;
        if (address === undefined) throw new Error('no server');
        const headers = {
          authorization: `Bearer ${operatorToken(fixture.directory)}`,
          'content-type': 'application/json',
        };
        const response = await fetch(`${address}${path}`, {
          method: body === undefined ? 'GET' : 'POST',
          headers,
          ...(body === undefined ? {} : { body: JSON.stringify(body) }),
          signal: AbortSignal.timeout(3_000),
        });
        return (await response.json()) as { state?: string };
      } catch {
        await sleep(30);
      }
    }
    return undefined;
  }

  /** Proposes and signs, again and again, until the server says that it is permitted. */
  async function permit(intent: Intent): Promise<boolean> {
    const id = intentId(intent);
    const sign = (person: 'alice' | 'bob'): string => fixture.keys[person].sign(intentText(intent));
    for (let tries = 0; tries < 100 && !stop.signal.aborted; tries++) {
      await ask('/v1/intents', { intent, signature: sign('alice') });
      await ask(`/v1/intents/${id}/signatures`, { signature: sign('alice') });
      const answer = await ask(`/v1/intents/${id}/signatures`, { signature: sign('bob') });
      const state = answer?.state ?? (await ask(`/v1/intents/${id}`))?.state;
      if (state === 'permitted') {
        acknowledged.add(id);
        return true;
      }
    }
    return false;
  }

  async function upgrade(permitted: boolean): Promise<void> {
    const next = await chain.deploy('CertTokenV2', word(BigInt(++receivers)));
    if (permitted) {
      const code = (await chain.node.rpc('eth_getCode', [next, 'latest'])) as string;
      if (
        !(await permit(
          fixture.intent({
            kind: 'upgrade',
            proxy: at(token.proxy),
            codeHash: keccakOf(Buffer.from(code.slice(2), 'hex')),
          }),
        ))
      )
        return;
    }
    deeds.push({
      what: 'upgrade',
      tx: await send(token.admin, callData('ProxyAdmin', 'upgrade(address,address)', token.proxy, next)),
      permitted,
    });
  }

  async function mint(permitted: boolean): Promise<void> {
    const to = `0x${(++receivers).toString(16).padStart(40, 'a')}` as EvmAddress;
    const units = BigInt(1 + Math.floor(random() * 1e9));
    const make = (): Promise<Hex> => send(token.proxy, callData('CertToken', 'mint(address,uint256)', to, units));
    if (!permitted) return void deeds.push({ what: 'mint', tx: await make(), permitted });
    if (
      !(await permit(
        fixture.intent({
          kind: 'mint',
          asset: erc20Asset(at(token.proxy)),
          to: accountOn(chain.chain, to),
          limit: units.toString(),
          uses: 1,
        }),
      ))
    )
      return;
    deeds.push({ what: 'mint', tx: await make(), permitted });
    // A permit is spent once; whoever mints on the strength of it again has none.
    if (random() < 0.4) deeds.push({ what: 'mint', tx: await make(), permitted: false });
  }

  async function move(kind: 'drop' | 'raise', gate: string): Promise<void> {
    if (kind === 'raise' && gate === 'pool' && (await paused()))
      await chain.send(guardian, callData('Guardian', 'raise(address)', pool));
    await permit(fixture.intent({ kind, gate }));
  }
  const paused = async (): Promise<boolean> =>
    BigInt(
      (await chain.node.rpc('eth_call', [{ to: pool, data: callData('StakingPool', 'paused()') }, 'latest'])) as string,
    ) === 1n;

  return {
    fixture,
    chain,
    hooks,
    deeds,
    acknowledged,
    accepted,
    mend: () => void (mended = true),
    start() {
      const child = startServerProcess(fixture.directory, fixture.estateFile);
      url = child.ready;
      return child;
    },
    async act() {
      const roll = random();
      if (roll < 0.3) return mint(true);
      if (roll < 0.55) return mint(false);
      if (roll < 0.65) return upgrade(true);
      if (roll < 0.75) return upgrade(false);
      if (roll < 0.85) return move('raise', 'withdrawals');
      if (roll < 0.95) return move('raise', 'pool');
      return move('drop', 'withdrawals');
    },
    steal: () => mint(false),
    paused,
    stop,
    async close() {
      stop.abort();
      await chain.node.close();
      await hooks.close();
      rmSync(fixture.directory, { recursive: true, force: true });
    },
  };
}
