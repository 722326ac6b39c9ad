import type { MemberNames } from '../program/memberNames.ts';
import { CALLS_WITH_ELEMENTS, CALLS_WITH_WHOLE, EMITS, GIVES_ELEMENT, GIVES_ELEMENTS, PUTS } from './knownCalls.ts';

/** What a method of the runtime's containers does with its receiver, as a small number. */
export const RECEIVER = {
  /** Nothing that is known. */
  unknown: 0,
  /** Gives it, and calls what it is given with it. */
  whole: 1,
  /** Calls what it is given with the elements, and gives what that gives. */
  elementsInto: 2,
  /** Calls what it is given with the elements, and gives one. */
  finds: 3,
  /** Calls what it is given with the elements, and gives the same or some of them. */
  elementsThrough: 4,
  givesElements: 5,
  givesElement: 6,
} as const;

/** What a method does, by its name. */
export interface MethodRule {
  /** One of `RECEIVER`. */
  readonly receiver: number;
  /** Keeps what it is given, or hands it to what is registered. */
  readonly takes: boolean;
}

/** Rules of methods by the numbers of their names, each looked up once. */
export function createMethodRules(names: MemberNames): (name: number) => MethodRule {
  const known: (MethodRule | undefined)[] = [];
  return (name) => (known[name] ??= ruleOf(names.textOf(name)));
}

function ruleOf(method: string): MethodRule {
  return { receiver: receiverRule(method), takes: EMITS.has(method) || PUTS.has(method) };
}

function receiverRule(method: string): number {
  if (CALLS_WITH_WHOLE.has(method)) return RECEIVER.whole;
  if (CALLS_WITH_ELEMENTS.has(method)) {
    if (method.startsWith('map') || method === 'forEach') return RECEIVER.elementsInto;
    return method === 'find' ? RECEIVER.finds : RECEIVER.elementsThrough;
  }
  if (GIVES_ELEMENTS.has(method)) return RECEIVER.givesElements;
  return GIVES_ELEMENT.has(method) ? RECEIVER.givesElement : RECEIVER.unknown;
}
