import type { ArgumentIr, CallIr, ValueId } from '../../ir/moduleIr.ts';
import { API, CLASS, denote, FUNCTION, indexOf, kindOf, OBJECT, SITE } from './denotations.ts';
import { type Constant, type Folded, FOLDED_APIS, FOLDED_METHODS, foldApi, foldMethod } from './foldConstants.ts';
import {
  CALLS_WITH_ELEMENTS,
  CALLS_WITH_WHOLE,
  GIVES_ELEMENT,
  GIVES_ELEMENTS,
  HANDS_ON,
  MAKES_CONTAINER,
  PUTS,
  REGISTERS,
} from './knownCalls.ts';
import type { CallLink, Found, Values } from './valueAnalysis.ts';

interface Linking {
  readonly values: Omit<Values, Found>;
  alias(holder: ValueId, value: ValueId): void;
  importInto(specifier: string, step: number, to: ValueId): void;
  loadInto(denotation: number, key: string, to: ValueId): void;
  storeInto(denotation: number, key: string, from: ValueId): void;
  instanceOf(functionIndex: number): ValueId;
}

export interface CallLinker {
  readonly links: readonly (readonly CallLink[] | undefined)[];
  readonly callersOf: ReadonlyMap<number, readonly number[]>;
  readonly listeners: ReadonlyMap<string, readonly number[]>;
  /** Looks at a call again: whatever its values stand for now is linked, once. */
  apply(call: CallIr, step: number): void;
  /** The member that a step reads or writes has an accessor. */
  access(step: number, functionIndex: number): void;
  callAt(step: number): CallIr | undefined;
  /** Looks at a call of lists again once all their elements are known. */
  foldAgain(call: CallIr, step: number): void;
  /** Links calls of members of unknown objects to the few functions stored under the name; whether any was. */
  guess(most: number): boolean;
}

/** Functions that only import or read a member, under the names that every program knows them by. */
const IMPORTS =
  /^(global:require|global:__import__|py:importlib\.(import_module|__import__)|node:module\.createRequire\(\)|.*\.(mainModule|module)\.require|global:module\.require)$/u;
const KNOWN_METHODS: ReadonlySet<string> = new Set([
  'call',
  'apply',
  'bind',
  ...PUTS,
  ...GIVES_ELEMENT,
  ...GIVES_ELEMENTS,
  ...CALLS_WITH_ELEMENTS,
  ...CALLS_WITH_WHOLE,
  ...REGISTERS,
  ...FOLDED_METHODS,
]);
/** Methods that every string, list or object has: a member of the package with such a name is rarely meant. */
const BUILT_IN: ReadonlySet<string> = new Set([
  ...KNOWN_METHODS,
  ...(
    'toString toJSON valueOf hasOwnProperty includes indexOf startsWith endsWith match test exec keys has delete clear ' +
    'substring subarray padStart padEnd trim strip replace startswith endswith format encode decode read close end ' +
    'constructor length size log warn error info debug parse stringify resolve reject'
  ).split(' '),
]);
const SETTLED = 'promise:';
/** What calls more functions than this is a dispatcher of which nothing more is known. */
const MOST_LINKS = 10;
const WRAPS = /^(npm|py):|^node:util\.|^global:(classmethod|staticmethod|property|setTimeout)$/u;
const MOST_ELEMENTS = 4096;
const MOST_COMBINATIONS = 8;

export function createCallLinker(linking: Linking): CallLinker {
  const { values, alias, importInto, loadInto, storeInto, instanceOf } = linking;
  const { program, denotations, sets } = values;
  const links: (CallLink[] | undefined)[] = Array.from({ length: program.steps.length });
  const callersOf = new Map<number, number[]>();
  const listeners = new Map<string, number[]>();
  const lists = new Map<ValueId, readonly Constant[]>();
  const accesses = new Map<number, CallIr>();
  return { links, callersOf, listeners, callAt, apply, access, foldAgain, guess };

  function apply(call: CallIr, step: number): void {
    const method = values.methodOf(call);
    for (const denotation of sets.of(call.callee)) {
      const index = indexOf(denotation);
      switch (kindOf(denotation)) {
        case FUNCTION:
          if (call.isNew) {
            const instance = instanceOf(index);
            sets.add(call.to, denote(OBJECT, instance));
            if (program.functions[index]?.instance === undefined) alias(instance, call.to);
          }
          link(call, step, { function: index, how: call.isNew ? 'construct' : 'plain', isGuess: false });
          break;
        case CLASS:
          construct(call, step, index, new Set());
          break;
        case API:
          applyApi(call, step, index);
          break;
        default:
      }
    }
    if (method !== undefined && call.receiver !== undefined && KNOWN_METHODS.has(method)) {
      applyMethod(call, step, method, call.receiver);
    }
    if (links[step] === undefined || !links[step].some((one) => one.how === 'plain')) handOver(call, step);
  }

  function access(step: number, index: number): void {
    const call = callAt(step) ?? accessOf(step);
    if (call === undefined) return;
    const how = program.steps[step]?.is === 'store' ? 'write' : 'plain';
    link(call, step, { function: index, how, isGuess: false });
  }
  function callAt(step: number): CallIr | undefined {
    const found = program.steps[step];
    return found?.is === 'call' ? found : accesses.get(step);
  }
  /** Reading or writing a member as the call that it is. */
  function accessOf(step: number): CallIr | undefined {
    const found = program.steps[step];
    if (found?.is !== 'load' && found?.is !== 'store') return undefined;
    const common = { is: 'call', isNew: false } as const;
    const call: CallIr =
      found.is === 'load'
        ? { ...common, callee: found.to, receiver: found.from, arguments: [], to: found.to, span: found.span }
        : {
            ...common,
            callee: found.into,
            receiver: found.into,
            arguments: [{ value: found.from }],
            to: found.from,
            span: { start: 0, end: 0 },
          };
    accesses.set(step, call);
    return call;
  }

  /** Each class once: bases that may be many classes, and these each other, would be walked for ever. */
  function construct(call: CallIr, step: number, index: number, seen: Set<number>): void {
    const made = program.classes[index];
    if (made === undefined || seen.has(index)) return;
    seen.add(index);
    sets.add(call.to, denote(OBJECT, made.instance));
    // `super(…)` makes no object of its own.
    if (call.receiver === undefined) sets.add(call.to, denote(SITE, call.to));
    if (made.construct !== undefined) {
      link(call, step, { function: made.construct, how: 'construct', isGuess: false });
      return;
    }
    for (const base of made.bases) {
      for (const denotation of sets.of(base)) {
        if (kindOf(denotation) === CLASS) construct(call, step, indexOf(denotation), seen);
      }
    }
  }

  function applyApi(call: CallIr, step: number, api: number): void {
    const path = denotations.apis.text(api);
    if (path.startsWith(SETTLED)) {
      const settled = Number(path.slice(SETTLED.length));
      const [first] = call.arguments;
      if (first !== undefined) sets.link(first.value, settled);
      link(call, step, { function: settled, how: 'settle', isGuess: false });
      return;
    }
    sets.add(call.to, denote(API, denotations.apis.call(api)));
    if (MAKES_CONTAINER.has(path)) sets.add(call.to, denote(OBJECT, call.to));
    if (HANDS_ON.has(path)) for (const argument of call.arguments) sets.link(argument.value, call.to);
    if (path.length < 60 && IMPORTS.test(path)) {
      const [first] = call.arguments;
      if (first !== undefined)
        for (const name of values.constantsOf(first.value)) importInto(String(name), step, call.to);
    }
    if (FOLDED_APIS.has(path)) {
      for (const folded of combinations(call.arguments.map((one) => foldedOf(one))))
        give(call.to, foldApi(path, folded));
    }
    reflect(call, path);
  }
  function foldAgain(call: CallIr, step: number): void {
    const method = values.methodOf(call);
    if (method !== undefined && FOLDED_METHODS.has(method)) return apply(call, step);
    if (values.apisOf(call.callee).some((api) => FOLDED_APIS.has(denotations.apis.text(api)))) apply(call, step);
  }

  /** Members read and written by function instead of by syntax. */
  function reflect(call: CallIr, path: string): void {
    const [on, key, third] = call.arguments;
    if (on === undefined) return;
    switch (path) {
      case 'global:globals':
      case 'global:locals':
        return;
      case 'global:getattr':
      case 'global:Reflect.get':
        if (key === undefined) return;
        for (const name of values.constantsOf(key.value)) {
          for (const denotation of sets.of(on.value)) loadInto(denotation, String(name), call.to);
        }
        return;
      case 'global:setattr':
      case 'global:Reflect.set':
        if (key === undefined || third === undefined) return;
        for (const name of values.constantsOf(key.value)) {
          for (const denotation of sets.of(on.value)) storeInto(denotation, String(name), third.value);
        }
        return;
      case 'global:Object.defineProperty':
        if (key !== undefined && third !== undefined) define(call, on.value, key.value, third.value);
        return;
      case 'global:Object.assign':
      case 'node:util.inherits':
        for (const source of call.arguments.slice(1)) {
          for (const from of values.holdersOf(source.value)) {
            for (const into of values.holdersOf(on.value)) sets.inherit(from, into);
          }
        }
        return;
      case 'global:super':
        superOf(call);
        return;
      default:
    }
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
    sets.link(on, call.to);
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

  function applyMethod(call: CallIr, step: number, method: string, receiver: ValueId): void {
    if (method === 'call' || method === 'apply' || method === 'bind') {
      for (const denotation of sets.of(receiver)) {
        if (kindOf(denotation) !== FUNCTION) continue;
        const how = method === 'apply' ? 'apply' : 'call';
        link(call, step, { function: indexOf(denotation), how, isGuess: false });
        if (method === 'bind') sets.add(call.to, denotation);
      }
      for (const api of values.apisOf(receiver)) {
        const path = denotations.apis;
        sets.add(call.to, denote(API, method === 'bind' ? api : path.call(api)));
      }
    }
    const holders = values.holdersOf(receiver).filter(isContainer);
    for (const holder of holders) {
      if (PUTS.has(method)) {
        const skip = method === 'set' || method === 'setdefault' ? 1 : 0;
        for (const argument of call.arguments.slice(skip)) sets.link(argument.value, sets.cell(holder, '*'));
      }
      if (GIVES_ELEMENT.has(method)) sets.read(holder, '*', call.to);
      if (CALLS_WITH_ELEMENTS.has(method)) {
        for (const index of functionsIn(call)) {
          const parameter = program.functions[index]?.parameters[method.startsWith('reduce') ? 1 : 0];
          if (parameter !== undefined) sets.read(holder, '*', parameter.value);
        }
      }
    }
    if (GIVES_ELEMENTS.has(method)) for (const holder of holders) sets.add(call.to, denote(OBJECT, holder));
    if (CALLS_WITH_WHOLE.has(method)) {
      for (const index of functionsIn(call)) {
        const parameter = program.functions[index]?.parameters[0];
        if (parameter !== undefined) sets.link(receiver, parameter.value);
      }
      sets.link(receiver, call.to);
    }
    if (REGISTERS.has(method)) register(call);
    if (!FOLDED_METHODS.has(method)) return;
    const on = foldedOf({ value: receiver });
    if (on.length === 0) return;
    const given = call.arguments.map((one) => foldedOf(one));
    for (const one of on) for (const folded of combinations(given)) give(call.to, foldMethod(one, method, folded));
  }
  /** Lists, sets and maps: the runtime's methods work on them, and on no object with methods of its own. */
  function isContainer(holder: ValueId): boolean {
    const { makes, steps } = program;
    const made = steps[makes.items[makes.offsets[holder] as number] ?? -1];
    if (made === undefined || made.is === 'store' || made.to !== holder) return false;
    if (made.is === 'fresh')
      return made.what === 'list' || program.modules[program.moduleOf(holder)]?.language === 'python';
    return made.is === 'call';
  }
  function register(call: CallIr): void {
    const [name] = call.arguments;
    if (name === undefined) return;
    for (const event of values.constantsOf(name.value)) {
      const held = listeners.get(String(event)) ?? [];
      for (const index of functionsIn(call)) if (!held.includes(index)) held.push(index);
      listeners.set(String(event), held);
    }
  }

  /** What no function of the package takes may call the functions it is given, and may give them back. */
  function handOver(call: CallIr, step: number): void {
    for (const argument of call.arguments) {
      for (const denotation of sets.of(argument.value)) {
        const index = indexOf(denotation);
        if (kindOf(denotation) === CLASS && sets.of(call.callee).some((one) => kindOf(one) === API)) {
          sets.add(call.to, denotation);
        }
        if (kindOf(denotation) !== FUNCTION) continue;
        link(call, step, { function: index, how: 'callback', isGuess: false });
        const path = sets.of(call.callee).find((one) => kindOf(one) === API);
        if (path === undefined) continue;
        const text = denotations.apis.text(indexOf(path));
        // A wrapper: `promisify(f)`, a decorator. What is called on an element is not one.
        if (WRAPS.test(text)) sets.add(call.to, denotation);
        const parameters = program.functions[index]?.parameters ?? [];
        if (text === 'global:Promise') {
          const [resolve] = parameters;
          if (resolve !== undefined) sets.add(resolve.value, denotations.api(SETTLED + String(call.to)));
          continue;
        }
        if (!denotations.apis.isListed(indexOf(path)) || /\.(then|catch|finally)$/u.test(text)) continue;
        const result = denote(API, denotations.apis.call(indexOf(path)));
        for (const parameter of parameters) sets.add(parameter.value, result);
      }
    }
  }

  function link(call: CallIr, step: number, made: CallLink): void {
    const held = links[step];
    if (held?.some((one) => one.function === made.function && one.how === made.how) === true) return;
    if (held !== undefined && held.length >= MOST_LINKS) return;
    if (held === undefined) links[step] = [made];
    else held.push(made);
    if (made.how === 'settle') return;
    const callers = callersOf.get(made.function);
    if (callers === undefined) callersOf.set(made.function, [step]);
    else if (callers.at(-1) !== step) callers.push(step);
    const callee = program.functions[made.function];
    if (callee === undefined) return;
    if (made.how !== 'construct' && made.how !== 'write') sets.link(callee.result, call.to);
    if (made.how === 'callback') return;
    const skip = made.how === 'call' || made.how === 'apply' ? 1 : 0;
    const receiver =
      made.how === 'plain' || made.how === 'write' ? call.receiver : skip === 1 ? call.arguments[0]?.value : undefined;
    // What `this` is in a method, its class says.
    const isKnown = callee.instance !== undefined && skip === 0;
    if (receiver !== undefined && callee.receiver !== undefined && !isKnown) sets.link(receiver, callee.receiver);
    if (made.how === 'apply') {
      for (const holder of call.arguments[1] === undefined ? [] : values.holdersOf(call.arguments[1].value)) {
        for (const parameter of callee.parameters) sets.read(holder, '*', parameter.value);
      }
      return;
    }
    for (const [at, argument] of call.arguments.slice(skip).entries()) linkArgument(argument, at, made.function);
  }
  function linkArgument(argument: ArgumentIr, at: number, index: number): void {
    const parameters = program.functions[index]?.parameters ?? [];
    if (argument.spread === true) {
      for (const holder of values.holdersOf(argument.value)) {
        for (const parameter of parameters.slice(argument.name === undefined ? at : 0)) {
          sets.read(holder, '*', parameter.value);
        }
      }
      return;
    }
    const parameter =
      argument.name === undefined ? parameters[at] : parameters.find((one) => one.name === argument.name);
    if (parameter !== undefined && parameter.rest === undefined) sets.link(argument.value, parameter.value);
  }

  function functionsIn(call: CallIr): number[] {
    const found: number[] = [];
    for (const argument of call.arguments) {
      for (const denotation of sets.of(argument.value)) {
        if (kindOf(denotation) === FUNCTION) found.push(indexOf(denotation));
      }
    }
    return found;
  }
  /** What an argument can be, as constants or as a list written out in place. */
  function foldedOf(argument: ArgumentIr): readonly Folded[] {
    const found: Folded[] = [...values.constantsOf(argument.value)];
    for (const holder of values.holdersOf(argument.value)) {
      const list = lists.get(holder) ?? writtenList(holder);
      if (list !== undefined) found.push(list);
    }
    return found;
  }
  /** Elements of a list written out in place, where every one of them is a single constant. */
  function writtenList(holder: ValueId): readonly Constant[] | undefined {
    const { makes, uses, steps } = program;
    const made = steps[makes.items[makes.offsets[holder] as number] ?? -1];
    if (made?.is !== 'fresh' || made.to !== holder || made.what !== 'list') return undefined;
    const found: Constant[] = [];
    for (let at = uses.offsets[holder] as number; at < (uses.offsets[holder + 1] as number); at++) {
      const step = steps[uses.items[at] as number];
      if (step?.is !== 'store' || step.into !== holder) continue;
      const [only, second] = values.constantsOf(step.from);
      if (only === undefined || second !== undefined || found.length >= MOST_ELEMENTS) return undefined;
      found.push(only);
    }
    return found;
  }
  function give(to: ValueId, folded: Folded | undefined): void {
    if (folded === undefined) return;
    if (typeof folded !== 'object') return sets.add(to, denotations.constant(folded));
    if (lists.has(to)) return;
    lists.set(to, folded);
    sets.add(to, denote(OBJECT, to));
    for (const one of folded.slice(0, 6)) sets.add(sets.cell(to, '*'), denotations.constant(one));
  }
  function guess(most: number): boolean {
    const named = functionsByName();
    let isAny = false;
    for (const [index, step] of program.steps.entries()) {
      if (step.is !== 'call' || sets.of(step.callee).length > 0) continue;
      const method = values.methodOf(step);
      const found = method === undefined ? undefined : named.get(method);
      if (found === undefined || found.length > most || method === undefined || BUILT_IN.has(method)) continue;
      if (step.receiver !== undefined && sets.of(step.receiver).some((one) => kindOf(one) !== OBJECT)) continue;
      for (const one of found) {
        const before = links[index]?.length ?? 0;
        link(step, index, { function: one, how: 'plain', isGuess: true });
        if ((links[index]?.length ?? 0) > before) isAny = true;
      }
    }
    return isAny;
  }
  function functionsByName(): ReadonlyMap<string, readonly number[]> {
    const named = new Map<string, number[]>();
    const add = (name: string, index: number): void => {
      const held = named.get(name);
      if (held === undefined) named.set(name, [index]);
      else if (!held.includes(index)) held.push(index);
    };
    for (const one of program.classes) for (const { name, function: index } of one.members) add(name, index);
    for (const step of program.steps) {
      if (step.is !== 'store' || typeof step.key !== 'string' || step.key === '*') continue;
      for (const denotation of sets.of(step.from)) {
        if (kindOf(denotation) === FUNCTION) add(step.key, indexOf(denotation));
      }
    }
    return named;
  }
}

/** Every choice of one from each; none where one of them is unknown. */
function combinations(given: readonly (readonly Folded[])[]): Folded[][] {
  let found: Folded[][] = [[]];
  for (const some of given) {
    if (some.length === 0) return [];
    found = found.flatMap((chosen) => some.map((one) => [...chosen, one])).slice(0, MOST_COMBINATIONS);
  }
  return found;
}
