import type { Argument, CallExpression } from 'oxc-parser';
import { lowerClassCall } from './classCall.ts';
import type { LoweredCall } from './loweredCall.ts';
import type { Lowering } from './lowering.ts';
import { lowerModuleCall } from './moduleCall.ts';
import { lowerPropertyCall } from './propertyCall.ts';
import { lowerReflectCall } from './reflectCall.ts';

/**
 * Says what calls do that build objects, classes and modules: the language's own (`Object.assign`) and the
 * helpers that compilers and bundlers write into files. The call itself stays in the module as well, so that
 * a helper which only looks like one hides nothing.
 */
export function lowerKnownCall(low: Lowering, call: LoweredCall): void {
  lowerPropertyCall(low, call);
  lowerReflectCall(low, call);
  if (call.arguments.length >= 2) lowerClassCall(low, call);
  lowerModuleCall(low, call);
}

/** Names that `lowerKnownCall` looks for, beside those that begin so. */
const NAMES: ReadonlySet<string> = new Set([
  'assign',
  'construct',
  'defineProperties',
  'defineProperty',
  'setPrototypeOf',
  'createRequire',
  'getBuiltinModule',
  'define',
]);
const BEGIN_NAMES: ReadonlySet<string> = new Set(['_', 'e', 'i', 't', 'r']);

/**
 * Whether `lowerKnownCall` may find anything in a call: asked of every one, so that few cost more. Calls of wrappers of
 * modules, which are known by the value that is called, are not in it.
 */
export function mayBeKnown({ arguments: given }: CallExpression, name: string): boolean {
  return isLiteral(given[1]) || isLiteral(given[2]) || BEGIN_NAMES.has(name.charAt(0)) || NAMES.has(name);
}

/** A descriptor, a table of members or getters, or the name of a member. */
function isLiteral(node: Argument | undefined): boolean {
  if (node === undefined) return false;
  switch (node.type) {
    case 'ObjectExpression':
    case 'ArrayExpression':
    case 'Literal':
    case 'TemplateLiteral':
      return true;
    default:
      return false;
  }
}
