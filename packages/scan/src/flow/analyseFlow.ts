import type { ModuleIr } from '../ir/moduleIr.ts';
import type { FlowReport } from './flowReport.ts';
import { addressesIn } from './money/addressesIn.ts';
import { inOrder, linkProgram } from './program/linkProgram.ts';
import { withoutCopies } from './program/withoutCopies.ts';
import { withoutTests } from './program/withoutTests.ts';
import { createResolve, type PackageLayout } from './program/resolveSpecifier.ts';
import { reachesListed } from './reachesListed.ts';
import { reportFlows } from './reportFlows.ts';
import { analyseValues } from './values/valueAnalysis.ts';

/** What the analysis is told beside the modules. */
export interface FlowContext extends PackageLayout {
  /** Files that run at install: of these more is said. */
  readonly atInstall?: readonly string[];
  /** Where the work is given up and the report says so. */
  readonly limits?: { readonly changes?: number; readonly edges?: number; readonly flows?: number };
}

/**
 * Finds how secrets flow through all modules of one package together, and what each file can do. The answer depends
 * on the modules and the context alone, not on the order of the modules.
 */
export function analyseFlow(modules: readonly ModuleIr[], context: FlowContext = {}): FlowReport {
  const { changes = 2_500_000, edges = 600_000, flows = 200 } = context.limits ?? {};
  const { atInstall = [] } = context;
  const own = withoutTests(modules);
  // Who is paid may be said without any API.
  if (!reachesListed(own) && addressesIn(own).length === 0)
    return { flows: [], uses: [], checks: [], redirects: [], unread: [] };
  const all = inOrder(own);
  const distinct = withoutCopies(all, createResolve(all, context), (file) => atInstall.includes(file));
  const program = linkProgram(distinct.modules);
  const values = analyseValues(program, distinct.resolve, changes);
  return reportFlows(values, { edges, flows, copiesOf: distinct.copiesOf });
}
