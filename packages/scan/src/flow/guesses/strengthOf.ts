import type { CallIr, StepIr, ValueId } from '../../ir/moduleIr.ts';
import { STEP_KIND } from '../../ir/stepKind.ts';
import { USE_ROLE } from '../../ir/useRole.ts';
import type { ApiFacts } from '../catalog/apiFacts.ts';
import { ASKS, FILLS } from '../catalog/guessCatalog.ts';
import { API, CLASS, CONSTANT, FUNCTION, indexOf, kindOf } from '../values/denotations.ts';
import { PUTS } from '../values/knownCalls.ts';
import type { Values } from '../values/values.ts';

/** How hard a value is to guess for somebody who has read the package: a constant or a clock, who knows what, real randomness. */
export const WEAK = 0;
export const UNKNOWN = 1;
export const STRONG = 2;
export type Strength = typeof WEAK | typeof UNKNOWN | typeof STRONG;

/** What a value is made of, where it is looked at beside one that can be guessed. */
export interface Strengths {
  of(value: ValueId): Strength;
  /** The same, leaving out of account what is made of another value. */
  besides(value: ValueId, other: ValueId): Strength;
  /** What was put into it, or made of it and kept in its place: of that alone. */
  inside(value: ValueId): Strength;
  /** What a function gives, but for what it is given. */
  ofResult(index: number): Strength;
}

const MOST_HOLDERS = 6;
const MOST_CALLERS = 24;
const DEEPEST = 40;
/** So many values are looked at for one question, and for all of a package; of what is further nothing is known. */
const MOST_ASKED = 300;
const MOST_IN_ALL = 15_000;
/** What the runtime knows of numbers and of itself. */
const KNOWN =
  /^(?:global:(?:Math|Number|BigInt|String|Array|Object|undefined|Buffer|\w*Array|DataView|JSON)|node:buffer|py:(?:math|struct|string|base64|binascii|json))\b/u;

/**
 * Goes backwards from a value through everything that it is made of. What is put together is as hard to guess as its hardest
 * part; of what may be one or the other the easiest counts, for nobody says that the other is taken.
 */
export function createStrengths(values: Values, factsOf: (api: number) => ApiFacts): Strengths {
  const { program, sets } = values;
  const known = new Map<ValueId, Strength>();
  const insideOf = new Map<ValueId, Strength>();
  const open = new Set<ValueId>();
  const parameters = new Map<ValueId, number>();
  for (const [index, { parameters: all, receiver }] of program.functions.entries()) {
    for (const { value } of all) parameters.set(value, index);
    if (receiver !== undefined) parameters.set(receiver, index);
  }
  /** Functions whose parameters are left out of account: their calls are looked at instead. */
  const called: number[] = [];
  let asked = 0;
  let inAll = 0;
  return {
    of: (value) => begin(() => of(value)),
    besides: (value, other) => begin(() => besides(value, other)),
    inside: (value) => insideOf.get(value) ?? begin(() => inside(value)),
    ofResult: (index) => begin(() => ofResult(index)),
  };

  function begin(ask: () => Strength): Strength {
    asked = 0;
    return ask();
  }
  function hasNoRoom(): boolean {
    return asked > MOST_ASKED || inAll > MOST_IN_ALL;
  }

  function of(value: ValueId): Strength {
    const found = known.get(value);
    if (found !== undefined) return found;
    // What is made of itself is as hard to guess as the rest of it.
    if (open.has(value)) return WEAK;
    asked++;
    inAll++;
    if (open.size > DEEPEST || hasNoRoom()) return UNKNOWN;
    open.add(value);
    const made = harder(makersOf(value), inside(value));
    open.delete(value);
    // What rests on something that is being looked at is not known for good.
    if (open.size === 0) known.set(value, made);
    return made;
  }
  function besides(value: ValueId, other: ValueId): Strength {
    open.add(other);
    const found = of(value);
    open.delete(other);
    return found;
  }
  function makersOf(value: ValueId): Strength {
    const owner = parameters.get(value);
    if (owner !== undefined) return called.includes(owner) ? WEAK : given(value, owner);
    const { offsets, items } = program.makes;
    const start = offsets[value] as number;
    const end = offsets[value + 1] as number;
    if (start === end) return isWritten(value) ? WEAK : UNKNOWN;
    let easiest: Strength = STRONG;
    let isAny = false;
    for (let at = start; at < end; at++) {
      const step = program.step(items[at] as number);
      // A variable that begins as nothing.
      if (end - start > 1 && isNothing(step)) continue;
      isAny = true;
      easiest = Math.min(easiest, madeBy(step, items[at] as number)) as Strength;
    }
    return isAny ? easiest : WEAK;
  }
  function isNothing(step: StepIr): boolean {
    if (step.is === 'constant') return true;
    if (step.is !== 'copy') return false;
    const all = sets.of(step.from);
    return all.length > 0 && all.every((one) => kindOf(one) === CONSTANT);
  }
  /** A literal, a function or a class. */
  function isWritten(value: ValueId): boolean {
    if (program.valueIr(value)?.kind === 'expression' || values.constantsOf(value).length > 0) return true;
    const all = sets.of(value);
    return all.length > 0 && all.every((one) => kindOf(one) === FUNCTION || kindOf(one) === CLASS);
  }
  function madeBy(step: StepIr, index: number): Strength {
    switch (step.is) {
      case 'copy':
        return of(step.from);
      case 'join':
        return hardest(step.parts);
      case 'compute':
        return hardest(step.from);
      case 'load':
        return loaded(step);
      case 'call':
        return answered(step, index);
      case 'global':
      case 'import':
        return outside(step.to);
      default:
        return WEAK;
    }
  }
  function hardest(all: readonly ValueId[]): Strength {
    let most: Strength = WEAK;
    for (const one of all) {
      most = harder(most, of(one));
      if (most === STRONG) break;
    }
    return most;
  }
  function outside(value: ValueId): Strength {
    const apis = values.apisOf(value).map((api) => factsOf(api));
    if (apis.some(({ isStrong }) => isStrong)) return STRONG;
    return apis.some(({ path, guessable }) => guessable !== undefined || KNOWN.test(path)) ? WEAK : UNKNOWN;
  }
  function loaded(step: StepIr & { is: 'load' }): Strength {
    const paths = values.apisOf(step.to).map((api) => factsOf(api).path);
    if (paths.length > 0) return paths.some((one) => one.includes('(')) ? of(step.from) : outside(step.to);
    const holders = values.holdersOf(step.from);
    const cells =
      holders.length > MOST_HOLDERS
        ? []
        : holders.flatMap((holder) =>
            values.keysOf(step.key).flatMap((key) => [...sets.sourcesOf(sets.cell(holder, key))]),
          );
    const stored = cells.filter((one) => one < program.valueCount);
    if (stored.length > 0) return stored.map((one) => of(one)).reduce((a, b) => Math.min(a, b) as Strength, STRONG);
    return values.constantsOf(step.to).length > 0 ? WEAK : of(step.from);
  }
  function answered(call: CallIr, index: number): Strength {
    const facts = values.apisOf(call.callee).map((api) => factsOf(api));
    if (facts.some(({ isStrong }) => isStrong)) return STRONG;
    const arguments_ = call.arguments.map(({ value }) => argument(value));
    let most = arguments_.reduce<Strength>(harder, WEAK);
    const links = (values.links[index] ?? []).filter(({ how }) => how !== 'callback' && how !== 'settle');
    if (links.length > 0) {
      for (const { function: one, how, isGuess } of links) {
        if (how !== 'construct' && !isGuess) most = harder(most, ofResult(one));
      }
      return call.receiver === undefined || most === STRONG ? most : harder(most, inside(call.receiver));
    }
    if (call.receiver !== undefined && !isOutside(call.receiver)) most = harder(most, of(call.receiver));
    if (facts.length === 0) return call.receiver === undefined ? harder(most, UNKNOWN) : most;
    if (facts.some(({ guessable }) => guessable !== undefined)) return most;
    const isAsked = facts.some(
      (one) => ASKS.test(one.path) || one.isDownload || one.readsFile || one.origin !== undefined,
    );
    return isAsked ? harder(most, UNKNOWN) : most;
  }
  /** A function that is handed over counts for what it gives. */
  function argument(value: ValueId): Strength {
    let most: Strength = WEAK;
    let isFunction = false;
    for (const one of sets.of(value)) {
      if (kindOf(one) !== FUNCTION) continue;
      isFunction = true;
      most = harder(most, ofResult(indexOf(one)));
    }
    return isFunction ? most : of(value);
  }
  function ofResult(index: number): Strength {
    const result = program.functions[index]?.result;
    if (result === undefined || called.includes(index)) return WEAK;
    called.push(index);
    const found = of(result);
    called.pop();
    return found;
  }
  function given(value: ValueId, owner: number): Strength {
    const callers = values.callersOf.get(owner) ?? [];
    if (callers.length === 0) return UNKNOWN;
    let easiest: Strength = STRONG;
    for (const caller of callers.slice(0, MOST_CALLERS)) {
      const call = values.callAt(caller);
      const link = values.links[caller]?.find((one) => one.function === owner);
      if (call === undefined || link === undefined) continue;
      if (link.how === 'callback') {
        easiest = Math.min(easiest, call.receiver === undefined ? UNKNOWN : of(call.receiver)) as Strength;
        continue;
      }
      const callee = program.functions[owner];
      const place = callee?.parameters.findIndex((one) => one.value === value) ?? -1;
      const skip = link.how === 'call' || link.how === 'apply' ? 1 : 0;
      const name = callee?.parameters[place]?.name;
      const found =
        place < 0
          ? call.receiver
          : (call.arguments.find((one) => one.name !== undefined && one.name === name)?.value ??
            call.arguments[place + skip]?.value);
      easiest = Math.min(easiest, found === undefined ? WEAK : of(found)) as Strength;
    }
    return easiest;
  }
  function inside(value: ValueId): Strength {
    const found = insideOf.get(value);
    if (found !== undefined) return found;
    if (hasNoRoom()) return UNKNOWN;
    insideOf.set(value, WEAK);
    let most = harder(putInto(value), madeOfItself(value) ? STRONG : WEAK);
    if (!program.namespaces.has(value) && !values.instances.has(value)) {
      const holders = values.holdersOf(value);
      for (const holder of holders.length > MOST_HOLDERS ? [] : holders) {
        if (holder >= program.valueCount || values.instances.has(holder) || program.namespaces.has(holder)) continue;
        if (holder !== value) most = harder(most, putInto(holder));
        for (const node of sets.nodesOf(holder)) {
          if (most === STRONG || hasNoRoom()) break;
          for (const one of sets.sourcesOf(node))
            if (one < program.valueCount && most !== STRONG) most = harder(most, of(one));
        }
      }
    }
    if (open.size > 0) insideOf.delete(value);
    else insideOf.set(value, most);
    return most;
  }
  /** By methods that put something into it, by assignment, and by what fills it. */
  function putInto(value: ValueId): Strength {
    let most: Strength = WEAK;
    const { offsets, items, roles } = program.uses;
    for (let at = offsets[value] as number; at < (offsets[value + 1] as number) && most !== STRONG; at++) {
      const index = items[at] as number;
      const role = roles[at];
      if (role === USE_ROLE.storedInto) {
        const step = program.step(index);
        if (step.is === 'store') most = harder(most, of(step.from));
      } else if (role === USE_ROLE.argument && program.kinds[index] === STEP_KIND.call) {
        const call = program.step(index) as CallIr;
        if (values.apisOf(call.callee).some((api) => FILLS.test(factsOf(api).path))) most = STRONG;
      } else if (role === USE_ROLE.receiver) {
        const call = program.step(index) as CallIr;
        const method = values.methodOf(call);
        if (method === undefined || !PUTS.has(method) || (values.links[index] ?? []).length > 0) continue;
        most = harder(most, hardest(call.arguments.map((one) => one.value)));
      }
    }
    return most;
  }
  /** `seed = mix(seed, randomBytes(32))`: a variable that takes the place of what it was. */
  function madeOfItself(value: ValueId): boolean {
    const { offsets, items } = program.makes;
    if ((offsets[value + 1] as number) - (offsets[value] as number) < 2) return false;
    for (let at = offsets[value] as number; at < (offsets[value + 1] as number); at++) {
      const index = items[at] as number;
      const step = program.step(index);
      if (isNothing(step) || !comesFrom(step, value)) continue;
      const isOpen = open.has(value);
      open.add(value);
      const made = madeBy(step, index);
      if (!isOpen) open.delete(value);
      if (made === STRONG) return true;
    }
    return false;
  }
  /** Whether a step, or one of those before it in its function, reads a value. */
  function comesFrom(step: StepIr, value: ValueId): boolean {
    const seen = new Set<ValueId>();
    const waiting = readsOf(step);
    for (let at = 0; at < waiting.length && seen.size < DEEPEST; at++) {
      const one = waiting[at] as ValueId;
      if (one === value) return true;
      if (seen.has(one)) continue;
      seen.add(one);
      const { offsets, items } = program.makes;
      for (let made = offsets[one] as number; made < (offsets[one + 1] as number); made++)
        waiting.push(...readsOf(program.step(items[made] as number)));
    }
    return false;
  }
  function readsOf(step: StepIr): ValueId[] {
    switch (step.is) {
      case 'copy':
        return [step.from];
      case 'join':
        return [...step.parts];
      case 'compute':
        return [...step.from];
      case 'load':
        return [step.from];
      case 'call':
        return [...(step.receiver === undefined ? [] : [step.receiver]), ...step.arguments.map((one) => one.value)];
      default:
        return [];
    }
  }
  /** A module or global as such: what is not made of anything. */
  function isOutside(value: ValueId): boolean {
    const all = sets.of(value);
    return (
      all.length > 0 &&
      all.every((one) => kindOf(one) === API) &&
      all.some((one) => !values.denotations.apis.text(indexOf(one)).includes('('))
    );
  }
}

export function harder(one: Strength, other: Strength): Strength {
  return one > other ? one : other;
}
