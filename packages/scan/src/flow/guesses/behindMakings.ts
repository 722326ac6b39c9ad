import type { CallIr, StepIr, ValueId } from '../../ir/moduleIr.ts';
import { STEP_KIND } from '../../ir/stepKind.ts';
import { USE_ROLE } from '../../ir/useRole.ts';
import { ANY_KEY } from '../taint/accessPaths.ts';
import { FUNCTION, indexOf, kindOf } from '../values/denotations.ts';
import { PUTS } from '../values/knownCalls.ts';
import type { Values } from '../values/values.ts';

/** So many values are looked at for all keys of a package, the nearest first. */
const MOST = 20_000;
/** Further away nothing is told apart any more. */
const DEEPEST = 60;
const MOST_HOLDERS = 6;
const MOST_CELLS = 24;
const MOST_CALLERS = 24;

export interface BehindMakings {
  readonly values: ReadonlySet<ValueId>;
  /** Objects that such a value is read of, by what first holds them. */
  readonly objects: ReadonlySet<ValueId>;
}

/**
 * The values that keys may be made of: backwards from where they are made, without telling calls apart. Clocks are in every
 * program and are put into objects that all of it knows; nearly always none of them stands here, and then none is followed.
 */
export function behindMakings(values: Values, starts: Iterable<ValueId>): BehindMakings {
  const { program, sets } = values;
  const found = new Set<ValueId>();
  const objects = new Set<ValueId>();
  const owners = new Map<ValueId, number>();
  for (const [index, { parameters }] of program.functions.entries())
    for (const { value } of parameters) owners.set(value, index);
  let next: ValueId[] = [];
  for (const one of starts) visit(one);
  for (let depth = 0; depth < DEEPEST && next.length > 0; depth++) {
    const now = next;
    next = [];
    for (const one of now) expand(one);
  }
  return { values: found, objects };

  function visit(value: number): void {
    if (value >= program.valueCount || found.has(value) || found.size >= MOST) return;
    found.add(value);
    next.push(value);
  }
  function expand(value: ValueId): void {
    const owner = owners.get(value);
    if (owner !== undefined) given(value, owner);
    const { offsets, items } = program.makes;
    for (let at = offsets[value] as number; at < (offsets[value + 1] as number); at++) {
      const index = items[at] as number;
      madeBy(program.step(index), index);
    }
    contents(value);
  }
  function madeBy(step: StepIr, index: number): void {
    switch (step.is) {
      case 'copy':
        return visit(step.from);
      case 'join':
        return step.parts.forEach(visit);
      case 'compute':
        return step.from.forEach(visit);
      case 'load':
        return loaded(step, index);
      case 'call':
        return answered(step, index);
      default:
    }
  }
  function loaded(step: StepIr & { is: 'load' }, index: number): void {
    for (const link of values.links[index] ?? []) result(link.function);
    if (typeof step.key !== 'string') visit(step.key.value);
    const holders = values.holdersOf(step.from);
    for (const holder of holders) objects.add(holder);
    for (const holder of holders.length > MOST_HOLDERS ? [] : holders)
      for (const key of values.keysOf(step.key))
        for (const cell of key === ANY_KEY ? sets.nodesOf(holder).slice(0, MOST_CELLS) : [sets.cell(holder, key)])
          stored(cell);
    if (holders.length === 0 || typeof step.key !== 'string' || step.key === ANY_KEY) visit(step.from);
  }
  function stored(cell: number, depth = 0): void {
    for (const one of sets.sourcesOf(cell)) {
      if (one < program.valueCount) visit(one);
      // Classes of one family hand on to each other.
      else if (depth < 3) stored(one, depth + 1);
    }
  }
  function answered(call: CallIr, index: number): void {
    let isInside = false;
    for (const { function: one, how } of values.links[index] ?? []) {
      if (how === 'settle' || how === 'construct') continue;
      result(one);
      isInside ||= how !== 'callback';
    }
    if (isInside) return;
    if (call.receiver !== undefined) handed(call.receiver);
    for (const { value } of call.arguments) handed(value);
  }
  /** What is handed to something outside goes there with all that it holds. */
  function handed(value: ValueId): void {
    visit(value);
    for (let at = 0; at < sets.sizeOf(value); at++) {
      const one = sets.at(value, at);
      if (kindOf(one) === FUNCTION) result(indexOf(one));
    }
    const holders = values.holdersOf(value);
    for (const holder of holders.length > MOST_HOLDERS ? [] : holders) {
      objects.add(holder);
      if (program.namespaces.has(holder) || values.instances.has(holder)) continue;
      for (const cell of sets.nodesOf(holder).slice(0, MOST_CELLS)) stored(cell);
    }
  }
  function result(index: number): void {
    const value = program.functions[index]?.result;
    if (value !== undefined) visit(value);
  }
  function given(value: ValueId, owner: number): void {
    const callee = program.functions[owner];
    const place = callee?.parameters.findIndex((one) => one.value === value) ?? -1;
    const name = callee?.parameters[place]?.name;
    for (const caller of (values.callersOf.get(owner) ?? []).slice(0, MOST_CALLERS)) {
      const call = values.callAt(caller);
      const how = values.links[caller]?.find((one) => one.function === owner)?.how;
      if (call === undefined || how === undefined) continue;
      if (how === 'callback') {
        if (call.receiver !== undefined) visit(call.receiver);
        for (const one of call.arguments) visit(one.value);
        continue;
      }
      const isSpread = how === 'apply' || call.arguments.some(({ spread }) => spread === true);
      const skip = how === 'call' ? 1 : 0;
      for (const [at, one] of call.arguments.entries())
        if (isSpread || (one.name === undefined ? at === place + skip : one.name === name)) visit(one.value);
    }
  }
  /** Put into a value: by assignment, by a method, or by a function that is given it. */
  function contents(value: ValueId): void {
    const { offsets, items, roles } = program.uses;
    for (let at = offsets[value] as number; at < (offsets[value + 1] as number); at++) {
      const index = items[at] as number;
      switch (roles[at]) {
        case USE_ROLE.storedInto: {
          const step = program.step(index);
          if (step.is === 'store' && values.keysOf(step.key).some((key) => key === ANY_KEY || /^\d+$/u.test(key)))
            visit(step.from);
          break;
        }
        case USE_ROLE.receiver: {
          const call = program.step(index) as CallIr;
          if (PUTS.has(values.methodOf(call) ?? '')) for (const one of call.arguments) visit(one.value);
          break;
        }
        case USE_ROLE.argument:
          if (program.kinds[index] === STEP_KIND.call) filled(value, index);
          break;
        default:
      }
    }
  }
  function filled(value: ValueId, index: number): void {
    const call = program.step(index) as CallIr;
    const place = call.arguments.findIndex((one) => one.value === value);
    for (const { function: one, how } of values.links[index] ?? []) {
      const parameter = how === 'plain' ? program.functions[one]?.parameters[place] : undefined;
      if (parameter !== undefined) visit(parameter.value);
    }
  }
}
