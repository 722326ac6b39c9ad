import type { Check } from './check.ts';
import { runTool } from './runTool.ts';

/** Whether the formatter would change anything. */
export const format: Check = {
  name: 'format',
  about: 'oxfmt --check; mend with `npm run format`',
  async run(root) {
    const { code, stdout, stderr } = await runTool(root, 'oxfmt/bin/oxfmt', ['--check']);
    const files = Number(/on (\d+) files/.exec(stdout)?.[1] ?? 0);
    const faults = [...stdout.matchAll(/^(\S+) \(\d+ms\)$/gm)].map((match) => `${match[1]} is not formatted`);
    if (files === 0 || (code !== 0 && faults.length === 0))
      faults.push(`oxfmt ended with ${String(code)}: ${stdout}${stderr}`.trim());
    return { looked: `${files} files`, faults };
  },
};
