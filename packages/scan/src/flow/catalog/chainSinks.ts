import type { SinkEntry } from './sinkCatalog.ts';

/** What a transaction carries along beside its value, whatever a chain calls it. */
const DATA = ['data', 'input', 'args', 'memo', 'memos', 'Memos', 'calldata', 'params'];
/** The same, or what is given itself. */
const ALL = ['', ...DATA];

type Line = readonly [root: string, members: string, more: Partial<SinkEntry>];

const TRANSACTION: Partial<SinkEntry> = { positions: [0], names: [], carries: DATA };
const RAW: Partial<SinkEntry> = { positions: [0], names: [], carries: ALL };

const PROVIDER: readonly (readonly [members: string, more: Partial<SinkEntry>])[] = [
  ['send', { positions: [0, 1], carries: ALL }],
  ['broadcastTransaction sendRawTransaction', RAW],
  ['sendTransaction sendUncheckedTransaction estimateGas', TRANSACTION],
];

const LINES: readonly Line[] = [
  ...['npm:ethers', 'npm:@ethersproject'].flatMap((root) =>
    PROVIDER.map(([members, more]): Line => [root, members, more]),
  ),
  ['npm:web3', 'sendSignedTransaction', RAW],
  ['npm:web3', 'sendTransaction estimateGas send request', TRANSACTION],
  ['npm:web3-eth', 'sendSignedTransaction', RAW],
  ['npm:web3-eth', 'sendTransaction estimateGas', TRANSACTION],
  [
    'npm:viem',
    'sendTransaction estimateGas writeContract deployContract simulateContract readContract request',
    TRANSACTION,
  ],
  ['npm:viem', 'sendRawTransaction', { positions: [0], carries: ['serializedTransaction'] }],
  ['npm:@solana/web3.js', 'sendRawTransaction sendEncodedTransaction', RAW],
  ['npm:@solana/web3.js', 'TransactionInstruction', TRANSACTION],
  ['npm:@solana/spl-memo', 'createMemoInstruction', RAW],
  ['npm:@solana-program/memo', 'getAddMemoInstruction', TRANSACTION],
  ['npm:@polkadot/api', 'remark remarkWithEvent', RAW],
  ['npm:@cosmjs/stargate', 'signAndBroadcast signAndBroadcastSync', { positions: [3] }],
  ['npm:xrpl', 'submit submitAndWait', TRANSACTION],
  ['npm:bitcoinjs-lib', 'payments.embed', TRANSACTION],
  ['global:ethereum', 'request send sendAsync', TRANSACTION],
  ['py:web3', 'send_raw_transaction', RAW],
  ['py:web3', 'send_transaction estimate_gas', TRANSACTION],
  ['py:web3', 'make_request', { positions: [1], names: ['params'], carries: ALL }],
  ['py:solana', 'send_raw_transaction', RAW],
  ['py:solders.instruction', 'Instruction', { positions: [1], names: ['data'] }],
  ['py:spl.memo', 'MemoParams', { positions: [2], names: ['message'] }],
  ['py:xrpl.models', 'Memo', { positions: [0], names: ['memo_data'] }],
  ['py:substrateinterface', 'compose_call', { positions: [2], names: ['call_params'] }],
];

/**
 * Transactions and raw calls of chains: everybody reads what they carry. A signer that sends, and what was signed, carry
 * no key along; so only members that hold data count, and what is given by itself where nothing but data is.
 */
export const CHAIN_SINKS: readonly SinkEntry[] = LINES.map(([root, members, more]) => ({
  root,
  members,
  kind: 'network',
  capability: 'network',
  ...more,
}));
