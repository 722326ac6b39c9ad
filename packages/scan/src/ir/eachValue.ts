import type { Key, StepIr, ValueId } from './moduleIr.ts';

/** Visits every value that a step names, as often as it names it. */
export function eachValue(step: StepIr, visit: (value: ValueId) => void): void {
  switch (step.is) {
    case 'constant':
    case 'global':
    case 'fresh':
    case 'function':
    case 'class':
      return visit(step.to);
    case 'copy':
    case 'await':
      visit(step.from);
      return visit(step.to);
    case 'join':
      step.parts.forEach(visit);
      return visit(step.to);
    case 'compute':
    case 'test':
      step.from.forEach(visit);
      return visit(step.to);
    case 'load':
      visit(step.from);
      visitKey(step.key, visit);
      return visit(step.to);
    case 'store':
      visit(step.into);
      visitKey(step.key, visit);
      return visit(step.from);
    case 'import':
      if (typeof step.specifier !== 'string') visit(step.specifier.value);
      return visit(step.to);
    case 'call':
      visit(step.callee);
      if (step.receiver !== undefined) visit(step.receiver);
      for (const { value } of step.arguments) visit(value);
      return visit(step.to);
  }
}

function visitKey(key: Key, visit: (value: ValueId) => void): void {
  if (typeof key !== 'string') visit(key.value);
}
