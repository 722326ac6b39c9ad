import type { Hex } from '@portcullis/model';
import { EvmFault } from '../evmFault.ts';
import { badResponse } from '../rpc/readAnswers.ts';
import type { RpcAnswer, RpcCall } from '../rpc/rpcCall.ts';
import { readBig } from './header.ts';
import { decodeProbe, encodeProbe, PROBE_SIZE, type ProbeReading } from './probe.ts';
import type { Reading } from './reading.ts';
import { rpcFault } from './rpcFault.ts';

/** The calls that make some readings at a block, and how their answers are read. */
export interface StateCalls {
  readonly calls: readonly RpcCall[];
  /** Reads the answers, in the order of `calls`, into words by key. Throws an `EvmFault`. */
  read(answers: readonly RpcAnswer[]): Record<string, string>;
}

interface Grouped {
  readonly slots: readonly Extract<Reading, { is: 'slot' }>[];
  readonly groups: readonly (readonly ProbeReading[])[];
  readonly probes: readonly Hex[];
}

/** The same readings are made of every block: their code is kept as long as they are. */
const grouped = new WeakMap<readonly Reading[], Grouped>();

function groupsOf(readings: readonly Reading[]): Grouped {
  const kept = grouped.get(readings);
  if (kept !== undefined) return kept;
  const rest = readings.filter((reading) => reading.is !== 'slot');
  const groups: ProbeReading[][] = [];
  for (let at = 0; at < rest.length; at += PROBE_SIZE) groups.push(rest.slice(at, at + PROBE_SIZE));
  const made = { slots: readings.filter((reading) => reading.is === 'slot'), groups, probes: groups.map(encodeProbe) };
  grouped.set(readings, made);
  return made;
}

/**
 * Plans readings of one block: a storage read per slot, and one `eth_call` per twenty of the
 * others. `block` is how the block is named: `{blockHash}` (EIP-1898) or its number.
 */
export function stateCalls(readings: readonly Reading[], block: unknown): StateCalls {
  const { slots, groups, probes } = groupsOf(readings);
  return {
    calls: [
      ...slots.map(({ address, slot }) => ({ method: 'eth_getStorageAt', params: [address, slot, block] })),
      ...probes.map((data) => ({ method: 'eth_call', params: [{ data }, block] })),
    ],
    read(answers) {
      const words: Record<string, string> = {};
      slots.forEach((slot, at) => {
        words[slot.key] = slotWord(resultOf('eth_getStorageAt', answers[at]));
      });
      groups.forEach((group, at) => {
        const output = decodeProbe(group, probeResult(answers[slots.length + at]));
        group.forEach((reading, place) => (words[reading.key] = output[place] ?? ''));
      });
      return words;
    },
  };
}

/** The result of one call of a batch; a refusal becomes the fault it stands for. */
export function resultOf(method: string, answer: RpcAnswer | undefined): unknown {
  if (answer === undefined) throw badResponse(`no answer to ${method}`);
  if (!answer.ok) throw rpcFault(method, answer);
  return answer.result;
}

/** Nodes differ in whether they pad a slot to 32 bytes. */
function slotWord(result: unknown): string {
  return `0x${readBig(result, 'storage slot').toString(16).padStart(64, '0')}`;
}

function probeResult(answer: RpcAnswer | undefined): unknown {
  const refused =
    answer?.ok === false &&
    /invalid (param|argument|type|request)|missing (to|field)|"?to"? (is )?required/i.test(answer.message);
  if (!refused) return resultOf('eth_call', answer);
  throw new EvmFault('no-probe', {
    message: 'The node does not run init code in `eth_call`, which state is read with.',
    found: `${answer.code}: ${answer.message}`,
    expected: 'eth_call with {data} and without {to}, as geth, reth, erigon, nethermind, besu and anvil answer it',
    remedy: 'Use another endpoint for this chain.',
  });
}
