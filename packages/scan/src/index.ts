export { artifactOf, type FoundFile } from './archive/artifactOf.ts';
export { DEFAULT_LIMITS, type Limits } from './archive/limits.ts';
export { readArtifact } from './archive/readArtifact.ts';
export type * from './artifact.ts';
export type * from './packageFinding.ts';
export { RULES, type Rule, type RuleText } from './rules.ts';
export { ScanFault, type ScanFaultCode } from './scanFault.ts';
