import type { ValueId } from '../../ir/moduleIr.ts';
import type { ApiFacts } from '../catalog/apiFacts.ts';
import { CALLS_WITH_ELEMENTS, REGISTERS } from '../values/knownCalls.ts';
import type { Values } from '../values/valueAnalysis.ts';
import { stepAt } from './taintContext.ts';
import { isWide } from './transferCall.ts';

/** What comes out of a function into those who call it. */
export interface CallBoundary {
  /** Function that a value is a parameter of, or a receiver that is no known object; -1 for all others. */
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
  /** Whether a call may mean so many functions that it is as good as a guess at each of them. */
  isWide(step: number): boolean;
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
  const handingBack = new Uint8Array(program.steps.length);
  const mapping = new Uint8Array(program.steps.length);
  const places = new Map<number, ReadonlyMap<ValueId, number>>();
  const given = new Map<ValueId, readonly number[]>();
  const getters = new Map<number, readonly number[]>();
  const parameterOf = new Int32Array(program.valueCount).fill(-1);
  const resultOf = new Int32Array(program.valueCount).fill(-1);
  for (const [index, one] of program.functions.entries()) {
    resultOf[one.result] = index;
    for (const { value } of one.parameters) parameterOf[value] = index;
    if (one.receiver === undefined || program.isShared[one.receiver] === 1) continue;
    if (!values.heldReceivers.has(one.receiver)) parameterOf[one.receiver] = index;
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
    const call = stepAt(values, step);
    if (call.is !== 'call') return false;
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
    const call = stepAt(values, step);
    if (call.is !== 'call') return undefined;
    const how = links[step]?.find((one) => one.function === index)?.how;
    if (how === undefined || how === 'callback' || how === 'settle' || how === 'apply') return undefined;
    const skip = how === 'call' ? 1 : 0;
    const callee = program.functions[index];
    if (callee === undefined) return undefined;
    if (callee.receiver === parameter) return skip === 1 ? call.arguments[0]?.value : call.receiver;
    const place = placeOf(index, parameter);
    const name = callee.parameters[place]?.name;
    for (const one of call.arguments) if (one.name !== undefined && one.name === name) return one.value;
    return call.arguments[place + skip]?.value;
  }
  function givesBack(step: number, index: number): boolean {
    for (const one of links[step] ?? []) if (one.function === index && one.how !== 'callback') return true;
    if (handingBack[step] === UNKNOWN) handingBack[step] = handsBack(step) ? YES : NO;
    return handingBack[step] === YES;
  }
  function findGetters(index: number): number[] {
    const found: number[] = [];
    for (const caller of values.callersOf.get(index) ?? []) {
      const call = stepAt(values, caller);
      if (call.is === 'call' && givesBack(caller, index)) found.push(caller, call.to);
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
    isWide: (step) => isWide(links[step]),
    argumentFor,
    givenFor(parameter) {
      let found = given.get(parameter);
      if (found === undefined) given.set(parameter, (found = findGiven(parameter)));
      return found;
    },
  };
}
