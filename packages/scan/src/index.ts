export type * from './artifact.ts';
export type * from './packageFinding.ts';
export { RULES, type Rule, type RuleText } from './rules.ts';
export { ScanFault, type ScanFaultCode } from './scanFault.ts';
export type { Analysis } from './judge/analysis.ts';
export { type Circumstances, decide } from './judge/decide.ts';
export type * from './judge/judgement.ts';
export {
  approve,
  type CapabilityLock,
  lockName,
  lockText,
  type LockedPackage,
  parseLock,
} from './difference/capabilityLock.ts';
export { CAPABILITIES, type Capability } from './flow/flowReport.ts';
