import type { ArgumentIr, CallIr, FunctionIr, ValueId } from '../../ir/moduleIr.ts';
import { createApiTraits } from './apiTraits.ts';
import { emptyList } from '../../dense/emptyList.ts';
import { makerOf } from '../program/makerOf.ts';
import { createCalledObjects } from './calledObjects.ts';
import { type CallLink, isWithin, receiverOf, skippedBy } from './callLink.ts';
import { createContainerCall } from './containerCalls.ts';
import { API, CLASS, denote, FAMILY, FUNCTION, indexOf, kindOf, OBJECT, SITE } from './denotations.ts';
import { createCallFolder } from './foldCalls.ts';
import { createHandOver } from './handOver.ts';
import { functionsGiven } from './functionsGiven.ts';
import { guessCalls } from './guessCalls.ts';
import type { ImportParts } from './importParts.ts';
import { createMethodTraits, type MethodTraits } from './methodTraits.ts';
import { isHandedOn } from './isHandedOn.ts';
import { parameterFor } from './parameterFor.ts';
import { ofKind } from './readValues.ts';
import { createReflect, type Reflect } from './reflection.ts';
import type { Members } from './members.ts';
import type { ValuesSoFar } from './values.ts';

interface Linking {
  readonly values: ValuesSoFar;
  readonly members: Members;
  alias(holder: ValueId, value: ValueId): void;
  importInto(specifier: string, step: number, to: ValueId): void;
  namesOf(value: ValueId): readonly string[];
  readonly setters: Set<string>;
}

export interface CallLinker {
  readonly links: readonly (readonly CallLink[] | undefined)[];
  readonly callersOf: ReadonlyMap<number, readonly number[]>;
  readonly listeners: ReadonlyMap<string, readonly number[]>;
  /** Looks at a call again: whatever its values stand for now is linked, once. */
  apply(call: CallIr, step: number): void;
  /** Says that a call reaches a function; whether nothing said so before. */
  link(call: CallIr, step: number, made: CallLink): boolean;
  /** All elements of lists and all members of classes are known from now on. */
  membersAreKnown(): void;
  /** Looks at a call again where it may do more once all elements of lists and all members of classes are known. */
  applyAgain(step: number): void;
  /** What traps of proxies say. */
  readonly reflect: Reflect;
  /** Links calls of members of unknown objects to the few functions stored under the name; whether any was. */
  guess(parts: ImportParts): boolean;
}

const EVERY = '*';
/** What calls more functions than this is a dispatcher of which nothing more is known. */
const MOST_LINKS = 10;

export function createCallLinker(linking: Linking): CallLinker {
  const { values, members, alias, importInto, namesOf, setters } = linking;
  const { program, denotations, sets } = values;
  const folder = createCallFolder(values);
  const reflect = createReflect({ values, ...members, alias, namesOf, setters, link });
  const calledBy = createCalledObjects(program, sets);
  const callContainer = createContainerCall(values);
  const traitsOf = createApiTraits(denotations.apis);
  const handOver = createHandOver(values, traitsOf, link);
  const links = emptyList<CallLink[]>(program.stepCount);
  const methodTraits = createMethodTraits(program.memberNames);
  const callersOf = new Map<number, number[]>();
  const listeners = new Map<string, number[]>();
  /** Calls of which nothing was known when they were looked at. */
  const isUnknown = new Uint8Array(program.stepCount);
  let areMembersKnown = false;
  return {
    links,
    callersOf,
    listeners,
    reflect,
    apply,
    link,
    membersAreKnown() {
      areMembersKnown = true;
      folder.forget();
      handOverToUnknown();
    },
    applyAgain(step) {
      const callee = program.reads[program.starts[step] as number] as number;
      const method = values.methodNameOf(callee);
      if ((method >= 0 && methodTraits(method).folds) || waitsForMembers(callee))
        apply(program.step(step) as CallIr, step);
    },
    guess: (parts) => guessCalls(values, parts, link),
  };

  function apply(call: CallIr, step: number): void {
    const method = call.receiver === undefined ? -1 : values.methodNameOf(call.callee);
    for (let place = 0; place < sets.sizeOf(call.callee); place++) {
      const denotation = sets.at(call.callee, place);
      const index = indexOf(denotation);
      switch (kindOf(denotation)) {
        case FUNCTION:
          if (call.isNew) {
            const instance = members.instanceOf(index);
            sets.add(call.to, denote(OBJECT, instance));
            if (program.functions[index]?.instance === undefined) alias(instance, call.to);
          }
          linkFunction(call, step, index);
          break;
        case CLASS:
          construct(call, step, index, new Set());
          break;
        case API:
          applyApi(call, step, index);
          break;
        case OBJECT:
        case FAMILY:
          for (const one of calledBy(denotation)) link(call, step, { function: one, how: 'object', isGuess: false });
          for (const one of reflect.trapsOf(denotation, call.isNew ? 'construct' : 'apply'))
            link(call, step, { function: one, how: 'within', first: call.isNew ? 1 : 2, under: EVERY, isGuess: false });
          break;
        default:
      }
    }
    if (method >= 0 && call.receiver !== undefined) {
      const traits = methodTraits(method);
      if (traits.isKnown) applyMethod(call, step, traits, call.receiver);
    }
    if (isPlain(step)) return;
    // What is called may still be found, and takes what it is given then.
    if (!areMembersKnown && sets.sizeOf(call.callee) === 0) isUnknown[step] = 1;
    else handOver(call, step);
  }
  function handOverToUnknown(): void {
    for (const step of program.calls)
      if (isUnknown[step] === 1 && !isPlain(step)) handOver(program.step(step) as CallIr, step);
  }
  /** Whether a call reaches a function of the package as a call does. */
  function isPlain(step: number): boolean {
    const held = links[step];
    if (held === undefined) return false;
    for (let at = 0; at < held.length; at++) {
      const { how } = held[at] as CallLink;
      if (how === 'plain' || how === 'object' || how === 'within') return true;
    }
    return false;
  }
  function waitsForMembers(callee: ValueId): boolean {
    for (let place = 0; place < sets.sizeOf(callee); place++) {
      const one = sets.at(callee, place);
      if (kindOf(one) !== API) {
        if (calledBy(one).length > 0 || reflect.isTrapped(one)) return true;
      } else {
        const traits = traitsOf(indexOf(one));
        if (traits.makesFromPairs || traits.reflects || traits.folds) return true;
      }
    }
    return false;
  }
  function linkFunction(call: CallIr, step: number, called: number): void {
    const index = caseOf(call, called);
    const how = call.isNew ? 'construct' : isUnbound(call, index) ? 'call' : 'plain';
    if (!isItself(call, index)) link(call, step, { function: index, how, isGuess: false });
  }
  /** Whether a call says that who calls a decorated function calls that function. */
  function isItself(call: CallIr, index: number): boolean {
    if (program.functions[index]?.isDecorated !== true || program.functionOf[call.to] !== index) return false;
    return program.functionOf[call.callee] !== index && makerOf(program, call.callee)?.is === 'call';
  }
  /** A function that is others for constants is that other. */
  function caseOf(call: CallIr, index: number): number {
    const cases = program.functions[index]?.cases;
    const [first] = call.arguments;
    if (cases === undefined || first === undefined || first.spread === true || call.isNew) return index;
    const made = makerOf(program, first.value);
    return made?.is === 'constant' ? (cases.get(String(made.value)) ?? index) : index;
  }
  /** Python: a method read from its class takes the object as its first argument. */
  function isUnbound({ receiver }: CallIr, index: number): boolean {
    if (!isPythonMethod(index)) return false;
    // Who calls a decorated method without an object is what its decorator made, which was given the bare function.
    if (receiver === undefined) return program.functions[index]?.isDecorated === true;
    const kinds = sets.of(receiver).map(kindOf);
    return kinds.includes(CLASS) && !kinds.some((one) => one === OBJECT || one === FAMILY || one === SITE);
  }
  function isPythonMethod(index: number): boolean {
    const { instance, module = 0 } = program.functions[index] ?? {};
    return instance !== undefined && program.modules[module]?.language === 'python';
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
    const traits = traitsOf(api);
    if (traits.settles >= 0) {
      const [first] = call.arguments;
      if (first !== undefined) sets.link(first.value, traits.settles);
      link(call, step, { function: traits.settles, how: 'settle', isGuess: false });
      return;
    }
    if (traits.refuses >= 0) {
      link(call, step, { function: traits.refuses, how: 'refuse', isGuess: false });
      return;
    }
    if (!traits.isSame) sets.add(call.to, denote(API, denotations.apis.call(api)));
    if (!traits.acts) return;
    if (traits.makesContainer) sets.add(call.to, denote(OBJECT, call.to));
    if (traits.makesFromPairs) fillFromPairs(call);
    if (traits.handsOn) for (const argument of call.arguments) sets.link(argument.value, call.to);
    if (traits.imports) {
      const [first] = call.arguments;
      if (first !== undefined)
        for (const name of values.constantsOf(first.value)) importInto(String(name), step, call.to);
    }
    if (traits.folds) folder.api(call, denotations.apis.text(api));
    if (traits.reflects) reflect.api(call, step, denotations.apis.text(api));
  }
  /** Of a name and what is kept under it nobody knows which is which: both are elements. */
  function fillFromPairs(call: CallIr): void {
    const filled = sets.cell(call.to, EVERY);
    for (const { value, name } of call.arguments) {
      if (name !== undefined) sets.link(value, sets.cell(call.to, name));
      for (const list of name === undefined ? values.holdersOf(value) : []) {
        for (const key of sets.keysOf(list)) {
          for (const pair of ofKind(sets, sets.cell(list, key), OBJECT)) sets.read(pair, EVERY, filled);
        }
      }
    }
  }
  function applyMethod(call: CallIr, step: number, traits: MethodTraits, receiver: ValueId): void {
    const method = traits.name;
    if (traits.isOfFunctions) {
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
    if (traits.definesAccessor) reflect.defines(call, method);
    callContainer(call, traits, receiver);
    if (traits.registers) register(call);
    if (traits.folds) folder.method(call, method, receiver);
  }
  function register(call: CallIr): void {
    const [name] = call.arguments;
    if (name === undefined) return;
    for (const event of values.constantsOf(name.value)) {
      const held = listeners.get(String(event)) ?? [];
      for (const index of functionsGiven(sets, call)) if (!held.includes(index)) held.push(index);
      listeners.set(String(event), held);
    }
  }

  function link(call: CallIr, step: number, made: CallLink): boolean {
    const held = links[step];
    if (held === undefined) links[step] = [made];
    else {
      for (let at = 0; at < held.length; at++) {
        const one = held[at] as CallLink;
        if (one.function === made.function && one.how === made.how) return false;
      }
      if (held.length >= MOST_LINKS) return false;
      held.push(made);
    }
    if (made.how !== 'settle' && made.how !== 'refuse') pass(call, step, made);
    return true;
  }
  /** What of the call becomes what of the function. */
  function pass(call: CallIr, step: number, made: CallLink): void {
    const callers = callersOf.get(made.function);
    if (callers === undefined) callersOf.set(made.function, [step]);
    else if (callers.at(-1) !== step) callers.push(step);
    const callee = program.functions[made.function];
    if (callee === undefined) return;
    if (made.how !== 'construct' && made.how !== 'write' && made.how !== 'message') sets.link(callee.result, call.to);
    if (made.how === 'callback' || made.how === 'implied') return;
    if (isWithin(made)) return passWithin(call, callee, made);
    const skip = skippedBy(made);
    const receiver = made.how === 'construct' ? undefined : receiverOf(call, made);
    // What `this` is in a method, its class says.
    const isUnbound = made.how === 'call' || made.how === 'apply';
    const isKnown = callee.instance !== undefined && (!isUnbound || isPythonMethod(made.function));
    if (receiver !== undefined && callee.receiver !== undefined && !isKnown) sets.link(receiver, callee.receiver);
    if (made.how === 'apply') {
      const list = call.arguments[skip]?.value;
      for (const holder of list === undefined ? [] : values.holdersOf(list)) {
        for (const parameter of callee.parameters) sets.read(holder, '*', parameter.value);
      }
      return;
    }
    for (let at = Math.max(0, skip); at < call.arguments.length; at++)
      linkArgument(call.arguments[at] as ArgumentIr, at - skip, made.function);
  }
  /** A trap takes arguments as a list, an event has the message as a member. */
  function passWithin(call: CallIr, { parameters }: FunctionIr, { first = 0, under }: CallLink): void {
    const parameter = parameters[first];
    if (parameter === undefined) return;
    if (under === undefined) {
      const [message] = call.arguments;
      return message === undefined ? undefined : sets.link(message.value, parameter.value);
    }
    sets.add(parameter.value, denote(OBJECT, parameter.value));
    for (const { value } of call.arguments) sets.link(value, sets.cell(parameter.value, under));
  }
  function linkArgument(argument: ArgumentIr, at: number, index: number): void {
    const parameters = program.functions[index]?.parameters ?? [];
    if (argument.spread === true) {
      if (isHandedOn(program, argument, index)) return;
      for (const holder of values.holdersOf(argument.value)) {
        for (const parameter of parameters.slice(argument.name === undefined ? at : 0)) {
          sets.read(holder, '*', parameter.value);
        }
      }
      return;
    }
    const parameter = parameterFor(parameters, at, argument.name);
    if (parameter !== undefined && parameter.rest === undefined) sets.link(argument.value, parameter.value);
  }
}
