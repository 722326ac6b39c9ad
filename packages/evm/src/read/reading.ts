import type { EvmAddress, Hex } from '@portcullis/model';
import { SELECTOR, SLOT } from './signatures.ts';
import type { WatchPlan } from './watchPlan.ts';
import { addressOfWord, isAddressWord, wordOf, ZERO_WORD } from './words.ts';

/** One thing that is read at a block. `key` is `what/address` and names it in the state. */
export type Reading =
  | { readonly key: string; readonly is: 'slot'; readonly address: EvmAddress; readonly slot: Hex }
  | { readonly key: string; readonly is: 'code' | 'native'; readonly address: EvmAddress }
  | { readonly key: string; readonly is: 'call'; readonly address: EvmAddress; readonly data: Hex };

/**
 * What was read at a block, by key: a 32-byte word, or `''` where the contract has no such
 * function or its call failed. Plain data, so that it survives a restart inside the cursor.
 */
export type ChainState = Readonly<Record<string, string>>;

/** The word of a key, or `undefined` where it is not in the state or could not be read. */
export function wordIn(state: ChainState, key: string): Hex | undefined {
  const word = state[key];
  return word === undefined || word === '' ? undefined : (word as Hex);
}

/** The address that a key holds; `undefined` where it is absent, unreadable, zero or no address. */
export function addressIn(state: ChainState, key: string): EvmAddress | undefined {
  const word = wordIn(state, key);
  return word === undefined || word === ZERO_WORD || !isAddressWord(word) ? undefined : addressOfWord(word);
}

/** The amount that a key holds. */
export function unitsIn(state: ChainState, key: string): bigint | undefined {
  const word = wordIn(state, key);
  return word === undefined ? undefined : BigInt(word);
}

/** The code that runs behind a proxy: of its own slot, or of its beacon, or of a Safe's first slot. */
export function implementationIn(state: ChainState, proxy: EvmAddress): EvmAddress | undefined {
  const beacon = addressIn(state, `beacon/${proxy}`);
  return (
    addressIn(state, `implementation/${proxy}`) ??
    (beacon === undefined ? undefined : addressIn(state, `target/${beacon}`)) ??
    addressIn(state, `singleton/${proxy}`)
  );
}

/**
 * All that must be read of a block. What a slot points to (an implementation, an admin, a
 * beacon) is read too, as far as `state` knows the pointers: reading again with the state
 * just read finds what new pointers add, until nothing is missing.
 */
export function readingsFor(plan: WatchPlan, state: ChainState): ReadonlyMap<string, Reading> {
  const readings = new Map<string, Reading>();
  const add = (reading: Reading): void => void readings.set(reading.key, reading);
  const code = (address: EvmAddress): void => add({ key: `code/${address}`, is: 'code', address });
  const call = (what: string, address: EvmAddress, data: Hex): void =>
    add({ key: `${what}/${address}`, is: 'call', address, data });
  const power = (address: EvmAddress): void => {
    code(address);
    call('owner', address, SELECTOR.owner);
  };

  for (const address of plan.governed) {
    power(address);
    call('paused', address, SELECTOR.paused);
    for (const what of ['implementation', 'admin', 'beacon'] as const)
      add({ key: `${what}/${address}`, is: 'slot', address, slot: SLOT[what] });
    const admin = addressIn(state, `admin/${address}`);
    if (admin !== undefined) power(admin);
    const beacon = addressIn(state, `beacon/${address}`);
    if (beacon !== undefined) {
      power(beacon);
      call('target', beacon, SELECTOR.implementation);
    }
    const implementation = implementationIn(state, address);
    if (implementation !== undefined) code(implementation);
  }
  for (const admin of plan.admins) power(admin);
  for (const token of plan.tokens) call('supply', token, SELECTOR.totalSupply);
  for (const wallet of plan.wallets) {
    code(wallet.address);
    call('singleton', wallet.address, SELECTOR.masterCopy);
    const singleton = addressIn(state, `singleton/${wallet.address}`);
    if (singleton !== undefined) code(singleton);
    if (wallet.native !== undefined) add({ key: `native/${wallet.address}`, is: 'native', address: wallet.address });
    for (const token of wallet.tokens) add(balanceReading(wallet.address, token));
  }
  for (const { account, token } of plan.backings) {
    add(
      token === undefined
        ? { key: `native/${account}`, is: 'native', address: account }
        : balanceReading(account, token),
    );
  }
  return readings;
}

function balanceReading(holder: EvmAddress, token: EvmAddress): Reading {
  const data = `${SELECTOR.balanceOf}${wordOf(holder).slice(2)}` as Hex;
  return { key: `balance/${holder}/${token}`, is: 'call', address: token, data };
}
