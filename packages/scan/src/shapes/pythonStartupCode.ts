import type { ValueId } from '../ir/moduleIr.ts';
import type { PackageFinding } from '../packageFinding.ts';
import type { PythonLowering } from '../python/createPythonLowering.ts';
import { DECODES, DOWNLOADS, LOADS_FILE, REACHES_NETWORK, RUNS_CODE, STARTS_PROCESS } from './pythonApis.ts';
import { pythonFacts, type PythonFacts } from './pythonFacts.ts';
import { shapeFinding, type PythonShape } from './pythonShape.ts';

/**
 * A `.pth` file: each line that begins with `import` is run at every start of Python, whoever imports the package.
 * Linkers of editable installs and coverage tools use it; one that reaches further is held.
 */
export function pythonPathFile(path: string, text: string, lower: PythonLowering): PackageFinding[] {
  const lines = text.split(/\r\n|\r|\n/);
  const found: PackageFinding[] = [];
  let start = 0;
  for (const line of lines) {
    if (/^import[ \t]/.test(line)) {
      const facts = pythonFacts(lower(path, line));
      const reach = reachOf(facts, lower);
      // A line that no person writes: long, or with code in a text.
      const isOdd = line.length > 1000 || reach !== undefined;
      found.push(
        shapeFinding(
          { path, text },
          {
            rule: 'shape.startup-code',
            decision: isOdd ? 'hold' : 'review',
            confidence: isOdd ? 'high' : 'medium',
            key: `pth ${reach ?? 'import'}`,
            why: `${path} is run at every start of Python${reach === undefined ? '' : `, and ${reach}`}.`,
            spots: [{ span: { start, end: start + line.length }, what: 'is run at every start of Python' }],
          },
        ),
      );
    }
    start += line.length + 1;
  }
  return found;
}

/** `sitecustomize` and `usercustomize` are imported at every start of Python. */
export const pythonStartupModule: PythonShape = (file) => {
  if (
    !/^(?:src\/|[^/]+\.data\/(?:purelib|platlib)\/)?(?:sitecustomize|usercustomize)(?:\.py|\/__init__\.py)$/.test(
      file.path,
    )
  ) {
    return [];
  }
  const reach = reachOf(file.facts);
  return [
    shapeFinding(file, {
      rule: 'shape.startup-code',
      decision: reach === undefined ? 'review' : 'hold',
      confidence: 'high',
      key: `sitecustomize ${reach ?? 'import'}`,
      why: `${file.path} is imported at every start of Python${reach === undefined ? '' : `, and ${reach}`}.`,
      spots: [{ span: { start: 0, end: 0 }, what: 'is imported at every start of Python' }],
    }),
  ];
};

/** The worst that the module's calls do, in words; nothing where they do nothing of it. */
function reachOf(facts: PythonFacts, lower?: PythonLowering, depth = 0): string | undefined {
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
    const whole = lower === undefined || depth > 2 ? undefined : writtenText(facts, first.value);
    if (whole === undefined || lower === undefined) return 'runs text as code';
    const inner = lower('pth', whole);
    const reach = inner.unread.length > 0 ? 'runs text as code' : reachOf(pythonFacts(inner), lower, depth + 1);
    if (reach !== undefined) return reach;
  }
  return undefined;
}

/** The text of a value that is one constant and nothing else. */
function writtenText({ module }: PythonFacts, value: ValueId): string | undefined {
  const makers = module.steps.filter((step) => step.is !== 'store' && step.to === value);
  const [only] = makers;
  return makers.length === 1 && only?.is === 'constant' ? String(only.value) : undefined;
}
