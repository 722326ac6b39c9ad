import type { Check } from './check.ts';
import { runTool } from './runTool.ts';

/** The linter with its type-aware rules: floating promises, unhandled cases, the bans of the pure packages. */
export const lint: Check = {
  name: 'lint',
  about: 'oxlint, type-aware',
  async run(root) {
    const { code, stdout, stderr } = await runTool(root, 'oxlint/bin/oxlint', ['--type-aware', '--format=json']);
    const report = parse(stdout);
    if (report === undefined)
      return { looked: '0 files', faults: [`oxlint ended with ${String(code)}: ${stdout}${stderr}`.trim()] };
    const looked = `${report.number_of_files} files, ${report.number_of_rules} rules`;
    const faults = report.diagnostics.map(({ filename, code: rule, message, help, labels }) => {
      const at = labels[0]?.span;
      return `${filename}:${at?.line ?? 0}:${at?.column ?? 0} ${rule ?? 'syntax'}: ${message}${help ? ` ${help}` : ''}`;
    });
    if (report.number_of_files === 0) return { looked, faults: ['oxlint read no file'] };
    return {
      looked,
      faults: code !== 0 && faults.length === 0 ? [`oxlint ended with ${String(code)}: ${stderr}`] : faults,
    };
  },
};

interface Report {
  readonly number_of_files: number;
  readonly number_of_rules: number;
  readonly diagnostics: readonly {
    readonly message: string;
    readonly code?: string;
    readonly help?: string;
    readonly filename: string;
    readonly labels: readonly { readonly span: { readonly line: number; readonly column: number } }[];
  }[];
}

function parse(stdout: string): Report | undefined {
  try {
    return JSON.parse(stdout) as Report;
  } catch {
    return undefined;
  }
}
