import type { ModuleIr } from '../ir/moduleIr.ts';
import type { FlowReport } from './flowReport.ts';
import { linkProgram } from './program/linkProgram.ts';
import { withoutTests } from './program/withoutTests.ts';
import { createResolve, type PackageLayout } from './program/resolveSpecifier.ts';
import { reachesListed } from './reachesListed.ts';
import { reportFlows } from './reportFlows.ts';
import { analyseValues } from './values/valueAnalysis.ts';

/** What the analysis is told beside the modules. */
export interface FlowContext extends PackageLayout {
  /** Where the work is given up and the report says so. */
  readonly limits?: { readonly changes?: number; readonly edges?: number; readonly flows?: number };
}

/**
 * Finds how secrets flow through all modules of one package together, and what each file can do. The answer depends
 * on the modules and the context alone, not on the order of the modules.
 */
export function analyseFlow(modules: readonly ModuleIr[], context: FlowContext = {}): FlowReport {
  const { changes = 2_500_000, edges = 600_000, flows = 200 } = context.limits ?? {};
  const own = withoutTests(modules);
  if (!reachesListed(own)) return { flows: [], uses: [], unread: [] };
  const program = linkProgram(own);
  const values = analyseValues(program, createResolve(program.modules, context), changes);
  return reportFlows(values, edges, flows);
}
