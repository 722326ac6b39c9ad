import { type Effect, effectSchema, intentId, parseIntent, type Permit, type TimeSource } from '@portcullis/model';

const CHAIN = 'eip155:56';
/** An account on the sample chain, of one repeated digit. */
export const account = (digit: string): string => `${CHAIN}:0x${digit.repeat(40)}`;
/** A token on the sample chain. */
export const token = (digit: string): string => `${CHAIN}/erc20:0x${digit.repeat(40)}`;
/** A 32-byte value of one repeated digit. */
export const hash = (digit: string): string => `0x${digit.repeat(64)}`;

type Fields = Readonly<Record<string, unknown>>;

const intents: Readonly<Record<string, Fields>> = {
  upgrade: { proxy: account('1'), codeHash: hash('2') },
  mint: { asset: token('1'), to: account('3'), limit: '100', uses: 10 },
  role: { contract: account('1'), role: 'owner', account: account('4'), change: 'grant' },
  transfer: { from: account('5'), to: account('6'), asset: token('1'), limit: '100', uses: 10 },
  raise: { gate: 'desk' },
};

/** A permit, by default from 100 until 200. */
export function permit(
  kind: string,
  fields: Fields = {},
  span: { readonly from?: number; readonly until?: number; readonly nonce?: string } = {},
): Permit {
  const { from = 100, until = 200, nonce = 'n' } = span;
  const intent = parseIntent({
    v: 1,
    kind,
    estate: `sha256:${'e'.repeat(64)}`,
    nonce: nonce.padEnd(16, '0'),
    proposer: 'alice',
    created: 0,
    expires: 1000,
    ...intents[kind],
    ...fields,
  });
  return { id: intentId(intent), intent, from, until };
}

const effects: Readonly<Record<string, Fields>> = {
  upgrade: { proxy: account('1'), implementation: account('9'), codeHash: hash('2') },
  code: { contract: account('1'), codeHash: hash('2'), before: hash('0') },
  admin: { contract: account('1'), role: 'owner', account: account('4') },
  role: { contract: account('1'), role: hash('7'), account: account('4'), change: 'grant' },
  mint: { asset: token('1'), to: account('3'), units: '40' },
  burn: { asset: token('1'), from: account('3'), units: '40' },
  outflow: { from: account('5'), to: account('6'), asset: token('1'), units: '40' },
};

/** An effect in a block; its time is 100 plus the block's number unless told, exact unless its source is `block`. */
export function effect(
  kind: string,
  id: string,
  fields: Fields = {},
  place: {
    readonly block?: number;
    readonly index?: number;
    readonly ms?: number;
    readonly chain?: string;
    readonly source?: TimeSource;
  } = {},
): Effect {
  const { block = 1, index = 0, ms = 100 + block, chain = CHAIN, source = 'log' } = place;
  return effectSchema.parse({
    id,
    kind,
    at: { ms, source },
    position: { chain, block, hash: hash('b'), index },
    evidence: [],
    ...effects[kind],
    ...fields,
  });
}
