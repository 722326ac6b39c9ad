export { EvmFault, type EvmFaultCode } from './evmFault.ts';
export type { Log } from './log.ts';
export { connectEvm, type EvmClient, type EvmClientOptions } from './rpc/connectEvm.ts';
export { redactUrl } from './rpc/redactUrl.ts';
export type { RpcAnswer, RpcCall, RpcLimits } from './rpc/rpcCall.ts';
export type { EntryCall } from './read/blockReading.ts';
export type { ChainEvent, ContractFacts, Measured, ObservedBlock } from './watch/chainEvent.ts';
export { watchChain, type WatchOptions } from './watch/watchChain.ts';
export { contractOf } from './detectors/contractOf.ts';
export { detect, type Detector, DETECTORS } from './detectors/detect.ts';
export type { DetectContext } from './detectors/detectContext.ts';
export { needsPermit } from './detectors/needsPermit.ts';
export { unpermittedFinding } from './detectors/unpermittedFinding.ts';
export {
  compareCode,
  type CodeComparison,
  type CodeDifference,
  type CodeSummary,
  type CompareOptions,
  type FunctionRef,
  type ImmutableReferences,
} from './code/compareCode.ts';
export { createAddress, type ExpectedCode, expectedRuntimeCode } from './code/expectedRuntimeCode.ts';
export { fetchRuntimeCode } from './code/fetchRuntimeCode.ts';
export type { CodeMetadata } from './code/metadata.ts';
export { inspectContract, type Inspection, type Power } from './inspect/inspectContract.ts';
