export type * from './artifact.ts';
export type * from './packageFinding.ts';
export { RULES, type Rule, type RuleText } from './rules.ts';
export { ScanFault, type ScanFaultCode } from './scanFault.ts';
