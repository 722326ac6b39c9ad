import { readFileSync } from 'node:fs';
import { dirname, isAbsolute, join } from 'node:path';
import {
  addressOfAccount,
  chainOfAccount,
  type Chain,
  type EvmAddress,
  Fault,
  type GateSpec,
  type Hex,
  keccakOf,
  type PauseTarget,
  type SecretRef,
} from '@portcullis/model';
import { addressOfKey } from '../chain/addressOfKey.ts';
import type { ChainReader } from '../chain/chainReader.ts';
import { printable } from '@portcullis/model/printable';
import type { Shell } from '../shell.ts';
import type { Hole } from './hole.ts';

type PauseGate = Extract<GateSpec, { readonly lever: 'evm-pause' }>;

/** A pause costs some 50,000 units of gas; with less money than that at the present price, it cannot be sent. */
const PAUSE_GAS = 100_000n;

/** Tries the targets of a pause gate on one chain without sending: would it go through, and can its key pay. */
export async function leverHoles(shell: Shell, gate: PauseGate, chain: Chain, reader: ChainReader): Promise<Hole[]> {
  const hole = (rule: string, severity: Hole['severity'], why: string, advice: string): Hole => ({
    rule,
    group: 'gates',
    severity,
    subject: `gates.${gate.id}`,
    why,
    advice,
  });
  const targets = gate.targets.filter((target) => chainOfAccount(target.pauses) === chain.id);
  const secret = readKey(gate.key, shell);
  if (targets.length === 0 || secret === undefined) return [];
  const from = addressOfKey(secret);
  if (from === undefined)
    return [
      hole(
        'lever-key-unusable',
        'critical',
        `The key of ${gate.id} is no private key: it cannot be dropped.`,
        'Put 32 bytes in hexadecimal into the file.',
      ),
    ];
  const holes: Hole[] = [];
  const [balance, price] = [
    BigInt(String(await reader.client.call('eth_getBalance', [from, 'latest']))),
    BigInt(String(await reader.client.call('eth_gasPrice', []))),
  ];
  if (balance < PAUSE_GAS * price || balance === 0n) {
    holes.push(
      hole(
        'lever-without-gas',
        'critical',
        `${from}, the key of ${gate.id}, holds ${balance} units on ${chain.name}: too little to pay for a pause.`,
        'Send it some of the chain’s coin, and no more than a few pauses cost.',
      ),
    );
  }
  for (const target of targets) {
    const why = await refusal(reader, from, target);
    if (why !== undefined)
      holes.push(
        hole(
          'lever-simulation-fails',
          'high',
          `A pause of ${target.pauses} by ${gate.id} would not go through: ${printable(why).slice(0, 200)}`,
          `Make ${from} a pauser of it${target.via === undefined ? '' : `, through the guardian ${target.via}`}.`,
        ),
      );
  }
  return holes;
}

async function refusal(reader: ChainReader, from: EvmAddress, target: PauseTarget): Promise<string | undefined> {
  const { paused, codeHash } = await reader.inspect(target.pauses);
  if (codeHash === undefined) return 'there is no code';
  if (paused === true) return undefined;
  const to = target.via === undefined ? addressOfAccount(target.pauses) : addressOfAccount(target.via);
  const data =
    target.via === undefined
      ? selector('pause()')
      : (`${selector('drop(address)')}${addressOfAccount(target.pauses).slice(2).padStart(64, '0')}` as Hex);
  try {
    await reader.client.call('eth_call', [{ from, to, data }, 'latest']);
    return undefined;
  } catch (error) {
    if (error instanceof Fault && error.code === 'rpc-error') return error.found ?? error.message;
    throw error;
  }
}

function selector(name: string): Hex {
  return keccakOf(name).slice(0, 10) as Hex;
}

/** The secret, where it can be read; where not, the look at files has told already. */
function readKey(secret: SecretRef, shell: Shell): string | undefined {
  if ('env' in secret) return shell.env[secret.env];
  try {
    return readFileSync(isAbsolute(secret.file) ? secret.file : join(dirname(shell.estateFile), secret.file), 'utf8');
  } catch {
    return undefined;
  }
}
