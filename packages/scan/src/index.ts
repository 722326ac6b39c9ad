export { artifactOf, type FoundFile } from './archive/artifactOf.ts';
export { DEFAULT_LIMITS, type Limits } from './archive/limits.ts';
export { readArtifact } from './archive/readArtifact.ts';
export type * from './artifact.ts';
export { declaredFacts } from './manifest/declaredFacts.ts';
export type * from './manifest/manifest.ts';
export { readManifest } from './manifest/readManifest.ts';
export type * from './native/nativeFacts.ts';
export { nativeFindings } from './native/nativeFindings.ts';
export { nativeUses } from './native/nativeUses.ts';
export { readNative } from './native/readNative.ts';
export type * from './packageFinding.ts';
export { RULES, type Rule, type RuleText } from './rules.ts';
export { ScanFault, type ScanFaultCode } from './scanFault.ts';
export type { Analysis } from './judge/analysis.ts';
export { type Circumstances, decide, type PackagePermit } from './judge/decide.ts';
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
export { nameFindings, type NameContext } from './trust/nameFindings.ts';
export { NO_TRUST_RULES, parseTrustRules, type TrustRules } from './trust/trustRules.ts';
export { type OsvFeed, parseFeed } from './trust/osvFeed.ts';
export type * from './trust/releaseTrust.ts';
export { trustFindings, type TrustContext } from './trust/trustFindings.ts';
export { compareWithSource, type Lower } from './source/compareWithSource.ts';
export type * from './source/releaseFacts.ts';
export { type AddedDependency, addedDependencies, broughtBy, dependenciesOf } from './difference/addedDependencies.ts';
export { previousVersion } from './difference/previousVersion.ts';
export { type Offered, versionFor } from './difference/versionFor.ts';
export { releaseFindings } from './source/releaseFindings.ts';
export { isReleaseFile, releaseProtections } from './source/releaseProtections.ts';
export type { FileOrigin, SourceComparison } from './source/sourceComparison.ts';
export { sourceFindings } from './source/sourceFindings.ts';
export { type JudgementJson, judgementJsonSchema, jsonReport } from './report/jsonReport.ts';
export type { SarifLog } from './report/sarif.ts';
export { type SarifOptions, sarifReport } from './report/sarifReport.ts';
export { textReport, type TextReportOptions } from './report/textReport.ts';
export { applyUserRules, type UsePlace } from './rules/applyUserRules.ts';
export { parseUserRules } from './rules/parseUserRules.ts';
export type { UserRule } from './rules/userRule.ts';
export { type Analyse, createAnalyse, type OnFile } from './judge/createAnalyse.ts';
export { lowerWith } from './judge/lowerPackage.ts';
export { createPythonLowering, type PythonLowering } from './python/createPythonLowering.ts';
