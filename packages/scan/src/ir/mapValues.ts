import type { ArgumentIr, Key, StepIr, ValueId } from './moduleIr.ts';

/** The same step between other values. What it names beside values (functions, classes, constants) stays. */
export function mapValues(step: StepIr, to: (value: ValueId) => ValueId): StepIr {
  const key = (one: Key): Key => (typeof one === 'string' ? one : { value: to(one.value) });
  const argument = (one: ArgumentIr): ArgumentIr => ({ ...one, value: to(one.value) });
  switch (step.is) {
    case 'constant':
    case 'global':
    case 'fresh':
    case 'function':
    case 'class':
      return { ...step, to: to(step.to) };
    case 'copy':
    case 'await':
      return { ...step, from: to(step.from), to: to(step.to) };
    case 'join':
      return { ...step, parts: step.parts.map(to), to: to(step.to) };
    case 'compute':
    case 'test':
      return { ...step, from: step.from.map(to), to: to(step.to) };
    case 'load':
      return { ...step, from: to(step.from), key: key(step.key), to: to(step.to) };
    case 'store':
      return { ...step, into: to(step.into), key: key(step.key), from: to(step.from) };
    case 'import':
      return {
        ...step,
        to: to(step.to),
        specifier: typeof step.specifier === 'string' ? step.specifier : { value: to(step.specifier.value) },
      };
    case 'call':
      return {
        ...step,
        callee: to(step.callee),
        receiver: step.receiver === undefined ? undefined : to(step.receiver),
        arguments: step.arguments.map(argument),
        to: to(step.to),
      };
  }
}
