import type { CallIr, ValueId } from '../../ir/moduleIr.ts';
import { makerOf } from '../program/makerOf.ts';
import type { ValuesSoFar } from './values.ts';

/** How far back a file's name is looked for: `new URL(name, base)`, `join(folder, name)`, in one another. */
const DEEPEST = 3;

/** Files of the package that a thread or process may run that a call starts; none where nothing says so. */
export function workerFiles(values: ValuesSoFar, call: CallIr): readonly string[] {
  const { program } = values;
  const [first] = call.arguments;
  const texts = first === undefined ? [] : namesIn(values, first.value, DEEPEST);
  return texts.flatMap((text) => {
    const tail = text.replace(/^(?:file:\/\/)?(?:\.{0,2}\/)*/u, '');
    if (tail === '') return [];
    // What is written in TypeScript may stand in the package as what was made of it.
    const stem = tail.replace(/\.[cm]?[jt]s$/u, '');
    return program.modules
      .map(({ file }) => file)
      .filter((file) => `/${file.replace(/\.\w+$/u, '')}`.endsWith(`/${stem}`));
  });
}
function namesIn(values: ValuesSoFar, value: ValueId, depth: number): readonly string[] {
  const written = values.constantsOf(value).map(String);
  if (written.length > 0 || depth === 0) return written;
  const made = makerOf(values.program, value);
  if (made?.is === 'copy') return namesIn(values, made.from, depth - 1);
  if (made?.is === 'join') return made.parts.slice(-1).flatMap((one) => namesIn(values, one, depth - 1));
  return made?.is === 'call' ? made.arguments.flatMap((one) => namesIn(values, one.value, depth - 1)) : [];
}
