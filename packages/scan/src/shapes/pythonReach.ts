import type { ValueId } from '../ir/moduleIr.ts';
import type { PythonLowering } from '../python/createPythonLowering.ts';
import { DECODES, DOWNLOADS, LOADS_FILE, REACHES_NETWORK, RUNS_CODE, STARTS_PROCESS } from './pythonApis.ts';
import { pythonFacts, type PythonFacts } from './pythonFacts.ts';

/** The worst that the module's calls do, in words; nothing where they do nothing of it. */
export function reachOf(facts: PythonFacts, lower: PythonLowering, depth = 0): string | undefined {
  const { calls } = facts;
  const has = (pattern: RegExp): boolean => calls.some(({ apis }) => apis.some((api) => pattern.test(api)));
  const gives = (pattern: RegExp): boolean => calls.some(({ apis }) => apis.some((api) => pattern.test(`${api}()`)));
  if (has(REACHES_NETWORK) || gives(DOWNLOADS)) return 'reaches the network';
  if (has(STARTS_PROCESS)) return 'starts other programs';
  if (has(LOADS_FILE)) return 'loads code from a file';
  if (gives(DECODES)) return 'decodes something';
  for (const { apis, step } of calls) {
    const [first] = step.arguments;
    if (first === undefined || !apis.some((api) => RUNS_CODE.test(api))) continue;
    // Several statements fit on the one line only as a text: where all of it stands there, it is read too.
    const whole = depth > 2 ? undefined : writtenText(facts, first.value);
    if (whole === undefined) return 'runs text as code';
    const inner = lower('text', whole);
    const reach = inner.unread.length > 0 ? 'runs text as code' : reachOf(pythonFacts(inner), lower, depth + 1);
    if (reach !== undefined) return reach;
  }
  return undefined;
}

/** The text of a value that is one constant and nothing else. */
export function writtenText({ module }: PythonFacts, value: ValueId): string | undefined {
  const makers = module.steps.filter((step) => step.is !== 'store' && step.to === value);
  const [only] = makers;
  return makers.length === 1 && only?.is === 'constant' ? String(only.value) : undefined;
}
