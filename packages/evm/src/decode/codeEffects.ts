import type { EvmAddress } from '@portcullis/model';
import { wordIn } from '../read/reading.ts';
import { EMPTY_CODE_HASH } from '../read/words.ts';
import type { BlockChange } from './effectsOf.ts';
import type { EffectWriter } from './effectWriter.ts';

/**
 * Code that changed at one and the same address: a contract destroyed, or put back with other
 * code; a wallet key that was given code (EIP-7702). Another address behind a proxy is an
 * upgrade and not meant here.
 */
export function codeEffects({ before, reading }: BlockChange, writer: EffectWriter): void {
  for (const key of Object.keys(reading.state)) {
    if (!key.startsWith('code/')) continue;
    const then = wordIn(before, key);
    const now = wordIn(reading.state, key);
    if (then === undefined || now === undefined || then === now) continue;
    const address = key.slice('code/'.length) as EvmAddress;
    const what =
      now === EMPTY_CODE_HASH
        ? 'has no code any more'
        : then === EMPTY_CODE_HASH
          ? `has code ${now} and had none`
          : `has code ${now} and had ${then}`;
    writer.fromState('state', { kind: 'code', contract: writer.account(address), codeHash: now, before: then }, [
      `${address} ${what} in the block before.`,
    ]);
  }
}
