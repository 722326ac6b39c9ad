import type { Check } from './check.ts';
import { runTool } from './runTool.ts';
import { sources } from './sources.ts';

/** Files, exports and dependencies that nothing uses, and dependencies that are used undeclared. */
export const deadCode: Check = {
  name: 'dead code',
  about: 'knip: what nothing uses, or what is used undeclared',
  async run(root) {
    const { code, stdout, stderr } = await runTool(root, 'knip/bin/knip.js', ['--reporter', 'json', '--no-progress']);
    const looked = `${sources(root).length} files`;
    const issues = parse(stdout);
    if (issues === undefined || stderr !== '')
      return { looked, faults: [`knip ended with ${String(code)}: ${stdout}${stderr}`.trim()] };
    const faults = issues.flatMap(({ file, ...kinds }) =>
      Object.entries(kinds).flatMap(([kind, found]) =>
        found.map(({ name, line }) => `${file}${line === undefined ? '' : `:${line}`} ${kind}: ${name}`),
      ),
    );
    return {
      looked,
      faults: code !== 0 && faults.length === 0 ? [`knip ended with ${String(code)}: ${stdout}`] : faults,
    };
  },
};

interface Found {
  readonly name: string;
  readonly line?: number;
}
/** A file with what is wrong in it, by kind: `files`, `exports`, `dependencies`, … */
type Issue = { readonly file: string } & Readonly<Record<string, readonly Found[]>>;

function parse(stdout: string): readonly Issue[] | undefined {
  try {
    return (JSON.parse(stdout) as { readonly issues: readonly Issue[] }).issues;
  } catch {
    return undefined;
  }
}
