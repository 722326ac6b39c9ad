import type { CallIr, ValueId } from '../../ir/moduleIr.ts';
import { setterKey } from './classes.ts';
import { denote, FUNCTION, GETTER, indexOf, kindOf, OBJECT } from './denotations.ts';
import type { Members } from './members.ts';
import { ofKind } from './readValues.ts';
import type { ValuesSoFar } from './values.ts';

interface Around {
  readonly values: ValuesSoFar;
  readonly loadInto: Members['loadInto'];
  readonly storeInto: Members['storeInto'];
  alias(holder: ValueId, value: ValueId): void;
  /** Names that a value can be; every one where it is not known and never will be. */
  namesOf(value: ValueId): readonly string[];
  /** Names of setters in the package, as far as they are known. */
  readonly setters: Set<string>;
}

/** Functions that read and write members by a name that may be known only at the end. */
export const REFLECTS: ReadonlySet<string> = new Set([
  'global:getattr',
  'global:Reflect.get',
  'global:setattr',
  'global:Reflect.set',
  'global:Reflect.defineProperty',
  'global:Object.defineProperties',
  'global:Object.create',
]);

/** Methods of every object that give it an accessor. */
export const DEFINES_ACCESSOR: ReadonlySet<string> = new Set(['__defineGetter__', '__defineSetter__']);

/** Members read and written by function instead of by syntax. */
export interface Reflect {
  /** Does what a call of the API at a path does. */
  api(call: CallIr, path: string): void;
  /** Does what a call of a method does that gives its object an accessor. */
  defines(call: CallIr, method: string): void;
}

export function createReflect({ values, loadInto, storeInto, alias, namesOf, setters }: Around): Reflect {
  const { program, sets } = values;
  const names = program.memberNames;
  return { api, defines };

  function api(call: CallIr, path: string): void {
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
        return;
      case 'global:Object.defineProperty':
      case 'global:Reflect.defineProperty':
        if (key !== undefined && third !== undefined) define(call, on.value, key.value, third.value);
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
