import type { ValueId } from '../ir/moduleIr.ts';
import type { PackageFinding, Place } from '../packageFinding.ts';
import { constantsOf } from './constantsOf.ts';
import type { ModuleView } from './moduleView.ts';
import { isTestPath, type ShapeFile } from './shapeFile.ts';
import { shapeFinding } from './shapeFinding.ts';

const DECODES =
  /^global:atob$|Buffer\.from\(\)\.toString$|\.(?:fromCharCode|fromCodePoint|b64decode|b32decode|fromhex|unhexlify)$|^global:(?:chr|unescape)$/u;
/** Hexadecimal or base64 of at least a short name. */
const ENCODED = /^(?:[\da-f]{2}){3,}$|^(?:[A-Za-z\d+/_-]{4}){2,}[A-Za-z\d+/_-]*={0,2}$/iu;

const DEEPEST = 6;

/** A module whose name is decoded before it is loaded: there is no other reason to encode it than to hide it. */
export function hiddenImport(file: ShapeFile): PackageFinding[] {
  const { view } = file;
  if (view === undefined) return [];
  const places: Place[] = [];
  for (const step of view.steps.imports) {
    if (typeof step.specifier === 'string') continue;
    const { value } = step.specifier;
    if (isDecoded(view, value)) places.push(file.place(step.span, 'loads a module whose name is decoded'));
  }
  if (places.length === 0) return [];
  const isTest = isTestPath(file.path);
  return [
    shapeFinding(
      'shape.hidden-import',
      isTest ? 'low' : 'high',
      isTest ? 'note' : 'hold',
      places,
      `${file.path} hides which modules it loads: their names are decoded first.`,
      file.path,
    ),
  ];
}

/**
 * Whether a value is what a decoder gives for an encoded literal, possibly through functions and methods on the way.
 * Only that: a name that is put together, or that comes from anywhere else as well, is no hidden one.
 */
function isDecoded(view: ModuleView, value: ValueId, depth = 0): boolean {
  if (depth > DEEPEST) return false;
  return view.definitions(value).some((step) => {
    if (step.is === 'copy') return isDecoded(view, step.from, depth + 1);
    if (step.is !== 'call') return false;
    if (view.apisOf(step.callee).some((api) => DECODES.test(api))) {
      const first = view.argument(step, 0);
      const given = [first, step.receiver].flatMap((one) => (one === undefined ? [] : constantsOf(view, one)));
      const numbers = step.arguments.filter((one) => /^\d{2,3}$/u.test(view.textOf(one.value) ?? ''));
      return numbers.length >= 2 || given.some(isEncoded);
    }
    if (step.receiver !== undefined && isDecoded(view, step.receiver, depth + 1)) return true;
    return view.functionsOf(step.callee).some((index) => {
      const result = view.module.functions[index]?.result;
      return result !== undefined && isDecoded(view, result, depth + 1);
    });
  });
}

function isEncoded(text: string): boolean {
  return ENCODED.test(text) && /\d|=$|[A-Z]/u.test(text);
}
