import type { ArgumentIr, ValueId } from '../ir/moduleIr.ts';
import { spanOf, type Lowering } from './lowering.ts';
import type { OpenedFunction } from './openedFunction.ts';

/**
 * Says that who calls a function calls something else as well, or instead, with the same arguments: what its decorators
 * made of it, the `__new__` beside an `__init__`. `before` is what the other takes before them: the object or the class.
 */
export function calledInstead(
  { builder, ...lowering }: Lowering,
  node: number,
  { index, parameters }: OpenedFunction,
  callee: ValueId,
  { before, receiver }: { readonly before: readonly ValueId[]; readonly receiver?: ValueId | undefined },
): void {
  if (parameters.length === 0) return;
  const span = spanOf({ builder, ...lowering }, node);
  const leading: readonly ArgumentIr[] = before.map((value) => ({ value }));
  const call = (given: readonly ArgumentIr[]): void => {
    const to = builder.value({ in: index, kind: 'expression', span });
    builder.step({ is: 'call', callee, receiver, arguments: [...leading, ...given], to, isNew: false, span });
  };
  call(parameters.map(({ value, rest }) => (rest === undefined ? { value } : { value, spread: true })));
  const named = parameters.filter(({ rest }) => rest !== 'positional');
  if (named.length > 0)
    call(named.map(({ value, name, rest }) => (rest === undefined ? { value, name } : { value, spread: true })));
}
