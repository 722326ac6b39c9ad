import {
  accountOn,
  addressOfAccount,
  type AccountId,
  chainOfAccount,
  type EvmAddress,
  type Hex,
} from '@portcullis/model';
import { readHeader } from '../read/header.ts';
import type { Reading } from '../read/reading.ts';
import { resultOf, stateCalls } from '../read/readState.ts';
import { SELECTOR, SLOT } from '../read/signatures.ts';
import { addressOfWord, EMPTY_CODE_HASH, isAddressWord, ZERO_ADDRESS, ZERO_WORD } from '../read/words.ts';
import { badResponse } from '../rpc/readAnswers.ts';
import type { EvmClient } from '../rpc/connectEvm.ts';

/** Somebody with power over a contract. */
export interface Power {
  readonly account: AccountId;
  /** `key`: one private key suffices; `contract`: it depends on that contract; `nobody`: given up. */
  readonly is: 'key' | 'contract' | 'nobody';
}

/** What a look at a contract shows, for `check` and `init`. */
export interface Inspection {
  readonly account: AccountId;
  /** `undefined`: an account without code. */
  readonly codeHash: Hex | undefined;
  readonly proxy:
    | {
        readonly kind: 'eip1967' | 'beacon' | 'safe';
        readonly implementation: AccountId;
        readonly codeHash: Hex;
        readonly beacon: AccountId | undefined;
      }
    | undefined;
  /** Of the EIP-1967 admin slot: who may upgrade. */
  readonly admin: Power | undefined;
  /** Who owns the admin contract, or the beacon: where the power to upgrade ends. */
  readonly adminOwner: Power | undefined;
  /** `owner()` of the contract. */
  readonly owner: Power | undefined;
  /** `undefined`: there is no `paused()`. */
  readonly paused: boolean | undefined;
  /** `undefined`: there is no `totalSupply()`. */
  readonly supply: bigint | undefined;
  /** Keys that suffice alone, each once: of the owner, the admin, and the admin's owner. */
  readonly soleKeys: readonly AccountId[];
}

/** Looks at one contract at the present block: is there code, is it a proxy, who has power over it. */
export async function inspectContract(
  client: Pick<EvmClient, 'batch' | 'call'>,
  account: AccountId,
): Promise<Inspection> {
  const chain = chainOfAccount(account);
  const address = addressOfAccount(account);
  const latest = await client.call('eth_getBlockByNumber', ['latest', false]);
  if (latest === null) throw badResponse('no latest block');
  const block = `0x${readHeader(latest).number.toString(16)}`;
  const read = async (readings: readonly Reading[]): Promise<Record<string, string>> => {
    const calls = stateCalls(readings, block);
    return calls.read(await client.batch(calls.calls));
  };

  const own = await read([
    ...(['implementation', 'admin', 'beacon'] as const).map((what): Reading => ({
      key: what,
      is: 'slot',
      address,
      slot: SLOT[what],
    })),
    { key: 'code', is: 'code', address },
    call('owner', address, SELECTOR.owner),
    call('paused', address, SELECTOR.paused),
    call('supply', address, SELECTOR.totalSupply),
    call('singleton', address, SELECTOR.masterCopy),
  ]);
  const beacon = pointer(own['beacon']);
  const admin = pointer(own['admin']);
  const owner = seat(own['owner']);
  const next = await read([
    ...(beacon === undefined
      ? []
      : [call('target', beacon, SELECTOR.implementation), call('beaconOwner', beacon, SELECTOR.owner)]),
    ...(admin === undefined ? [] : [call('adminOwner', admin, SELECTOR.owner)]),
  ]);
  const adminOwner = seat(next['adminOwner']) ?? seat(next['beaconOwner']);
  const implementation = pointer(own['implementation']) ?? pointer(next['target']) ?? pointer(own['singleton']);
  const codes = await codesOf(client, block, [implementation, admin, owner, adminOwner]);
  const power = (holder: EvmAddress | undefined): Power | undefined =>
    holder === undefined
      ? undefined
      : {
          account: accountOn(chain, holder),
          is: holder === ZERO_ADDRESS ? 'nobody' : isKey(codes.get(holder)) ? 'key' : 'contract',
        };
  const hashes = implementation === undefined ? {} : await read([{ key: 'code', is: 'code', address: implementation }]);
  const powers = { admin: power(admin), adminOwner: power(adminOwner), owner: power(owner) };
  return {
    account,
    codeHash: own['code'] === EMPTY_CODE_HASH ? undefined : (own['code'] as Hex),
    proxy:
      implementation === undefined
        ? undefined
        : {
            kind: pointer(own['implementation']) !== undefined ? 'eip1967' : beacon !== undefined ? 'beacon' : 'safe',
            implementation: accountOn(chain, implementation),
            codeHash: hashes['code'] as Hex,
            beacon: beacon === undefined ? undefined : accountOn(chain, beacon),
          },
    ...powers,
    paused: flag(own['paused']),
    supply: own['supply'] === undefined || own['supply'] === '' ? undefined : BigInt(own['supply']),
    soleKeys: [...new Set(Object.values(powers).flatMap((one) => (one?.is === 'key' ? [one.account] : [])))],
  };
}

function call(key: string, address: EvmAddress, data: Hex): Reading {
  return { key, is: 'call', address, data };
}

/** An address other than zero. */
function pointer(word: string | undefined): EvmAddress | undefined {
  const address = seat(word);
  return address === ZERO_ADDRESS ? undefined : address;
}

function seat(word: string | undefined): EvmAddress | undefined {
  return word === undefined || word === '' || !isAddressWord(word as Hex) ? undefined : addressOfWord(word as Hex);
}

function flag(word: string | undefined): boolean | undefined {
  return word === ZERO_WORD ? false : word === undefined || word === '' || BigInt(word) !== 1n ? undefined : true;
}

async function codesOf(
  client: Pick<EvmClient, 'batch'>,
  block: string,
  addresses: readonly (EvmAddress | undefined)[],
): Promise<Map<EvmAddress, string>> {
  const known = [...new Set(addresses.filter((address) => address !== undefined))];
  const answers = await client.batch(known.map((address) => ({ method: 'eth_getCode', params: [address, block] })));
  return new Map(
    known.map((address, at): [EvmAddress, string] => [address, String(resultOf('eth_getCode', answers[at]))]),
  );
}

/** An account that a private key signs for: without code, or with code that it only borrowed (EIP-7702). */
function isKey(code: string | undefined): boolean {
  return code === undefined || code === '0x' || code.startsWith('0xef0100');
}
