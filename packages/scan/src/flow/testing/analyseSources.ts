import type { ModuleIr } from '../../ir/moduleIr.ts';
import { lowerJavaScript } from '../../javascript/lowerJavaScript.ts';
import type { PythonLowering } from '../../python/createPythonLowering.ts';
import { installedPythonLowering } from '../../python/testing/pythonLowering.ts';
import { analyseFlow, type FlowContext } from '../analyseFlow.ts';
import type { FlowReport } from '../flowReport.ts';

let python: PythonLowering | undefined;

/** Lowers files of source text, each by its ending. */
export async function lowerSources(files: Readonly<Record<string, string>>): Promise<ModuleIr[]> {
  const modules: ModuleIr[] = [];
  for (const [file, text] of Object.entries(files)) {
    if (!file.endsWith('.py')) modules.push(lowerJavaScript(file, text));
    else modules.push((python ??= await installedPythonLowering())(file, text));
  }
  return modules;
}

/** What the analysis says of a package written down as text. */
export async function analyseSources(
  files: Readonly<Record<string, string>>,
  context: FlowContext = {},
): Promise<FlowReport> {
  return analyseFlow(await lowerSources(files), context);
}

/** A report in short lines: `key → network high (use)`. */
export function summaryOf(report: FlowReport): string[] {
  return report.flows.map((flow) => `${flow.source} → ${flow.sink} ${flow.confidence} (${flow.by})`);
}
