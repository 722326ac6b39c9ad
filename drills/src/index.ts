export { DrillFault, type DrillFaultCode } from './drillFault.ts';
export { type DrillResult, type LossTable, type Variant, VARIANTS } from './drillResult.ts';
export { type DrillOptions, replay, runDrill } from './runDrill.ts';
