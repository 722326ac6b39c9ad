import type { ValueId } from '../../ir/moduleIr.ts';
import type { ApiFacts } from '../catalog/apiFacts.ts';
import { CALLS_WITH_ELEMENTS, REGISTERS } from '../values/knownCalls.ts';
import { givesParameters, receiverOf, skippedBy } from '../values/callLink.ts';
import type { Values } from '../values/values.ts';
import { stepAt } from './taintContext.ts';
import { isWide } from './transferCall.ts';

/** What comes out of a function into those who call it. */
export interface CallBoundary {
  /** Function that a value is a parameter of, or a receiver that is no single known object; -1 for all others. */
  readonly parameterOf: Int32Array;
  /** Function that a value is the result of; -1 for all others. */
  readonly resultOf: Int32Array;
  /** Steps that call the function of a parameter, each followed by the value that it gives for the parameter. */
  givenFor(parameter: ValueId): readonly number[];
  /** Steps that get the result of a function, each followed by the value that it is then; with the wide ones. */
  gettersOf(index: number): readonly number[];
  /** What a callback returns comes out of what it was given to only where that is so by its name, or may be. */
  givesBack(step: number, index: number): boolean;
  /** Results of callbacks are elements of what the call makes. */
  givesElements(step: number): boolean;
  /** What comes out of what a step calls is written as text, whatever it is. */
  givesText(step: number): boolean;
  /** Whether a call may mean so many functions that it is as good as a guess at each of them. */
  isWide(step: number): boolean;
  /** Whether only the name of a member led from a call to a function. */
  isGuess(step: number, index: number): boolean;
  /** Whether a call hands a function to something outside. */
  isCallback(step: number, index: number): boolean;
  /** Whether a call may be on an object that somebody outside the package holds. */
  isOnOutside(step: number): boolean;
  /** Of the receiver of a method: what stands for the objects of its class. */
  instanceOf(value: ValueId): ValueId | undefined;
  /** Whether a function is another or inside it. */
  isWithin(index: number, outer: number): boolean;
  /** The value that a call gives for a parameter, or for the receiver. */
  argumentFor(step: number, index: number, parameter: ValueId): ValueId | undefined;
}

const GIVES_BACK: ReadonlySet<string> = new Set('map flatMap reduce reduceRight from then catch finally'.split(' '));
const RUNTIME: ReadonlySet<string> = new Set([...CALLS_WITH_ELEMENTS, ...REGISTERS]);

const UNKNOWN = 0;
const NO = 1;
const YES = 2;

export function createCallBoundary(values: Values, factsOf: (api: number) => ApiFacts): CallBoundary {
  const { program, links } = values;
  // What depends on the step alone is found out once.
  const handingBack = new Uint8Array(program.stepCount);
  const mapping = new Uint8Array(program.stepCount);
  const places = new Map<number, ReadonlyMap<ValueId, number>>();
  const given = new Map<ValueId, readonly number[]>();
  const getters = new Map<number, readonly number[]>();
  const isWritten = new Uint8Array(program.stepCount);
  for (let step = 0; step < links.length; step++) {
    const held = links[step];
    for (let at = 0; held !== undefined && at < held.length; at++) if (held[at]?.how === 'implied') isWritten[step] = 1;
  }
  const isShared = program.isShared();
  const parameterOf = new Int32Array(program.valueCount).fill(-1);
  const resultOf = new Int32Array(program.valueCount).fill(-1);
  for (const [index, one] of program.functions.entries()) {
    resultOf[one.result] = index;
    for (const { value } of one.parameters) parameterOf[value] = index;
    if (one.receiver === undefined) continue;
    const isKnown = isShared[one.receiver] === 1 || values.heldReceivers.has(one.receiver);
    if (one.instance !== undefined || !isKnown) parameterOf[one.receiver] = index;
  }

  function placeOf(index: number, parameter: ValueId): number {
    let found = places.get(index);
    if (found === undefined) {
      found = new Map(program.functions[index]?.parameters.map((one, place) => [one.value, place] as const));
      places.set(index, found);
    }
    return found.get(parameter) ?? -1;
  }
  function handsBack(step: number): boolean {
    const call = values.callAt(step);
    if (call === undefined) return false;
    const method = values.methodOf(call);
    if (method !== undefined && GIVES_BACK.has(method)) return true;
    const apis = values.apisOf(call.callee);
    return (
      apis.some((api) => /^(npm|py|node):/u.test(factsOf(api).path)) ||
      (apis.length === 0 && !RUNTIME.has(method ?? ''))
    );
  }
  function maps(step: number): boolean {
    const call = stepAt(values, step);
    return (
      call.is === 'call' &&
      values.methodOf(call) === 'map' &&
      links[step]?.some((one) => one.how === 'callback') === true
    );
  }
  function argumentFor(step: number, index: number, parameter: ValueId): ValueId | undefined {
    const call = values.callAt(step);
    const link = links[step]?.find((one) => one.function === index);
    if (call === undefined || link === undefined || !givesParameters(link)) return undefined;
    if (link.how === 'settle' || link.how === 'refuse' || link.how === 'apply') return undefined;
    const callee = program.functions[index];
    if (callee === undefined) return undefined;
    if (callee.receiver === parameter) {
      // What a constructor fills is what `new` gives.
      return receiverOf(call, link) ?? (link.how === 'construct' ? call.to : undefined);
    }
    const place = placeOf(index, parameter);
    const name = callee.parameters[place]?.name;
    for (const one of call.arguments) if (one.name !== undefined && one.name === name) return one.value;
    return call.arguments[place + skippedBy(link)]?.value;
  }
  function givesBack(step: number, index: number): boolean {
    for (const one of links[step] ?? []) {
      if (one.function === index && one.how !== 'callback') return one.how !== 'write' && one.how !== 'message';
    }
    if (handingBack[step] === UNKNOWN) handingBack[step] = handsBack(step) ? YES : NO;
    return handingBack[step] === YES;
  }
  function findGetters(index: number): number[] {
    const found: number[] = [];
    for (const caller of values.callersOf.get(index) ?? []) {
      const call = values.callAt(caller);
      if (call !== undefined && givesBack(caller, index)) found.push(caller, call.to);
    }
    return found;
  }
  function findGiven(parameter: ValueId): number[] {
    const index = parameterOf[parameter] as number;
    const found: number[] = [];
    for (const caller of values.callersOf.get(index) ?? []) {
      const argument = argumentFor(caller, index, parameter);
      if (argument !== undefined) found.push(caller, argument);
    }
    return found;
  }
  return {
    parameterOf,
    resultOf,
    givesBack,
    gettersOf(index) {
      let found = getters.get(index);
      if (found === undefined) getters.set(index, (found = findGetters(index)));
      return found;
    },
    givesElements(step) {
      if (mapping[step] === UNKNOWN) mapping[step] = maps(step) ? YES : NO;
      return mapping[step] === YES;
    },
    givesText: (step) => isWritten[step] === 1,
    isWide: (step) => isWide(links[step]),
    isGuess: (step, index) => links[step]?.find((one) => one.function === index)?.isGuess === true,
    isCallback: (step, index) => links[step]?.some((one) => one.function === index && one.how === 'callback') === true,
    isOnOutside(step) {
      const call = values.callAt(step);
      const link = links[step]?.[0];
      const receiver = call === undefined || link === undefined ? call?.receiver : receiverOf(call, link);
      return receiver === undefined || !values.isToldApart(receiver);
    },
    instanceOf(value) {
      const made = program.functions[parameterOf[value] as number];
      return made?.receiver === value ? made.instance : undefined;
    },
    isWithin(index, outer) {
      for (let at: number | undefined = index; at !== undefined; at = program.functions[at]?.within) {
        if (at === outer) return true;
      }
      return false;
    },
    argumentFor,
    givenFor(parameter) {
      let found = given.get(parameter);
      if (found === undefined) given.set(parameter, (found = findGiven(parameter)));
      return found;
    },
  };
}
