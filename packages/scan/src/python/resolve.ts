import type { ValueId } from '../ir/moduleIr.ts';
import { nameOf, spanOf, type Lowering } from './lowering.ts';
import { lookup } from './scope.ts';

/** The value that the identifier at `node` means there. */
export function resolve(lowering: Lowering, node: number): ValueId {
  const name = nameOf(lowering, node);
  if (name === '__class__' && lowering.scope.owner !== undefined) return lowering.scope.owner.value;
  return lookup(lowering.scope, lowering.moduleScope, name) ?? undeclared(lowering, name, node);
}

/** Whether `node` is the identifier `name` and means the language's own thing of that name. */
export function isBuiltin(lowering: Lowering, name: string): boolean {
  return lookup(lowering.scope, lowering.moduleScope, name) === undefined;
}

/**
 * A name that nothing declares: the language's own, one of a module imported with `*`, or one that was put into
 * `globals()`. All three are meant at once; whichever is not there gives nothing.
 */
export function undeclared(lowering: Lowering, name: string, node: number): ValueId {
  const known = lowering.globals.get(name);
  if (known !== undefined) return known;
  const { builder } = lowering;
  const span = spanOf(lowering, node);
  const to = builder.value({ in: 0, kind: 'variable', name, span });
  lowering.globals.set(name, to);
  builder.step({ is: 'global', to, name });
  if (name === '__builtins__') builder.step({ is: 'import', to, specifier: 'builtins', span });
  for (const star of lowering.stars) builder.step({ is: 'load', from: star, key: name, to, span });
  if (lowering.saysGlobals) builder.step({ is: 'load', from: lowering.exports, key: name, to, span });
  return to;
}
