import type { CallIr, ValueId } from '../../ir/moduleIr.ts';
import { firstMakerOf } from '../program/firstMakerOf.ts';
import { NAME } from '../program/memberNames.ts';
import { denote, OBJECT } from './denotations.ts';
import { functionsGiven } from './functionsGiven.ts';
import type { MethodTraits } from './methodTraits.ts';
import type { ValuesSoFar } from './values.ts';

/** What a call of one of the runtime's methods does to the lists, sets, maps and promises that it is called on. */
export type ContainerCall = (call: CallIr, method: MethodTraits, receiver: ValueId) => void;

export function createContainerCall(values: ValuesSoFar): ContainerCall {
  const { program, sets } = values;
  return (call, method, receiver) => {
    const { puts, givesElement, givesElements, callsWithElements, callsWithWhole } = method;
    if (!(puts || givesElement || givesElements || callsWithElements || callsWithWhole)) return;
    for (const holder of values.holdersOf(receiver)) {
      if (!isContainer(holder)) continue;
      if (puts) {
        const skip = method.name === 'set' || method.name === 'setdefault' ? 1 : 0;
        for (const argument of call.arguments.slice(skip)) sets.link(argument.value, sets.cellOf(holder, NAME.every));
      }
      if (givesElement) sets.readOf(holder, NAME.every, call.to);
      if (callsWithElements) {
        for (const index of functionsGiven(sets, call)) {
          const parameter = program.functions[index]?.parameters[method.name.startsWith('reduce') ? 1 : 0];
          if (parameter !== undefined) sets.readOf(holder, NAME.every, parameter.value);
        }
      }
      if (givesElements) sets.add(call.to, denote(OBJECT, holder));
    }
    if (callsWithWhole) {
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
