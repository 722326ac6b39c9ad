import type { CallIr, ValueId } from '../../ir/moduleIr.ts';
import { firstMakerOf } from '../program/firstMakerOf.ts';
import { NAME } from '../program/memberNames.ts';
import { denote, OBJECT } from './denotations.ts';
import { functionsGiven } from './functionsGiven.ts';
import { CALLS_WITH_ELEMENTS, CALLS_WITH_WHOLE, GIVES_ELEMENT, GIVES_ELEMENTS, PUTS } from './knownCalls.ts';
import type { ValuesSoFar } from './values.ts';

const ACTS: ReadonlySet<string> = new Set([
  ...PUTS,
  ...GIVES_ELEMENT,
  ...GIVES_ELEMENTS,
  ...CALLS_WITH_ELEMENTS,
  ...CALLS_WITH_WHOLE,
]);

/** What a call of one of the runtime's methods does to the lists, sets, maps and promises that it is called on. */
export type ContainerCall = (call: CallIr, method: string, receiver: ValueId) => void;

export function createContainerCall(values: ValuesSoFar): ContainerCall {
  const { program, sets } = values;
  return (call, method, receiver) => {
    if (!ACTS.has(method)) return;
    const holders = values.holdersOf(receiver).filter(isContainer);
    for (const holder of holders) {
      if (PUTS.has(method)) {
        const skip = method === 'set' || method === 'setdefault' ? 1 : 0;
        for (const argument of call.arguments.slice(skip)) sets.link(argument.value, sets.cellOf(holder, NAME.every));
      }
      if (GIVES_ELEMENT.has(method)) sets.readOf(holder, NAME.every, call.to);
      if (CALLS_WITH_ELEMENTS.has(method)) {
        for (const index of functionsGiven(sets, call)) {
          const parameter = program.functions[index]?.parameters[method.startsWith('reduce') ? 1 : 0];
          if (parameter !== undefined) sets.readOf(holder, NAME.every, parameter.value);
        }
      }
    }
    if (GIVES_ELEMENTS.has(method)) for (const holder of holders) sets.add(call.to, denote(OBJECT, holder));
    if (CALLS_WITH_WHOLE.has(method)) {
      for (const index of functionsGiven(sets, call)) {
        const parameter = program.functions[index]?.parameters[0];
        if (parameter !== undefined) sets.link(receiver, parameter.value);
      }
      sets.link(receiver, call.to);
    }
  };

  /** Lists, sets and maps: the runtime's methods work on them, and on no object with methods of its own. */
  function isContainer(holder: ValueId): boolean {
    const made = firstMakerOf(program, holder);
    if (made === undefined || made.is === 'store' || made.to !== holder) return false;
    if (made.is === 'fresh')
      return made.what === 'list' || program.modules[program.moduleOf(holder)]?.language === 'python';
    return made.is === 'call';
  }
}
