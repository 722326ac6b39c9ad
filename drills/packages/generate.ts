import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { compose } from '../src/packages/compose/compose.ts';
import { renamePackage } from '../src/packages/renamePackage.ts';
import { readThefts } from '../src/packages/theft.ts';

/**
 * `generate.ts OUT SEED [javascript|python|THEFT]`: writes a composed theft, or a re-creation under other names, as
 * folders `clean`, `poisoned` and `honest` into OUT. Exit 2 where it does not know what to make.
 */
const [out, seed = '1', what = 'javascript'] = process.argv.slice(2);
const theft = readThefts().find(({ id }) => id === what);
if (out === undefined || (theft === undefined && what !== 'javascript' && what !== 'python')) {
  console.error('generate.ts OUT SEED [javascript|python|THEFT]; thefts are the folders beside this file');
  process.exit(2);
}
const made =
  theft === undefined
    ? compose(what === 'python' ? 'python' : 'javascript', seed)
    : {
        choice: theft.way,
        clean: await renamePackage(theft.ecosystem, theft.cleanFiles, seed),
        poisoned: await renamePackage(theft.ecosystem, theft.poisonedFiles, seed),
      };
console.log(made.choice);
for (const [kind, files] of Object.entries(made)) {
  if (!(files instanceof Map)) continue;
  for (const [file, text] of files as Map<string, string>) {
    const target = path.join(out, kind, file);
    mkdirSync(path.dirname(target), { recursive: true });
    writeFileSync(target, text);
  }
}
