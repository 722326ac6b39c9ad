import type { CallIr, StepIr, ValueId } from '../../ir/moduleIr.ts';
import type { ApiFacts } from '../catalog/apiFacts.ts';
import { type FarEnd, type FlowRules, PASSES, PASSES_NOT, PASSES_PERHAPS, type Passing } from '../taint/flowRules.ts';
import { API, indexOf, kindOf } from '../values/denotations.ts';
import type { Values } from '../values/values.ts';
import type { BehindMakings } from './behindMakings.ts';
import type { KeyMakings } from './keyMakings.ts';
import { harder, STRONG, type Strength, type Strengths, UNKNOWN, WEAK } from './strengthOf.ts';

const NONE: readonly FarEnd[] = [];

/**
 * What stops something that can be guessed: real randomness that it is put together with. With what nobody here knows, which
 * may be secret, it goes on as a guess.
 */
export function createGuessRules(
  values: Values,
  factsOf: (api: number) => ApiFacts,
  strengths: Strengths,
  { asked, options }: KeyMakings,
  behind: BehindMakings,
): FlowRules {
  const { program } = values;
  const known = new Map<ValueId, boolean>();
  const ends = new Map<ValueId, FarEnd[]>();
  for (const { function: index, step, api } of asked) {
    const one = program.functions[index];
    addEnd(one?.result, { step, api, isOfElements: false });
    // What it is asked to fill.
    addEnd(one?.parameters[0]?.value, { step, api, isOfElements: true });
  }
  return {
    mayHold: (value) => behind.values.has(value) || isObjectBehind(value),
    passes: (value, step, index) => passingOf(harder(strengths.inside(value), besides(value, step, index))),
    endsAt: (value) => ends.get(value) ?? NONE,
  };

  /** Whether a value is a name of an object that keys may be made of. */
  function isObjectBehind(value: ValueId): boolean {
    let found = known.get(value);
    if (found === undefined)
      known.set(
        value,
        (found = [value, ...values.holdersOf(value)].some((one) => behind.objects.has(one) || options.has(one))),
      );
    return found;
  }
  function addEnd(value: ValueId | undefined, end: FarEnd): void {
    const known = value === undefined ? undefined : ends.get(value);
    if (known !== undefined) known.push(end);
    else if (value !== undefined) ends.set(value, [end]);
  }

  /** What else goes into what the step makes of the value. */
  function besides(value: ValueId, step: StepIr, index: number): Strength {
    switch (step.is) {
      case 'join':
        return hardest(step.parts, value);
      case 'compute':
        return hardest(step.from, value);
      case 'load':
        // One of some that nobody here knows, and those may be keys.
        return typeof step.key !== 'string' && step.key.value === value && strengths.of(step.from) !== WEAK
          ? STRONG
          : WEAK;
      case 'call':
        return ofCall(value, step, index);
      default:
        return WEAK;
    }
  }
  function ofCall(value: ValueId, call: CallIr, index: number): Strength {
    const isInside = (values.links[index] ?? []).some(({ how, isGuess }) => how !== 'callback' && !isGuess);
    if (isInside || values.apisOf(call.callee).some((api) => factsOf(api).sink?.kind === 'key')) return WEAK;
    const given = hardest(
      call.arguments.map((one) => one.value),
      value,
    );
    return call.receiver === undefined || call.receiver === value || isOutside(call.receiver)
      ? given
      : harder(given, strengths.besides(call.receiver, value));
  }
  function hardest(all: readonly ValueId[], value: ValueId): Strength {
    let most: Strength = WEAK;
    for (const one of all) if (one !== value && most !== STRONG) most = harder(most, strengths.besides(one, value));
    return most;
  }
  function isOutside(value: ValueId): boolean {
    const all = values.sets.of(value);
    return (
      all.length > 0 &&
      all.every((one) => kindOf(one) === API && !values.denotations.apis.text(indexOf(one)).includes('('))
    );
  }
}

function passingOf(strength: Strength): Passing {
  return strength === STRONG ? PASSES_NOT : strength === UNKNOWN ? PASSES_PERHAPS : PASSES;
}
