import { mapValues } from '../ir/mapValues.ts';
import type { Key, StepIr, ValueId } from '../ir/moduleIr.ts';

export interface SimplerSteps {
  readonly steps: readonly StepIr[];
  /** The value that one has become, itself where it is still there. */
  valueOf(value: ValueId): ValueId;
}

interface Question {
  /** Whether the steps may do without a value. */
  isOwn(value: ValueId): boolean;
  /** Whether an object is used in these steps alone, so that what is read from it under a name is what was put there. */
  isPrivate(value: ValueId): boolean;
}

/**
 * The same steps with fewer values, for steps that will be copied many times: a value that is only ever what another is
 * becomes that one.
 */
export function simplerSteps(given: readonly StepIr[], question: Question): SimplerSteps {
  const became = new Map<ValueId, ValueId>();
  const valueOf = (value: ValueId): ValueId => {
    let at = value;
    for (let next = became.get(at); next !== undefined; next = became.get(at)) at = next;
    return at;
  };
  let steps = given;
  for (let same = sameValues(steps, question); same !== undefined; same = sameValues(steps, question)) {
    became.set(...same);
    steps = withoutRepeats(steps.map((step) => mapValues(step, valueOf)));
  }
  return { steps: steps.filter((step) => !isIdle(step, steps, question)), valueOf };
}

/** What does nothing for what these steps are copied for. */
function isIdle(step: StepIr, steps: readonly StepIr[], { isPrivate }: Question): boolean {
  if (step.is === 'test') return true;
  if (step.is === 'store') return isPrivate(step.into);
  if (step.is !== 'load' || !isPrivate(step.from)) return false;
  // What was read there is by now what was put there.
  return steps.every((one) => one.is !== 'store' || one.into !== step.from || one.from === step.to);
}

/** A value that is to become another, and that other. */
function sameValues(steps: readonly StepIr[], { isOwn, isPrivate }: Question): [ValueId, ValueId] | undefined {
  const makers = new Map<ValueId, number>();
  for (const step of steps) if (step.is !== 'store') makers.set(step.to, (makers.get(step.to) ?? 0) + 1);
  const isFree = (value: ValueId): boolean => isOwn(value) && makers.get(value) === 1;
  for (const step of steps) {
    if (step.is === 'copy' && isFree(step.to)) return [step.to, step.from];
    if (step.is !== 'load' || !isFree(step.to)) continue;
    for (const other of steps) {
      if (other.is === 'load' && other.to !== step.to && other.from === step.from && isFree(other.to))
        if (isSame(other.key, step.key)) return [step.to, other.to];
    }
    if (!isPrivate(step.from)) continue;
    const [store, second] = steps.filter((one) => one.is === 'store' && one.into === step.from);
    if (store?.is === 'store' && second === undefined && isSame(store.key, step.key)) return [step.to, store.from];
  }
  return undefined;
}

function withoutRepeats(steps: readonly StepIr[]): StepIr[] {
  const seen = new Set<string>();
  return steps.filter((step) => {
    if (step.is === 'call') return true;
    if (step.is === 'copy' && step.from === step.to) return false;
    const text = JSON.stringify(step.is === 'load' ? { ...step, span: undefined } : step);
    return !seen.has(text) && seen.add(text);
  });
}

function isSame(one: Key, other: Key): boolean {
  return typeof one === 'string' || typeof other === 'string' ? one === other : one.value === other.value;
}
