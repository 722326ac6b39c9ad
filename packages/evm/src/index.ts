export { EvmFault, type EvmFaultCode } from './evmFault.ts';
export type { Log } from './log.ts';
export { connectEvm, type EvmClient, type EvmClientOptions } from './rpc/connectEvm.ts';
export { redactUrl } from './rpc/redactUrl.ts';
export type { RpcAnswer, RpcCall, RpcLimits } from './rpc/rpcCall.ts';
export type { EntryCall } from './read/blockReading.ts';
export type { ChainEvent, ContractFacts, Measured, ObservedBlock } from './watch/chainEvent.ts';
export { watchChain, type WatchOptions } from './watch/watchChain.ts';
