import type { CallIr, ValueId } from '../../ir/moduleIr.ts';
import { type ApiTraits, REFUSED_BY, SETTLED } from './apiTraits.ts';
import type { CallLink } from './callLink.ts';
import { API, CLASS, denote, FUNCTION, indexOf, kindOf } from './denotations.ts';
import { ofKind } from './readValues.ts';
import type { ValuesSoFar } from './values.ts';

/** What no function of the package takes may call the functions it is given, and may give them back. */
export type HandOver = (call: CallIr, step: number) => void;

export function createHandOver(
  { program, denotations, sets }: ValuesSoFar,
  traitsOf: (api: number) => ApiTraits,
  link: (call: CallIr, step: number, made: CallLink) => boolean,
): HandOver {
  return handOver;

  /** Functions of the runtime that do not call what they are given. */
  function callsNothing(callee: ValueId): boolean {
    const size = sets.sizeOf(callee);
    for (let place = 0; place < size; place++) {
      const one = sets.at(callee, place);
      if (kindOf(one) !== API || !traitsOf(indexOf(one)).callsNothing) return false;
    }
    return size > 0;
  }
  function isGivenCode(call: CallIr): boolean {
    for (const { value } of call.arguments) {
      for (let place = sets.sizeOf(value) - 1; place >= 0; place--) {
        const kind = kindOf(sets.at(value, place));
        if (kind === FUNCTION || kind === CLASS) return true;
      }
    }
    return false;
  }
  /** `promisify(exec)` */
  function wrapOutside({ callee, arguments: [given], to }: CallIr): void {
    if (given === undefined) return;
    for (let place = 0; place < sets.sizeOf(callee); place++) {
      const one = sets.at(callee, place);
      if (kindOf(one) !== API || !traitsOf(indexOf(one)).wrapsOutside) continue;
      for (const wrapped of ofKind(sets, given.value, API)) sets.add(to, denote(API, wrapped));
    }
  }
  function handOver(call: CallIr, step: number): void {
    wrapOutside(call);
    if (!isGivenCode(call) || callsNothing(call.callee)) return;
    const outside = sets.of(call.callee).find((one) => kindOf(one) === API);
    const traits = outside === undefined ? undefined : traitsOf(indexOf(outside));
    for (const argument of call.arguments) {
      for (let place = 0; place < sets.sizeOf(argument.value); place++) {
        const denotation = sets.at(argument.value, place);
        const index = indexOf(denotation);
        if (kindOf(denotation) === CLASS && traits !== undefined) sets.add(call.to, denotation);
        if (kindOf(denotation) !== FUNCTION) continue;
        link(call, step, { function: index, how: 'callback', isGuess: false });
        if (outside === undefined || traits === undefined) continue;
        // `promisify(f)`, a decorator.
        if (traits.wraps) sets.add(call.to, denotation);
        const parameters = program.functions[index]?.parameters ?? [];
        if (traits.isPromise) {
          const [resolve, reject] = parameters;
          if (resolve !== undefined) sets.add(resolve.value, denotations.api(SETTLED + String(call.to)));
          if (reject !== undefined) sets.add(reject.value, denotations.api(REFUSED_BY + String(call.to)));
          continue;
        }
        if (!traits.tells) continue;
        const result = denote(API, denotations.apis.call(indexOf(outside)));
        for (const parameter of parameters) sets.add(parameter.value, result);
      }
    }
  }
}
