import type { PackageFinding } from '../packageFinding.ts';
import type { PythonLowering } from '../python/createPythonLowering.ts';
import { pythonFacts } from './pythonFacts.ts';
import { reachOf } from './pythonReach.ts';
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
  const reach = reachOf(file.facts, file.lower);
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
