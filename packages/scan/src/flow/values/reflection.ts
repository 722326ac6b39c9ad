import type { CallIr, ValueId } from '../../ir/moduleIr.ts';
import type { CallLink } from './callLink.ts';
import { setterKey } from './classes.ts';
import { denote, type Denotation, FUNCTION, GETTER, indexOf, kindOf, OBJECT } from './denotations.ts';
import type { Members } from './members.ts';
import { ofKind } from './readValues.ts';
import type { ValuesSoFar } from './values.ts';

interface Around {
  readonly values: ValuesSoFar;
  readonly loadInto: Members['loadInto'];
  readonly storeInto: Members['storeInto'];
  readonly holderOf: Members['holderOf'];
  alias(holder: ValueId, value: ValueId): void;
  /** Names that a value can be; every one where it is not known and never will be. */
  namesOf(value: ValueId): readonly string[];
  /** Names of setters in the package, as far as they are known. */
  readonly setters: Set<string>;
  link(call: CallIr, step: number, made: CallLink): void;
}

/** Functions that read and write members by a name that may be known only at the end. */
export const REFLECTS: ReadonlySet<string> = new Set([
  'global:getattr',
  'global:Reflect.get',
  'global:setattr',
  'global:Reflect.set',
  'global:Reflect.apply',
  'global:Object.getOwnPropertyDescriptor',
  'global:Reflect.getOwnPropertyDescriptor',
  'global:Reflect.defineProperty',
  'global:Object.defineProperties',
  'global:Object.create',
  'global:Proxy',
  'global:Proxy.revocable',
]);

/** Methods of every object that give it an accessor. */
export const DEFINES_ACCESSOR: ReadonlySet<string> = new Set(['__defineGetter__', '__defineSetter__']);

type Trap = 'get' | 'set' | 'apply' | 'construct';

/** Members read and written by function instead of by syntax. */
export interface Reflect {
  /** Does what a call of the API at a path does. */
  api(call: CallIr, step: number, path: string): void;
  /** Does what a call of a method does that gives its object an accessor. */
  defines(call: CallIr, method: string): void;
  /** Whether the package makes proxies. */
  isAny(): boolean;
  /** Whether something is one of them. */
  isTrapped(denotation: Denotation): boolean;
  /** The functions that the handler of a proxy has under a name, where it is one. */
  trapsOf(denotation: Denotation, name: Trap): readonly number[];
  /** Whether a function is called by reading a member of a proxy. */
  isReadTrap(index: number): boolean;
}

export function createReflect({
  values,
  loadInto,
  storeInto,
  alias,
  namesOf,
  setters,
  holderOf,
  link,
}: Around): Reflect {
  const { program, sets } = values;
  const names = program.memberNames;
  /** By the value that `new Proxy` gives. */
  const handlers = new Map<ValueId, ValueId>();
  const readTraps = new Set<number>();
  return {
    api,
    defines,
    isAny: () => handlers.size > 0,
    isTrapped: (denotation) => kindOf(denotation) === OBJECT && handlers.has(indexOf(denotation)),
    trapsOf,
    isReadTrap: (index) => readTraps.has(index),
  };

  function api(call: CallIr, step: number, path: string): void {
    const [on, key, third] = call.arguments;
    if (on === undefined) return;
    switch (path) {
      case 'global:globals':
      case 'global:locals':
        return;
      case 'global:getattr':
      case 'global:Reflect.get':
        if (key === undefined) return;
        for (const name of namesOf(key.value)) {
          for (const denotation of sets.of(on.value)) loadInto(denotation, names.idOf(name), call.to);
        }
        return;
      case 'global:setattr':
      case 'global:Reflect.set':
        if (key === undefined || third === undefined) return;
        for (const name of namesOf(key.value)) {
          for (const denotation of sets.of(on.value)) storeInto(denotation, names.idOf(name), third.value);
        }
        if (path === 'global:Reflect.set') callSetters(call, step, on.value, namesOf(key.value));
        return;
      case 'global:Reflect.apply':
        for (const index of ofKind(sets, on.value, FUNCTION))
          link(call, step, { function: index, how: 'apply', first: -1, isGuess: false });
        return;
      case 'global:Object.getOwnPropertyDescriptor':
      case 'global:Reflect.getOwnPropertyDescriptor':
        if (key === undefined) return;
        sets.add(call.to, denote(OBJECT, call.to));
        for (const name of namesOf(key.value))
          for (const denotation of sets.of(on.value))
            loadInto(denotation, names.idOf(name), sets.cell(call.to, 'value'));
        return;
      case 'global:Object.defineProperty':
      case 'global:Reflect.defineProperty':
        if (key !== undefined && third !== undefined) define(call, on.value, key.value, third.value);
        return;
      case 'global:Proxy':
      case 'global:Proxy.revocable':
        if (key !== undefined) proxy(call, path, on.value, key.value);
        return;
      case 'global:Object.defineProperties':
        if (key !== undefined) defineAll(on.value, key.value);
        return;
      case 'global:Object.create':
        if (key !== undefined) defineAll(call.to, key.value);
        return;
      case 'global:Object.assign':
      case 'node:util.inherits':
        mix(call, on.value);
        return;
      case 'global:super':
        superOf(call);
        return;
      default:
    }
  }
  function defines({ receiver, arguments: [key, accessor] }: CallIr, method: string): void {
    if (receiver === undefined || key === undefined || accessor === undefined) return;
    for (const name of namesOf(key.value)) {
      for (const into of values.holdersOf(receiver)) {
        if (method === '__defineSetter__') sets.link(accessor.value, sets.cell(into, setterKey(name)));
        else
          for (const one of ofKind(sets, accessor.value, FUNCTION))
            sets.add(sets.cell(into, name), denote(GETTER, one));
      }
      if (method === '__defineSetter__') setters.add(name);
    }
  }
  function callSetters(call: CallIr, step: number, on: ValueId, written: readonly string[]): void {
    for (const denotation of sets.of(on)) {
      for (const index of trapsOf(denotation, 'set'))
        link(call, step, { function: index, how: 'write', first: 0, isGuess: false });
      const holder = holderOf(denotation);
      if (holder === undefined) continue;
      for (const name of written) {
        if (!setters.has(name)) continue;
        for (const index of ofKind(sets, sets.cell(holder, setterKey(name)), FUNCTION))
          link(call, step, { function: index, how: 'write', first: -2, isGuess: false });
      }
    }
  }
  /** The proxy is an object of its own beside its target, whose every member has the handler's traps. */
  function proxy(call: CallIr, path: string, target: ValueId, handler: ValueId): void {
    handlers.set(call.to, handler);
    sets.add(call.to, denote(OBJECT, call.to));
    if (!path.endsWith('revocable')) sets.link(target, call.to);
    else sets.link(call.to, sets.cell(call.to, 'proxy'));
    for (const name of ['get', 'set', 'apply', 'construct'] as const) {
      for (const index of trapsIn(handler, name)) {
        const [first] = program.functions[index]?.parameters ?? [];
        if (name === 'get') {
          readTraps.add(index);
          sets.add(sets.cell(call.to, '*'), denote(GETTER, index));
        }
        if (first === undefined) continue;
        sets.link(target, first.value);
        for (const made of values.madeAt(target)) alias(made, first.value);
      }
    }
  }
  function trapsOf(denotation: Denotation, name: Trap): readonly number[] {
    const isObject = handlers.size > 0 && kindOf(denotation) === OBJECT;
    const handler = isObject ? handlers.get(indexOf(denotation)) : undefined;
    return handler === undefined ? [] : trapsIn(handler, name);
  }
  function trapsIn(handler: ValueId, name: Trap): readonly number[] {
    return values.holdersOf(handler).flatMap((holder) => ofKind(sets, sets.cell(holder, name), FUNCTION));
  }
  function mix(call: CallIr, on: ValueId): void {
    const mixed = sets.between(call.to);
    for (const source of call.arguments.slice(1))
      for (const from of values.holdersOf(source.value)) sets.inherit(from, mixed);
    for (const into of values.holdersOf(on)) sets.inherit(mixed, into);
  }
  function define(call: CallIr, on: ValueId, key: ValueId, descriptor: ValueId): void {
    for (const name of values.constantsOf(key)) {
      for (const holder of values.holdersOf(descriptor)) {
        for (const denotation of sets.of(on)) {
          const into = kindOf(denotation) === OBJECT ? indexOf(denotation) : undefined;
          if (into === undefined) continue;
          sets.link(sets.cell(holder, 'value'), sets.cell(into, String(name)));
          for (const getter of sets.of(sets.cell(holder, 'get'))) {
            if (kindOf(getter) !== FUNCTION) continue;
            const result = program.functions[indexOf(getter)]?.result;
            if (result === undefined) continue;
            sets.link(result, sets.cell(into, String(name)));
          }
        }
      }
    }
    for (const name of namesOf(key)) for (const holder of values.holdersOf(descriptor)) defineSetter(on, name, holder);
    sets.link(on, call.to);
  }
  /** A table of descriptors by the names that they define. */
  function defineAll(on: ValueId, table: ValueId): void {
    for (const holder of values.holdersOf(table)) {
      for (const name of sets.keysOf(holder))
        for (const descriptor of ofKind(sets, sets.cell(holder, name), OBJECT)) defineSetter(on, name, descriptor);
    }
  }
  /** What is written to the member is given to the function that its descriptor has for it. */
  function defineSetter(on: ValueId, name: string, descriptor: ValueId): void {
    if (!sets.keysOf(descriptor).includes('set')) return;
    for (const into of values.holdersOf(on)) sets.link(sets.cell(descriptor, 'set'), sets.cell(into, setterKey(name)));
    setters.add(name);
  }
  /** `super()` of Python stands for the object of the class around it. */
  function superOf(call: CallIr): void {
    for (
      let at: number | undefined = program.functionOf[call.to];
      at !== undefined;
      at = program.functions[at]?.within
    ) {
      const receiver = program.functions[at]?.receiver;
      if (receiver === undefined) continue;
      sets.add(call.to, denote(OBJECT, receiver));
      alias(receiver, call.to);
      return;
    }
  }
}
