import type { Expression, Statement, Function as FunctionNode, Class } from 'oxc-parser';
import { createIrBuilder, type IrBuilder } from '../ir/irBuilder.ts';
import type { ArgumentIr, Key, Span, ValueId, ValueIr } from '../ir/moduleIr.ts';
import type { StepTable } from '../ir/stepTable.ts';
import type { Absence } from './absence.ts';
import type { BundledModules } from './bundledModules.ts';
import type { Prototypes } from './prototypes.ts';

/** A node of the tree, as far as positions are concerned. */
export interface Located {
  readonly start: number;
  readonly end: number;
}

/** The function whose body is being lowered. */
export interface Frame {
  readonly index: number;
  /** The function's first value: what is declared in it has a higher number. */
  readonly since: ValueId;
  readonly result: ValueId;
  /** Frame whose `this` and `arguments` count here: itself, or for arrow functions one around it. */
  readonly owner: Frame | undefined;
  /** `-1` until something says `this`. */
  receiver: ValueId;
  /** Parameters in their order, for `arguments`. */
  parameters: readonly ValueId[];
  /** The value of a rest parameter, or -1. */
  rest: ValueId;
  /** Value of `arguments`, -1 until something says it. */
  arguments: ValueId;
  readonly isGenerator: boolean;
  /** Whether `yield` gives what it is given. */
  isAwaited: boolean;
  /** Whether a list calls the function with each of its elements. */
  readonly isOfEach: boolean;
  /** How many loops of the function are around. */
  loops: number;
  /** What the test that is being lowered tells apart; undefined outside of tests. */
  letters: ValueId[] | undefined;
  /** What the branches around were taken by (`spelled`). */
  told: readonly ValueId[];
  /** Value of the innermost catch clause around, where what is thrown here is caught; -1 for none. */
  caught: ValueId;
  /** What is thrown here and caught by nothing in the function; -1 until something is. */
  thrown: ValueId;
}

/** What a name means at this moment; -1 for nothing that is declared. */
interface Binding {
  value: ValueId;
}

/** The class whose members are being lowered: what `super` means. */
export interface Home {
  readonly base: ValueId;
  readonly instance: ValueId;
  readonly classValue: ValueId;
  isStatic: boolean;
}

/** The mutually recursive parts, handed to each other as a record: files would otherwise import in circles. */
export interface Walk {
  expression(low: Lowering, node: Expression): ValueId;
  statements(low: Lowering, body: readonly Statement[]): void;
  function(low: Lowering, node: FunctionLike, name: string, how?: FunctionHow): number;
  class(low: Lowering, node: Class, name: string): ValueId;
}

export type FunctionLike = FunctionNode | Extract<Expression, { type: 'ArrowFunctionExpression' }>;

export interface FunctionHow {
  /** Of a method: stands for the objects of its class. */
  readonly instance?: ValueId;
  /** A generator whose `yield`s are `await`s; it runs with the `this` and `arguments` of the function around it. */
  readonly isAwaited?: boolean;
  /** Lowered inside the function before its parameters: a constructor's fields. */
  readonly before?: () => void;
}

/** Deeper trees are left unread: the walk is recursive and the stack is not ours alone. */
export const DEEPEST = 700;

/**
 * What the lowering of one file knows while it walks: the scopes, the function it is in, and the builder.
 * Names are looked up in one map to what they mean innermost; leaving a scope undoes what it declared.
 */
export class Lowering {
  readonly builder: IrBuilder;
  /** The builder's steps. */
  readonly table: StepTable;
  readonly walk: Walk;
  readonly text: string;
  readonly prototypes: Prototypes;
  readonly bundled: BundledModules;
  frame: Frame;
  home: Home | undefined = undefined;
  depth = 0;
  /** Whether `import`, `export` or `import.meta` appears: `this` and `exports` then mean nothing. */
  readonly isModule: boolean;
  readonly exports: ValueId;
  /** What `export` inside a TypeScript namespace fills instead of the module's exports. */
  exporting: ValueId;
  /** Results of functions by their index. */
  readonly results: ValueId[] = [];
  /** Values that hold a function written in this file: value to index. */
  readonly functionOf: Map<ValueId, number> = new Map();
  /** Where a function expression starts, to the value that holds it. */
  readonly functionAt: Map<number, ValueId> = new Map();
  /** Values of the plain parameters of functions by their index. */
  readonly parametersOf: (readonly ValueId[])[] = [];
  /** Receivers of functions that say `this` and do not share one. */
  readonly receiverOf: Map<number, ValueId> = new Map();
  /** Values that are the module's `require`. */
  readonly requires: Set<ValueId> = new Set();
  /** Values that are a bundler's helper around one CommonJS module. */
  readonly wrappers: Set<ValueId> = new Set();
  /** Of truth values and bits: the value that they tell apart (`spelled`). */
  readonly letterOf: Map<ValueId, ValueId> = new Map();
  /** Where the function starts that is lowered next, if a list calls it with each of its elements. */
  eachAt = -1;
  /** Whether what is assigned now counts only where nothing is there yet. */
  isOtherwise = false;
  /** What is not there in the branch that is lowered (`absence`). */
  readonly absent: Absence[] = [];
  /** Objects of `with` around. */
  readonly withs: ValueId[] = [];
  private readonly bindings = new Map<string, Binding>();
  /** What was bound anew since the outermost scope, and what it meant before. */
  private readonly undoBindings: Binding[] = [];
  private readonly undoValues: ValueId[] = [];
  private readonly globals = new Map<string, ValueId>();
  private count = 0;
  private nothingValue = -1;
  private moduleValue = -1;
  private moduleHasRequire = false;

  constructor(
    file: string,
    text: string,
    isModule: boolean,
    walk: Walk,
    { prototypes, bundled }: Pick<Lowering, 'prototypes' | 'bundled'>,
  ) {
    this.builder = createIrBuilder(file, 'javascript');
    this.table = this.builder.table;
    this.walk = walk;
    this.text = text;
    this.isModule = isModule;
    this.prototypes = prototypes;
    this.bundled = bundled;
    const index = this.builder.openFunction();
    const whole = { start: 0, end: text.length };
    const result = this.valueIn(index, 'result', whole);
    this.results[index] = result;
    this.frame = frame(index, result, undefined, false, false);
    this.exports = this.valueIn(index, 'variable', { start: 0, end: 0 }, 'exports');
    this.exporting = this.exports;
    this.table.fresh(this.exports, 'object');
    if (!isModule) this.frame.receiver = this.exports;
  }

  /** A value of the function being lowered. */
  value(kind: ValueIr['kind'], node: Located, name?: string): ValueId {
    return this.valueIn(this.frame.index, kind, node, name);
  }

  /** The value of an expression, by where it stands: nodes have too many shapes for one place to read all of them fast. */
  expression(start: number, end: number): ValueId {
    this.count++;
    return this.builder.valueAt(this.frame.index, 'expression', start, end);
  }

  valueIn(index: number, kind: ValueIr['kind'], node: Located, name?: string): ValueId {
    this.count++;
    return this.builder.valueAt(index, kind, node.start, node.end, name);
  }

  /** How many values there are: a value with a lower number is older than this moment. */
  get mark(): number {
    return this.count;
  }

  copy(from: ValueId, to: ValueId): void {
    if (from !== to && from !== this.nothingValue) this.table.copy(from, to, this.isOtherwise);
  }

  constant(node: Located, value: string | number): ValueId {
    const to = this.expression(node.start, node.end);
    this.table.constant(to, value);
    if (this.frame.told.length > 0 && typeof value === 'string') this.table.compute(this.frame.told, to);
    return to;
  }

  load(from: ValueId, key: Key, node: Located): ValueId {
    const { start, end } = node;
    const to = this.expression(start, end);
    this.table.load(from, key, to, start, end);
    return to;
  }

  /** A destructured part straight into its variable. */
  loadInto(from: ValueId, key: Key, to: ValueId, node: Located): void {
    this.table.load(from, key, to, node.start, node.end);
  }

  /** Does what assigns something that counts only where nothing is there yet. */
  otherwise(assign: () => void): void {
    const around = this.isOtherwise;
    this.isOtherwise = true;
    assign();
    this.isOtherwise = around;
  }

  store(into: ValueId, key: Key, from: ValueId): void {
    if (from === this.nothingValue) return;
    this.table.store(into, key, from, this.isOtherwise);
    this.prototypes.stored(this, into, key, from);
  }

  fresh(node: Located, what: 'object' | 'list'): ValueId {
    const to = this.expression(node.start, node.end);
    this.table.fresh(to, what);
    return to;
  }

  import(specifier: string | { readonly value: ValueId }, node: Located): ValueId {
    const { start, end } = node;
    const to = this.expression(start, end);
    this.table.import(to, specifier, start, end);
    return to;
  }

  call(callee: ValueId, args: readonly ValueId[], node: Located, receiver = -1): ValueId {
    const to = this.expression(node.start, node.end);
    this.callStep(callee, receiver, args, to, false, node);
    return to;
  }

  /** The step of a call whose value is made already; `receiver` and `marks` as `StepTable` has them. */
  callStep(
    callee: ValueId,
    receiver: ValueId,
    args: readonly ValueId[],
    to: ValueId,
    isNew: boolean,
    node: Located,
    marks?: readonly ArgumentIr[],
  ): void {
    this.table.call(callee, receiver, args, to, isNew, node.start, node.end, marks);
  }

  /** Truth values, `null`, `undefined`: nothing that could matter. One value stands for all of them. */
  get nothing(): ValueId {
    if (this.nothingValue < 0) this.nothingValue = this.valueIn(0, 'expression', { start: 0, end: 0 });
    return this.nothingValue;
  }

  /** The CommonJS `module`, whose `exports` are the module's exports. */
  get module(): ValueId {
    if (this.moduleValue < 0) {
      this.moduleValue = this.valueIn(0, 'variable', { start: 0, end: 0 }, 'module');
      this.table.fresh(this.moduleValue, 'object');
      this.table.store(this.moduleValue, 'exports', this.exports);
    }
    return this.moduleValue;
  }

  /** Under a name that is put together, `module` has its `require` as well. */
  moduleByName(node: Located): void {
    if (this.moduleHasRequire) return;
    this.moduleHasRequire = true;
    this.table.store(this.module, 'require', this.global('require', node));
  }

  isModuleObject(value: ValueId): boolean {
    return value === this.moduleValue && value >= 0;
  }

  /** Where what is thrown here goes: the innermost catch clause around, or out of the function. */
  get thrown(): ValueId {
    const { frame } = this;
    if (frame.caught >= 0) return frame.caught;
    if (frame.thrown < 0) {
      frame.thrown = this.valueIn(frame.index, 'expression', NOWHERE);
      this.builder.throws({ function: frame.index, value: frame.thrown });
    }
    return frame.thrown;
  }

  /** What comes of a promise, which throws what the promise is refused with. */
  awaited(promise: ValueId): ValueId {
    if (promise !== this.nothingValue) this.table.await(promise, this.thrown);
    return promise;
  }

  /** Opens a scope; give what it returns to `leave`. */
  enter(): number {
    return this.undoBindings.length;
  }

  leave(scope: number): void {
    for (let i = this.undoBindings.length - 1; i >= scope; i--)
      (this.undoBindings[i] as Binding).value = this.undoValues[i] as ValueId;
    this.undoBindings.length = scope;
    this.undoValues.length = scope;
  }

  /** Declares a name in the scope opened last. Where the name has a value since `since`, it keeps that. */
  declare(name: string, node: Located, since: number = Infinity): ValueId {
    const binding = this.bindingOf(name);
    if (binding.value >= 0 && binding.value >= since) return binding.value;
    const to = this.value('variable', node, name);
    this.rebind(binding, to);
    return to;
  }

  bind(name: string, value: ValueId): void {
    this.rebind(this.bindingOf(name), value);
  }

  bound(name: string): ValueId | undefined {
    const value = this.bindings.get(name)?.value ?? -1;
    return value < 0 ? undefined : value;
  }

  private bindingOf(name: string): Binding {
    let binding = this.bindings.get(name);
    if (binding === undefined) this.bindings.set(name, (binding = { value: -1 }));
    return binding;
  }

  private rebind(binding: Binding, value: ValueId): void {
    this.undoBindings.push(binding);
    this.undoValues.push(binding.value);
    binding.value = value;
  }

  /** The value of a name that may be declared nowhere. */
  name(name: string, node: Located): ValueId {
    const bound = this.bindings.get(name)?.value ?? -1;
    if (bound >= 0) return bound;
    if (this.withs.length > 0) return this.nameInWith(name, node);
    if (name === 'undefined') return this.nothing;
    if (name === 'arguments') return this.argumentsHere(node);
    if (!this.isModule) {
      if (name === 'exports') return this.exports;
      if (name === 'module') return this.module;
    }
    return this.global(name, node);
  }

  /** One value for all uses of a name that no scope declares. */
  global(name: string, node: Located): ValueId {
    const known = this.globals.get(name);
    if (known !== undefined) return known;
    const to = this.valueIn(0, 'expression', node, name);
    this.table.global(to, name);
    this.globals.set(name, to);
    if (name === 'require') this.requires.add(to);
    return to;
  }

  isGlobal(value: ValueId): boolean {
    const made = this.builder.made(value);
    return made.kind === 'expression' && made.name !== undefined;
  }

  /** `this` of the function being lowered. */
  receiver(node: Located): ValueId {
    const owner = this.frame.owner ?? this.frame;
    if (owner.receiver < 0) {
      owner.receiver = this.valueIn(owner.index, 'receiver', node, 'this');
      this.receiverOf.set(owner.index, owner.receiver);
    }
    return owner.receiver;
  }

  openFrame(node: Located, isArrow: boolean, isGenerator: boolean): Frame {
    const index = this.builder.openFunction();
    const result = this.valueIn(index, 'result', node);
    this.results[index] = result;
    const owner = isArrow ? (this.frame.owner ?? this.frame) : undefined;
    return frame(index, result, owner, isGenerator, this.eachAt === node.start);
  }

  unread(node: Located, why: string): void {
    this.builder.unread(spanOf(node), `line ${this.line(node.start)}: ${why}`);
  }

  private line(offset: number): number {
    let line = 1;
    for (let at = this.text.indexOf('\n'); at >= 0 && at < offset; at = this.text.indexOf('\n', at + 1)) line++;
    return line;
  }

  private nameInWith(name: string, node: Located): ValueId {
    const to = this.value('expression', node, name);
    this.copy(this.global(name, node), to);
    for (const object of this.withs) this.loadInto(object, name, to, node);
    return to;
  }

  /** What Node.js calls a CommonJS module with. */
  private wrapperArguments(node: Located): ValueId {
    const known = this.globals.get('arguments');
    if (known !== undefined) return known;
    const to = this.valueIn(0, 'expression', node, 'arguments');
    this.globals.set('arguments', to);
    this.table.fresh(to, 'list');
    for (const [place, value] of [this.exports, this.global('require', node), this.module].entries())
      this.table.store(to, String(place), value);
    return to;
  }

  private argumentsHere(node: Located): ValueId {
    const owner = this.frame.owner ?? this.frame;
    if (owner.index === 0) return this.isModule ? this.global('arguments', node) : this.wrapperArguments(node);
    if (owner.arguments < 0) owner.arguments = this.valueIn(owner.index, 'parameter', node, 'arguments');
    return owner.arguments;
  }
}

export function spanOf(node: Located): Span {
  return { start: node.start, end: node.end };
}

const NOWHERE: Located = { start: 0, end: 0 };
const NO_VALUES: readonly never[] = [];

function frame(
  index: number,
  result: ValueId,
  owner: Frame | undefined,
  isGenerator: boolean,
  isOfEach: boolean,
): Frame {
  return {
    index,
    since: result,
    result,
    owner,
    receiver: -1,
    parameters: NO_VALUES,
    rest: -1,
    arguments: -1,
    isGenerator,
    isAwaited: false,
    isOfEach,
    loops: 0,
    letters: undefined,
    told: NO_VALUES,
    caught: -1,
    thrown: -1,
  };
}
