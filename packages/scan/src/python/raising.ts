import type { IrBuilder } from '../ir/irBuilder.ts';
import type { ValueId } from '../ir/moduleIr.ts';

/** What is known of errors while a module is walked. */
export interface Raising {
  /** By function what it raises and does not catch. */
  readonly out: Map<number, ValueId>;
  /** By function what catches what is raised at this moment, and what the `except` clause around caught. */
  readonly caughtBy: Map<number, ValueId>;
  readonly handled: Map<number, ValueId>;
  /** All that is caught anywhere in the module, and what stands for it where a function asks for the last. */
  readonly all: ValueId[];
  last: ValueId | undefined;
}

interface Walking {
  readonly raising: Raising;
  readonly builder: IrBuilder;
  readonly scope: { readonly function: number };
}

export function startRaising(): Raising {
  return { out: new Map(), caughtBy: new Map(), handled: new Map(), all: [], last: undefined };
}

/** Where what is raised here goes. */
export function raisedInto({ raising, scope, builder }: Walking): ValueId {
  const { function: index } = scope;
  const known = raising.caughtBy.get(index) ?? raising.out.get(index);
  if (known !== undefined) return known;
  const value = builder.value({ in: index, kind: 'variable', span: { start: 0, end: 0 } });
  raising.out.set(index, value);
  builder.throws({ function: index, value });
  return value;
}

/** The error that was caught last: in the clause around, else in whatever called this function. */
export function handledLast({ raising, scope, builder }: Walking): ValueId {
  const own = raising.handled.get(scope.function);
  if (own !== undefined) return own;
  return (raising.last ??= builder.value({ in: 0, kind: 'variable', span: { start: 0, end: 0 } }));
}

/** Once the module is read: what was caught last may be whatever is caught in it. */
export function closeRaising({ raising: { all, last }, builder }: Walking): void {
  if (last !== undefined) for (const from of all) builder.step({ is: 'copy', from, to: last });
}
