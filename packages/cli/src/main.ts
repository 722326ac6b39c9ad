import { enableCompileCache } from 'node:module';
import { fileURLToPath } from 'node:url';

// Compiled code is kept beside the installed packages, not in the shared temporary directory, where another
// user of the machine could lay code for us to run. Where it cannot be written, nothing is kept.
enableCompileCache(fileURLToPath(new URL('../../../node_modules/.cache/node', import.meta.url)));
const { runCli } = await import('./runCli.ts');
await runCli(process.argv.slice(2));
