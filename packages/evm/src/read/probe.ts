import type { Hex } from '@portcullis/model';
import { badResponse } from '../rpc/readAnswers.ts';
import type { Reading } from './reading.ts';
import { EMPTY_CODE_HASH, ZERO_WORD } from './words.ts';

/** A reading that the EVM itself can make: everything but another contract's storage. */
export type ProbeReading = Exclude<Reading, { is: 'slot' }>;

/** Highest number of readings of one probe: all of them spending their gas stays below usual limits of `eth_call`. */
export const PROBE_SIZE = 20;
/** Gas of each call that a probe makes, so that a hostile contract cannot spend what the others need. */
const CALL_GAS = 1_000_000;
const OUTPUT = 0x80;
/**
 * The output begins with a word of zeros. A node takes it for the code of a new contract and
 * refuses one that begins with the byte EF (EIP-3541): without it, whoever finds code with such
 * a hash could blind the watch.
 */
const FIRST_READING = OUTPUT + 32;

/**
 * Init code that makes many readings in one `eth_call` without a target (`{data}`): straight
 * code, no jumps, that the node runs on the state of the block and whose output is a word of
 * zeros and the words read. Needs no contract on the chain. Each call has its own gas and copies at most 32 bytes,
 * so a hijacked contract can spoil its own reading only.
 */
export function encodeProbe(readings: readonly ProbeReading[]): Hex {
  let code = '';
  let out = FIRST_READING;
  for (const reading of readings) {
    const address = `73${reading.address.slice(2)}`;
    switch (reading.is) {
      case 'code':
        code += `${address}3f62${hex3(out)}52`;
        break;
      case 'native':
        code += `${address}3162${hex3(out)}52`;
        break;
      case 'call':
        code += callCode(address, reading.data, out);
        break;
      default:
        reading satisfies never;
    }
    out += 32 * wordsOf(reading);
  }
  return `0x${code}62${hex3(out - OUTPUT)}6080f3` as Hex;
}

/** Calls with `data` and stores two words: whether at least 32 bytes came back, and the first 32 of them. */
function callCode(address: string, data: Hex, out: number): string {
  const selector = data.slice(2, 10);
  const argument = data.slice(10);
  const size = argument === '' ? '04' : '24';
  // mem[0..4] = selector; mem[4..36] = argument
  const input = `63${selector}60e01b600052${argument === '' ? '' : `7f${argument}600452`}`;
  // staticcall(gas, address, 0, size, out + 32, 32), then its success AND returndatasize > 31
  return `${input}602062${hex3(out + 32)}60${size}6000${address}62${hex3(CALL_GAS)}fa3d601f1016` + `62${hex3(out)}52`;
}

/** Reads a probe's output: the word of each reading, `''` for a call that failed. Throws `bad-response`. */
export function decodeProbe(readings: readonly ProbeReading[], output: unknown): readonly string[] {
  const words = readings.reduce((sum, reading) => sum + wordsOf(reading), 1);
  if (typeof output !== 'string' || output.length !== 2 + words * 64 || !/^0x0{64}[0-9a-f]*$/.test(output)) {
    throw badResponse(
      `a probe's output of ${typeof output === 'string' ? `${output.length} characters` : typeof output}, not of ${words} words`,
    );
  }
  let at = ZERO_WORD.length;
  const take = (): string => `0x${output.slice(at, (at += 64))}`;
  return readings.map((reading) => {
    const word = take();
    if (reading.is === 'code') return word === ZERO_WORD ? EMPTY_CODE_HASH : word;
    if (reading.is === 'native') return word;
    const value = take();
    return word === ZERO_WORD ? '' : value;
  });
}

function wordsOf(reading: ProbeReading): number {
  return reading.is === 'call' ? 2 : 1;
}

function hex3(value: number): string {
  return value.toString(16).padStart(6, '0');
}
