import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import { createInterface } from 'node:readline';
import { ContractsFault } from './contractsFault.ts';

/** How a chain node is started. */
export interface LocalNodeOptions {
  readonly chainId: number;
  /** Seconds between blocks, such as 0.45; absent: a block for every transaction. */
  readonly blockTime?: number | undefined;
  /** In a process group of its own, where Ctrl-C of the terminal does not reach it before its owner has stopped in order. */
  readonly ownGroup?: boolean | undefined;
  /** Further arguments of `anvil`. */
  readonly args?: readonly string[] | undefined;
}

/** A chain node of one's own on the loopback interface. */
export interface LocalNode {
  readonly http: string;
  readonly ws: string;
  readonly pid: number;
  /** One JSON-RPC call over HTTP. Throws `node-refused` with the node's own words. */
  rpc(method: string, params?: readonly unknown[]): Promise<unknown>;
  /** Settles when the process has ended. */
  close(): Promise<void>;
}

/**
 * Starts a real chain node (anvil) on a free port, with no accounts of its own: fund keys
 * with `anvil_setBalance`. Fees are as on BNB chain: no base fee. The node ends with this
 * process. Throws `no-node` when it does not start.
 */
export async function startLocalNode(options: LocalNodeOptions): Promise<LocalNode> {
  const args = [
    '--port',
    '0',
    '--host',
    '127.0.0.1',
    '--accounts',
    '0',
    '--chain-id',
    String(options.chainId),
    '--block-base-fee-per-gas',
    '0',
  ];
  if (options.blockTime !== undefined) args.push('--block-time', String(options.blockTime));
  const child = spawn(anvilBinary(), [...args, ...(options.args ?? [])], {
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: options.ownGroup === true,
  });
  const ended = once(child, 'exit').catch(() => undefined);
  const kill = (): void => void child.kill('SIGKILL');
  process.once('exit', kill);
  const said: string[] = [];
  createInterface(child.stderr).on('line', (line) => said.push(line));
  const address = await new Promise<string>((resolve, reject) => {
    const fail = (cause?: unknown): void =>
      reject(
        new ContractsFault('no-node', {
          message: 'The local chain node did not start.',
          found: said.slice(-5).join('\n'),
          remedy: 'Run `npm ci` again: it brings the node for this platform.',
          cause,
        }),
      );
    child.once('error', fail);
    child.once('exit', () => fail());
    createInterface(child.stdout).on('line', (line) => {
      const listening = /^Listening on (\S+)$/.exec(line);
      if (listening?.[1] !== undefined) resolve(listening[1]);
    });
  });
  const http = `http://${address}`;
  let id = 0;
  return {
    http,
    ws: `ws://${address}`,
    pid: child.pid ?? 0,
    async rpc(method, params = []) {
      const response = await fetch(http, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ jsonrpc: '2.0', id: ++id, method, params }),
      });
      const answer = (await response.json()) as { result?: unknown; error?: { message: string } };
      if (answer.error !== undefined)
        throw new ContractsFault('node-refused', {
          message: `The chain node refused ${method}.`,
          found: answer.error.message,
        });
      return answer.result;
    },
    async close() {
      process.removeListener('exit', kill);
      if (child.exitCode === null && child.signalCode === null) child.kill('SIGTERM');
      const timer = setTimeout(kill, 3000);
      await ended;
      clearTimeout(timer);
    },
  };
}

/** The program inside the package of this platform: started without its wrapper, a signal reaches it. */
function anvilBinary(): string {
  const system = process.platform;
  const cpu = process.arch === 'x64' ? 'amd64' : process.arch;
  try {
    const fromAnvil = createRequire(createRequire(import.meta.url).resolve('@foundry-rs/anvil/package.json'));
    return fromAnvil.resolve(`@foundry-rs/anvil-${system}-${cpu}/bin/anvil${system === 'win32' ? '.exe' : ''}`);
  } catch (cause) {
    throw new ContractsFault('no-node', {
      message: 'There is no local chain node for this platform.',
      found: `${system} ${cpu}`,
      expected: 'Linux, macOS or Windows on x64, Linux or macOS on arm64',
      cause,
    });
  }
}
