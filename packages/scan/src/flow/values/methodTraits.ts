import type { MemberNames } from '../program/memberNames.ts';
import { FOLDED_METHODS } from './foldConstants.ts';
import {
  CALLS_WITH_ELEMENTS,
  CALLS_WITH_WHOLE,
  GIVES_ELEMENT,
  GIVES_ELEMENTS,
  KNOWN_METHODS,
  PUTS,
  REGISTERS,
} from './knownCalls.ts';
import { DEFINES_ACCESSOR } from './reflection.ts';

/** What a method of the languages' own containers, strings and functions does with values. */
export interface MethodTraits {
  readonly name: string;
  /** Whether any of the below is so. */
  readonly isKnown: boolean;
  /** Calls the function that it is called on, or gives one that does. */
  readonly isOfFunctions: boolean;
  readonly puts: boolean;
  readonly givesElement: boolean;
  readonly givesElements: boolean;
  readonly callsWithElements: boolean;
  readonly callsWithWhole: boolean;
  readonly registers: boolean;
  readonly folds: boolean;
  readonly definesAccessor: boolean;
}

/** Traits of methods by the numbers of their names: looked up once for each name, not for each call. */
export function createMethodTraits(names: MemberNames): (name: number) => MethodTraits {
  const known: (MethodTraits | undefined)[] = [];
  return (name) => {
    while (known.length <= name) known.push(undefined);
    return (known[name] ??= traitsOf(names.textOf(name)));
  };
}

function traitsOf(name: string): MethodTraits {
  return {
    name,
    isKnown: KNOWN_METHODS.has(name) || DEFINES_ACCESSOR.has(name),
    isOfFunctions: name === 'call' || name === 'apply' || name === 'bind',
    puts: PUTS.has(name),
    givesElement: GIVES_ELEMENT.has(name),
    givesElements: GIVES_ELEMENTS.has(name),
    callsWithElements: CALLS_WITH_ELEMENTS.has(name),
    callsWithWhole: CALLS_WITH_WHOLE.has(name),
    registers: REGISTERS.has(name),
    folds: FOLDED_METHODS.has(name),
    definesAccessor: DEFINES_ACCESSOR.has(name),
  };
}
