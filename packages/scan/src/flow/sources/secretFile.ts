import type { CallIr, ValueId } from '../../ir/moduleIr.ts';
import { SECRET_FILES } from '../catalog/sourceCatalog.ts';
import type { SourceKind } from '../flowReport.ts';
import { stepAt } from '../taint/taintContext.ts';
import type { Values } from '../values/values.ts';

const DEEPEST = 7;
const MOST_TEXTS = 64;
/** Options of a command and variables of the environment have names of files, and are none. */
const OTHER_NAME = /^--?[a-z]|^[A-Z][A-Z0-9]*_[A-Z0-9_]+$/u;

/**
 * What a read of a file gives, by the constants in its path: `join(homedir(), '.ssh', 'id_rsa')` is not a constant,
 * but its end says enough.
 */
export function secretFile(
  values: Values,
  call: CallIr,
): { readonly kind: SourceKind; readonly path: string } | undefined {
  const [first] = call.arguments;
  const start = first?.value ?? call.receiver;
  if (start === undefined) return undefined;
  const texts: string[] = [];
  gather(values, start, 0, new Set(), texts);
  // Path methods (`path.read_text()`) have their path in the receiver.
  if (call.receiver !== undefined) gather(values, call.receiver, 0, new Set(), texts);
  const whole = texts.join('/').replaceAll('\\', '/').replaceAll(/\/+/gu, '/');
  for (const text of [...texts.map((one) => one.replaceAll('\\', '/')), whole]) {
    for (const [pattern, kind] of SECRET_FILES)
      if (pattern.test(text.toLowerCase())) return { kind, path: text.slice(0, 120) };
  }
  return undefined;
}

/** Constants that a value is put together from, in order. */
function gather(values: Values, value: ValueId, depth: number, seen: Set<ValueId>, texts: string[]): void {
  if (depth > DEEPEST || seen.has(value) || texts.length >= MOST_TEXTS) return;
  seen.add(value);
  const constants = values.constantsOf(value);
  if (constants.length > 0) {
    for (const one of constants)
      if (typeof one === 'string' && one.length > 1 && !OTHER_NAME.test(one)) texts.push(one);
    return;
  }
  const { program } = values;
  const { offsets, items } = program.makes;
  for (let at = offsets[value] as number; at < (offsets[value + 1] as number); at++) {
    const step = stepAt(values, items[at] as number);
    switch (step.is) {
      case 'copy':
        gather(values, step.from, depth + 1, seen, texts);
        break;
      case 'join':
        for (const part of step.parts) gather(values, part, depth + 1, seen, texts);
        break;
      case 'compute':
        for (const part of step.from) gather(values, part, depth + 1, seen, texts);
        break;
      case 'call':
        if (step.receiver !== undefined) gather(values, step.receiver, depth + 1, seen, texts);
        for (const argument of step.arguments) gather(values, argument.value, depth + 1, seen, texts);
        break;
      case 'load':
        // Deeper than the deepest nothing is gathered: do not look what there is.
        if (depth === DEEPEST) break;
        for (const holder of values.holdersOf(step.from)) {
          if (texts.length >= MOST_TEXTS) return;
          for (const key of values.sets.keysOf(holder)) {
            for (const stored of values.sets.sourcesOf(values.sets.cell(holder, key))) {
              if (stored < program.valueCount) gather(values, stored, depth + 1, seen, texts);
            }
          }
        }
        break;
      case 'constant':
      case 'test':
      case 'fresh':
      case 'store':
      case 'await':
      case 'global':
      case 'function':
      case 'class':
      case 'import':
    }
  }
}
