import { afterAll, beforeAll, expect, it } from 'vitest';
import { type EvmAddress, type Hex, keccakOf } from '@portcullis/model';
import { type LocalEstate, localEstate, word } from '../testing/localEstate.ts';
import { decodeProbe, encodeProbe, type ProbeReading } from './probe.ts';
import { SELECTOR } from './signatures.ts';
import { EMPTY_CODE_HASH, wordOf } from './words.ts';

let estate: LocalEstate;
beforeAll(async () => {
  estate = await localEstate(1);
});
afterAll(() => estate.node.close());

/** A contract whose every call runs this code. */
const running = (code: string): Promise<EvmAddress> =>
  estate.deployCode(
    `0x60${(code.length / 2).toString(16).padStart(2, '0')}600c60003960${(code.length / 2).toString(16).padStart(2, '0')}6000f3${code}`,
  );
const call = (key: string, address: EvmAddress, data: Hex = SELECTOR.totalSupply): ProbeReading => ({
  key,
  is: 'call',
  address,
  data,
});

it('reads what single calls read, and a hostile contract spoils only its own reading', async () => {
  const { proxy } = await estate.token();
  const burnsGas = await running('5b600056');
  const reverts = await running('60206000fd');
  const short = await running('60016000f3');
  const bomb = await running('61ffff6000f3');
  const nobody = `0x${'77'.repeat(20)}` as EvmAddress;
  const readings: ProbeReading[] = [
    call('supply', proxy),
    call('gas', burnsGas),
    call('reverts', reverts),
    call('short', short),
    call('bomb', bomb),
    call('nobody', nobody),
    { key: 'owner', is: 'call', address: proxy, data: SELECTOR.owner },
    { key: 'balance', is: 'call', address: proxy, data: `${SELECTOR.balanceOf}${word(estate.deployer)}` as Hex },
    { key: 'code', is: 'code', address: proxy },
    { key: 'empty', is: 'code', address: nobody },
    { key: 'native', is: 'native', address: estate.deployer },
  ];
  const output = await estate.node.rpc('eth_call', [{ data: encodeProbe(readings) }, 'latest']);
  const read = Object.fromEntries(decodeProbe(readings, output).map((value, at) => [readings[at]?.key, value]));
  const code = String(await estate.node.rpc('eth_getCode', [proxy, 'latest']));
  expect(read).toEqual({
    supply: `0x${word(0n)}`,
    gas: '',
    reverts: '',
    short: '',
    bomb: `0x${word(0n)}`,
    nobody: '',
    owner: wordOf(estate.deployer),
    balance: `0x${word(0n)}`,
    code: keccakOf(Buffer.from(code.slice(2), 'hex')),
    empty: EMPTY_CODE_HASH,
    native: `0x${word(BigInt(String(await estate.node.rpc('eth_getBalance', [estate.deployer, 'latest']))))}`,
  });
  expect(() => decodeProbe(readings, String(output).slice(0, -2))).toThrow('cannot be used');
});

it('reads on where the first thing read begins with the byte EF, as a node lets no new code begin', async () => {
  const code = Array.from({ length: 4_096 }, (_, salt) => `0x61${salt.toString(16).padStart(4, '0')}00`).find((text) =>
    keccakOf(Buffer.from(text.slice(2), 'hex')).startsWith('0xef'),
  );
  const address = `0x${'78'.repeat(20)}` as EvmAddress;
  await estate.node.rpc('anvil_setCode', [address, code]);
  const readings: ProbeReading[] = [{ key: 'code', is: 'code', address }];
  const output = await estate.node.rpc('eth_call', [{ data: encodeProbe(readings) }, 'latest']);
  expect(decodeProbe(readings, output)).toEqual([keccakOf(Buffer.from(String(code).slice(2), 'hex'))]);
});
