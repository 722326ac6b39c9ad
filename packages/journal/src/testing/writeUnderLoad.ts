import { writeSync } from 'node:fs';
import { openJournal } from '../openJournal.ts';
import { mintEntry } from './entries.ts';

/**
 * A process to be killed: `node writeUnderLoad.ts DIRECTORY SALT`. Sixteen callers append as
 * fast as they can, two entries and a cursor a call; each acknowledgement is printed as
 * `index key` only after it was given, so whatever was printed must be there afterwards.
 */
const [directory = '', salt = ''] = process.argv.slice(2);
const journal = await openJournal({ directory, mode: 'write' });
let next = 0;
await Promise.all(
  Array.from({ length: 16 }, async () => {
    for (;;) {
      const entries = [mintEntry(next++, salt), mintEntry(next++, salt)];
      const appended = await journal.append(entries, { [`cursor${salt}`]: `${next}` });
      writeSync(1, appended.map(({ index }, at) => `${index} ${entries[at]?.key}\n`).join(''));
    }
  }),
);
