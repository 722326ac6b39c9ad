import { readFileSync } from 'node:fs';
import { relative } from 'node:path';
import { type Estate, parseEstate } from '@portcullis/model';
import { CliFault } from './cliFault.ts';

/** Reads and parses the estate file. Throws `no-estate-file`, or `bad-estate` with every fault of the file. */
export function readEstate(file: string): Estate {
  const shown = nearPath(file);
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (cause) {
    throw new CliFault('no-estate-file', {
      message: 'The estate file cannot be read.',
      found: `${shown}: ${(cause as NodeJS.ErrnoException).code ?? String(cause)}`,
      expected: 'the file that declares people, chains, contracts, gates and policies',
      remedy: 'Write one with `portcullis init`, or name yours with --estate FILE or PORTCULLIS_ESTATE.',
      cause,
    });
  }
  return estateOfText(text, shown);
}

/** Parses the text of an estate file. Throws `bad-estate` with every fault; `name` is what the file is called in them. */
export function estateOfText(text: string, name: string): Estate {
  const result = parseEstate(text);
  if (result.ok) return result.estate;
  const count = result.faults.length;
  throw new CliFault(
    'bad-estate',
    {
      message: `The estate file has ${count === 1 ? 'a fault' : `${count} faults`}.`,
      found: name,
      remedy: 'Mend these lines and run `portcullis check` again.',
    },
    result.faults,
  );
}

/** A path as short as it stays clear from where we are. */
export function nearPath(path: string): string {
  const near = relative(process.cwd(), path);
  return near !== '' && !near.startsWith('..') ? near : path;
}
