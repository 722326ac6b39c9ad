import type { Expression } from 'oxc-parser';
import type { Key, MemberIr, ValueId } from '../ir/moduleIr.ts';
import type { Lowering } from './lowering.ts';

interface OldClass {
  readonly instance: ValueId;
  readonly members: MemberIr[];
  readonly bases: ValueId[];
}

type Member = Extract<Expression, { type: 'MemberExpression' }>;

/**
 * Classes written without `class`: functions put into `F.prototype`, in whatever way. Such a function's
 * `this` is an object that `new F` gives.
 */
export class Prototypes {
  /** Value of an `F.prototype` to the value of `F`. */
  private readonly ownerOf = new Map<ValueId, ValueId>();
  /** By the value of `F`. */
  private readonly classes = new Map<ValueId, OldClass>();
  /** Functions that an object holds: their `this` is that object, and they may come into a prototype with it. */
  private readonly heldBy = new Map<ValueId, [name: string, index: number, is: MemberIr['is']][]>();
  /** `a.b.F`, which is loaded anew wherever it is written, to the first load of it. */
  private readonly firstLoad = new Map<string, ValueId>();
  private readonly functionAt = new Map<string, number>();

  /** `value` is the load of `owner.prototype`; `written` is how the owner is written. */
  loaded(low: Lowering, value: ValueId, owner: ValueId, written: Expression): void {
    // What is added to `Array.prototype` makes no class of ours.
    if (low.isGlobal(owner)) return;
    this.ownerOf.set(value, this.canonical(low, owner, written));
  }

  /** The one value for a constructor that may be written as `a.b.F`. */
  canonical(low: Lowering, owner: ValueId, written: Expression): ValueId {
    if (written.type !== 'MemberExpression') return owner;
    const path = pathOf(low, written);
    if (path === undefined) return owner;
    const first = this.firstLoad.get(path);
    if (first === undefined) this.firstLoad.set(path, owner);
    return first ?? owner;
  }

  /** `a.b.F = function …` */
  assignedPath(low: Lowering, target: Member, from: ValueId): void {
    const index = low.functionOf.get(from);
    if (index === undefined) return;
    const path = pathOf(low, target);
    if (path !== undefined) this.functionAt.set(path, index);
  }

  alias(from: ValueId, to: ValueId): void {
    const owner = this.ownerOf.get(from);
    if (owner !== undefined) this.ownerOf.set(to, owner);
    const held = this.heldBy.get(from);
    if (held !== undefined) this.heldBy.set(to, held);
  }

  /** A value was stored: notes methods of prototypes and functions of objects. */
  stored(low: Lowering, into: ValueId, key: Key, from: ValueId): void {
    if (key === 'prototype') this.spread(low, into, from);
    const index = low.functionOf.get(from);
    const owner = this.ownerOf.get(into);
    if (owner !== undefined) {
      if (index === undefined) low.table.store(this.classOf(low, owner).instance, key, from);
      else this.member(low, owner, typeof key === 'string' ? key : '*', index);
    } else if (index !== undefined && low.builder.made(from).kind === 'expression') {
      // Only a function written right there: a declared one that is put into an object may be a constructor.
      this.holds(into, index, typeof key === 'string' ? key : '*');
    }
  }

  /** A function of the file became a member of an object. */
  holds(object: ValueId, index: number, name = '*', is: MemberIr['is'] = 'method'): void {
    const held = this.heldBy.get(object);
    if (held === undefined) this.heldBy.set(object, [[name, index, is]]);
    else held.push([name, index, is]);
  }

  /** Functions of this object are not called on it. */
  release(object: ValueId): void {
    const held = this.heldBy.get(object);
    if (held !== undefined) held.length = 0;
  }

  /** `Object.assign(F.prototype, source)`. */
  assigned(low: Lowering, target: ValueId, source: ValueId): void {
    const owner = this.ownerOf.get(target);
    if (owner !== undefined) this.spread(low, owner, source);
  }

  /** A member of the class that `owner` constructs. */
  member(low: Lowering, owner: ValueId, name: string, index: number, is: MemberIr['is'] = 'method'): void {
    this.classOf(low, owner).members.push({ name, function: index, isStatic: false, is });
  }

  extends(low: Lowering, owner: ValueId, base: ValueId): void {
    if (!low.isGlobal(owner)) this.classOf(low, owner).bases.push(base);
  }

  /** The constructor whose prototype a value is. */
  owner(value: ValueId): ValueId | undefined {
    return this.ownerOf.get(value);
  }

  /** Once the file is read: makes the classes, and gives functions of single objects their receivers. */
  finish(low: Lowering): void {
    const methods = new Set<number>();
    const pathTo = new Map([...this.firstLoad].map(([path, value]) => [value, path] as const));
    for (const [owner, made] of this.classes) {
      const construct = low.functionOf.get(owner) ?? this.functionAt.get(pathTo.get(owner) ?? '');
      const at = low.builder.made(owner);
      const index = low.builder.class({
        name: at.name ?? '',
        span: at.span,
        instance: made.instance,
        members: made.members,
        bases: made.bases,
        ...(construct === undefined ? {} : { construct }),
      });
      low.table.class(owner, index);
      for (const member of made.members) this.isOf(low, made.instance, member.function, methods);
      if (construct !== undefined) this.isOf(low, made.instance, construct, methods);
    }
    for (const [object, held] of this.heldBy)
      for (const [, index] of held) if (!methods.has(index)) this.unite(low, object, index);
  }

  /** A function may be a method of several classes: the first is its own, of the others its `this` is one too. */
  private isOf(low: Lowering, instance: ValueId, index: number, methods: Set<number>): void {
    if (methods.has(index)) return this.unite(low, instance, index);
    methods.add(index);
    low.builder.methodOf(index, instance);
  }

  private unite(low: Lowering, object: ValueId, index: number): void {
    const receiver = low.receiverOf.get(index);
    if (receiver === undefined) return;
    low.copy(object, receiver);
    low.copy(receiver, object);
  }

  private spread(low: Lowering, owner: ValueId, literal: ValueId): void {
    if (low.isGlobal(owner)) return;
    this.ownerOf.set(literal, owner);
    for (const [name, index, is] of this.heldBy.get(literal) ?? []) this.member(low, owner, name, index, is);
  }

  private classOf(low: Lowering, owner: ValueId): OldClass {
    let made = this.classes.get(owner);
    if (made === undefined) {
      const at = low.builder.made(owner);
      made = { instance: low.valueIn(at.in, 'receiver', at.span, 'this'), members: [], bases: [] };
      this.classes.set(owner, made);
    }
    return made;
  }
}

/** `a.b.F` as a text that is the same wherever the same `a` is meant. */
function pathOf(low: Lowering, node: Expression): string | undefined {
  let path = '';
  let at: Expression = node;
  while (at.type === 'MemberExpression') {
    if (at.computed || at.property.type !== 'Identifier') return undefined;
    path = `.${at.property.name}${path}`;
    at = at.object;
  }
  if (at.type !== 'Identifier') return undefined;
  return `${low.bound(at.name) ?? at.name}${path}`;
}
