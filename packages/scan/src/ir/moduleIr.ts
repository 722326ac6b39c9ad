import type { StepTable } from './stepTable.ts';
import type { ValueTable } from './valueTable.ts';

/**
 * A module lowered to values and the steps between them: what both languages have in common, and
 * all that the flow analysis sees. Plain data, so that a module can be kept by the hash of its file.
 *
 * A value is a place that can hold something: a variable, a parameter, the result of an expression.
 * A step says how values come from each other. Order within a function is not kept: what can flow,
 * flows. So every step is one that happens in *some* execution, and both branches of a condition count.
 *
 * What the front ends agree on:
 * - A variable is one value however often it is assigned, also when inner functions capture it.
 * - What `throw` is given is a `copy` into the value of the catch clause around, or into what the function throws.
 * - `await`, `yield`, casts, parentheses, spread of a whole, conditional and logical operators are `copy`;
 *   where it has one source only, the value may stand for itself.
 * - Destructuring is `load`s; a rest element is a `copy` of the whole.
 * - An object or list is `fresh` and then `store`s; elements of lists, sets, maps and iterations have the
 *   key `*`, and so has a key that no front end can read. A `for … of`/`for … in` target is a `load` of `*`.
 * - Strings put together are `join`; any other operator on values is `compute` (what comes out may
 *   still carry what went in: an XOR hides a key and does not remove it) or, where the result is a
 *   truth value or a size, `test` (nothing of the input remains).
 * - Accessors of a class's objects are members of it. Any other getter is a `store` of its result, a setter a `load` into
 *   its parameter. What a generator yields is its result and
 *   an element of it; what a method that gives an iterator has it step through is the method's result too. A constructor of the old kind (`function F`, `F.prototype.m =`) is a `function` and a `class` both.
 * - A decorated function is a `call` of the decorator with it. A tagged template is a `call`.
 * - Module systems are the front end's business up to the specifier: `import`, `require(x)`, `import(x)` and
 *   `importlib.import_module(x)` are the step `import`; a named import is that and a `load`. Exports
 *   (`export`, `module.exports.x`, `exports.x`, Python's module level names) are `store`s into `exports`.
 * - Python: `from m import *` is a `copy` of the module into `exports` and, for each name that nothing declares, a `load`
 *   of it. A part `s[a:b]` is a `copy` and the call of `slice(a, b)`; `s[::-1]` calls `toReversed()`, any other step
 *   `[:](start, stop, step)`. What stands behind `__name__ == '__main__'` is a function that nothing calls.
 */
export interface ModuleIr {
  /** Path inside the package, `/` between folders. */
  readonly file: string;
  readonly language: Language;
  /** `functions[0]` is the module's own body. */
  readonly functions: readonly FunctionIr[];
  readonly classes: readonly ClassIr[];
  readonly values: ValueTable;
  readonly table: StepTable;
  /** All of them as objects, made when they are first asked for: who looks at few asks the table. */
  readonly steps: readonly StepIr[];
  /** The object that the module hands to who imports it. */
  readonly exports: ValueId;
  /** What a bundler's modules inside the file hand to each other: values like `exports`. */
  readonly namespaces: readonly ValueId[];
  /** Where what is thrown in a function goes that nothing in it catches. */
  readonly throws: readonly ThrowsIr[];
  /** Parts of functions out of which what is thrown is caught; one inside another comes before it. */
  readonly catches: readonly CatchIr[];
  /** What could not be parsed, in words with a line; a module with any is partial, never clean. */
  readonly unread: readonly Unread[];
}

export type Language = 'javascript' | 'python';

/** Index of a value within its module. */
export type ValueId = number;

/** Byte offsets do not survive decoding: these are offsets into the decoded text, in UTF-16 units, end exclusive. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

export interface Unread {
  readonly span: Span;
  readonly why: string;
}

export interface ValueIr {
  /** Index of the function it belongs to. */
  readonly in: number;
  readonly kind: 'variable' | 'parameter' | 'receiver' | 'result' | 'expression';
  /** As written: the name of a variable, parameter or function; absent for expressions. */
  readonly name?: string;
  readonly span: Span;
}

export interface FunctionIr {
  /** As written or as assigned (`const f = () =>`, `{ f() }`, `C.prototype.f =`); empty where nothing names it. */
  readonly name: string;
  readonly span: Span;
  readonly parameters: readonly ParameterIr[];
  /** `this` or `self`, a value of the function's own. */
  readonly receiver?: ValueId | undefined;
  /** Of a method, accessor or constructor: the `instance` of its class, which the receiver is one of. */
  readonly instance?: ValueId | undefined;
  /** Everything that `return` and `yield` give. For an async function the same value: promises are transparent. */
  readonly result: ValueId;
  /** Whether what it throws refuses the promise that it gives, and is thrown where that is awaited. */
  readonly isAsync?: boolean | undefined;
  /** Called with one of these constants as its first argument it is the function of that index, which takes none. */
  readonly cases?: ReadonlyMap<string, number> | undefined;
  /** Python: a decorator made something else of it, which is called with what it takes and hands that on to it. */
  readonly isDecorated?: boolean | undefined;
  /** Index of the function around it; absent for the module's body. */
  readonly within?: number | undefined;
}

export interface ThrowsIr {
  readonly function: number;
  readonly value: ValueId;
}

/** Steps of a function, from one to before another, and the value of what is caught out of them. */
export interface CatchIr {
  readonly function: number;
  readonly from: number;
  readonly to: number;
  readonly value: ValueId;
}

export interface ParameterIr {
  readonly value: ValueId;
  readonly name: string;
  /** Takes the rest of the positional arguments, or of the named ones. Of the former `args[1]` is the key `argument 1`. */
  readonly rest?: 'positional' | 'named';
}

export interface ClassIr {
  readonly name: string;
  readonly span: Span;
  /** Stands for every object of the class of which nothing more is known. */
  readonly instance: ValueId;
  /** Index of the function that `new` runs, with the new object as its receiver. */
  readonly construct?: number;
  readonly members: readonly MemberIr[];
  /** Values of the classes it extends. */
  readonly bases: readonly ValueId[];
}

export interface MemberIr {
  readonly name: string;
  readonly function: number;
  readonly isStatic: boolean;
  /** Reading a `getter` gives what its function gives; writing to a `setter` calls it with what is written. */
  readonly is: 'method' | 'getter' | 'setter';
}

export interface ArgumentIr {
  readonly value: ValueId;
  /** `f(name=value)` in Python. */
  readonly name?: string;
  /** `f(...value)`, `f(*value)`, `f(**value)`. */
  readonly spread?: boolean;
}

export type StepIr =
  | { readonly is: 'constant'; readonly to: ValueId; readonly value: string | number }
  /** A name that no scope declares: `fetch`, `process`, `open`. */
  | { readonly is: 'global'; readonly to: ValueId; readonly name: string }
  | { readonly is: 'copy'; readonly from: ValueId; readonly to: ValueId }
  /** What a promise is refused with is thrown; `to` is what catches it, or what the function throws. */
  | { readonly is: 'await'; readonly from: ValueId; readonly to: ValueId }
  /** Strings put together, in this order: `+`, templates, f-strings, `%`, `.join` on a literal list. */
  | ({ readonly is: 'join'; readonly parts: readonly ValueId[]; readonly to: ValueId } & ByOperator)
  | ({ readonly is: 'compute'; readonly from: readonly ValueId[]; readonly to: ValueId } & ByOperator)
  | ({ readonly is: 'test'; readonly from: readonly ValueId[]; readonly to: ValueId } & ByOperator)
  /** A new object or list, filled by `store`s. */
  | { readonly is: 'fresh'; readonly to: ValueId; readonly what: 'object' | 'list' }
  | { readonly is: 'load'; readonly from: ValueId; readonly key: Key; readonly to: ValueId; readonly span: Span }
  | { readonly is: 'store'; readonly into: ValueId; readonly key: Key; readonly from: ValueId }
  | { readonly is: 'function'; readonly to: ValueId; readonly function: number }
  | { readonly is: 'class'; readonly to: ValueId; readonly class: number }
  | {
      readonly is: 'import';
      readonly to: ValueId;
      readonly specifier: string | { readonly value: ValueId };
      readonly span: Span;
    }
  | CallIr;

/** Python: the method by which an operand's class says itself what the operator does, `__add__`; absent elsewhere. */
interface ByOperator {
  readonly by?: string;
}

/** A member's name where it can be read off the page, `*` for an element, or the value that computes it. */
export type Key = string | { readonly value: ValueId };

export interface CallIr {
  readonly is: 'call';
  readonly callee: ValueId;
  /** The object in `object.method()`; the callee is then a `load` of it. */
  readonly receiver?: ValueId | undefined;
  readonly arguments: readonly ArgumentIr[];
  readonly to: ValueId;
  readonly isNew: boolean;
  readonly span: Span;
}
