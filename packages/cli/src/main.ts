import { enableCompileCache } from 'node:module';
import { fileURLToPath } from 'node:url';

// Compiled code is kept beside the installed packages, not in the shared temporary directory, where another
// user of the machine could lay code for us to run. Where it cannot be written, nothing is kept.
enableCompileCache(fileURLToPath(new URL('../../../node_modules/.cache/node', import.meta.url)));
const { runCli } = await import('./runCli.ts');
await runCli(process.argv.slice(2));
// The command has ended and nothing of it is left to wait for, once its words are out. Node would still wait for
// its compiler to optimise code that will never run, which takes longer than many a command.
process.stdout.write('', () => process.stderr.write('', () => process.exit()));
