export { type AbiItem, type Artifact, artifact, type ContractName, CONTRACTS } from './artifact.ts';
export { ContractsFault, type ContractsFaultCode } from './contractsFault.ts';
export { type LocalNode, type LocalNodeOptions, startLocalNode } from './localNode.ts';
