import path from 'node:path';
import type { Check } from './check.ts';
import { runTool } from './runTool.ts';

/** The whole workspace through the type checker. */
export const types: Check = {
  name: 'types',
  about: 'TypeScript over everything',
  async run(root) {
    const { code, stdout, stderr } = await runTool(root, 'ts7/bin/tsc', [
      '-p',
      '.',
      '--pretty',
      'false',
      '--listFiles',
    ]);
    const lines = `${stdout}${stderr}`.split('\n').filter((line) => line !== '');
    const isFile = (line: string): boolean => path.isAbsolute(line) && /\.([cm]?ts|json)$/.test(line);
    const files = lines.filter((line) => isFile(line) && !line.includes('/node_modules/'));
    const faults = lines.filter((line) => !isFile(line));
    if (files.length === 0 || (code !== 0 && faults.length === 0))
      faults.push(`tsc ended with ${String(code)} after ${files.length} files`);
    return { looked: `${files.length} files`, faults };
  },
};
