import { STEP_KIND } from '../ir/stepKind.ts';
import type { CallIr, ModuleIr, StepIr, ValueId } from '../ir/moduleIr.ts';

/** A call in a module, with what it calls as far as the module itself tells. */
export interface PythonCall {
  readonly step: CallIr;
  /** API paths: `py:base64.b64decode`, `global:exec`, `py:requests.get().json`. */
  readonly apis: readonly string[];
  readonly function: number;
  /** It happens when the module is imported. */
  readonly atLoad: boolean;
  /** It happens when an object of the module is made. */
  readonly inConstructor: boolean;
}

/** What one module says of itself: which APIs its calls reach and where the values come from. */
export interface PythonFacts {
  readonly module: ModuleIr;
  readonly calls: readonly PythonCall[];
  /** Everything that goes into a value, by copies, operators, members, calls and the module's own functions. */
  origins(value: ValueId): Origins;
  /** The texts in a function, joined where they are joined. */
  texts(value: ValueId): readonly string[];
  /** The texts that stand in lists, and in the lists that these are put together of. */
  elements(lists: Iterable<ValueId>): readonly string[];
}

export interface Origins {
  readonly apis: ReadonlySet<string>;
  readonly constants: readonly string[];
  readonly values: ReadonlySet<ValueId>;
}

/** Most values that one question looks at. */
const MOST = 400;
const ROUNDS = 5;
const MOST_MEANINGS = 8;
const LONGEST_PATH = 160;

/**
 * Reads a module by itself: names of imports and globals are followed through variables, functions, classes and their
 * members. What other modules do is the flow analysis's business; shapes are of one file.
 */
export function pythonFacts(module: ModuleIr): PythonFacts {
  const meanings = meaningsOf(module);
  const makers = makersOf(module);
  const reached = reachedFunctions(module, meanings);
  const calls = module.steps.flatMap((step): PythonCall[] => {
    if (step.is !== 'call') return [];
    const apis = [...(meanings[step.callee] ?? [])].filter((one) => one.includes(':') && !one.startsWith('#'));
    const index = module.values.functionOf(step.to) ?? 0;
    return [
      { step, apis, function: index, atLoad: reached.load.has(index), inConstructor: reached.construct.has(index) },
    ];
  });
  return {
    module,
    calls,
    origins: (value) => originsOf(value, module, makers, meanings),
    texts: (value) => textsOf(value, makers, 0),
    elements: (lists) => elementsOf(lists, makers),
  };
}

/** By the value. */
type Meanings = readonly (ReadonlySet<string> | undefined)[];

/** `#f3` is function 3, `#c1` class 1, `#i1` an object of it; the rest are API paths. */
function meaningsOf(module: ModuleIr): Meanings {
  const found: (Set<string> | undefined)[] = Array.from({ length: module.values.length });
  const cells = new Map<string, Set<string>>();
  const { kinds, reads, starts, gives } = module.table;
  // All are gone through when they are asked for.
  const { steps } = module;
  let isChanged = true;
  const add = (into: Set<string> | undefined, meaning: string): Set<string> => {
    const set = into ?? new Set<string>();
    if (set.size < MOST_MEANINGS && meaning.length < LONGEST_PATH && !set.has(meaning)) {
      set.add(meaning);
      isChanged = true;
    }
    return set;
  };
  const give = (to: ValueId, meaning: string): void => void (found[to] = add(found[to], meaning));
  const put = (cell: string, meaning: string): void => void cells.set(cell, add(cells.get(cell), meaning));
  for (const [index, made] of module.classes.entries()) {
    give(made.instance, `#i${index}`);
    for (const member of made.members) put(`#i${index} ${member.name}`, `#f${member.function}`);
  }
  const classOf = new Map(module.classes.map((made, index) => [made.instance, index] as const));
  for (const { instance, receiver } of module.functions) {
    if (instance !== undefined && receiver !== undefined) give(receiver, `#i${classOf.get(instance)}`);
  }
  for (let round = 0; isChanged && round < ROUNDS; round++) {
    isChanged = false;
    for (let index = 0; index < gives.length; index++) {
      // What begins a meaning does so at once; what passes one on waits until its first value has one.
      if (
        FOLLOWS[kinds[index] as number] === 0
          ? round > 0
          : found[reads[starts[index] as number] as number] === undefined
      )
        continue;
      apply(steps[index] as StepIr);
    }
  }
  return found;

  function apply(step: StepIr): void {
    switch (step.is) {
      case 'global':
        return give(step.to, `global:${step.name}`);
      case 'import':
        return typeof step.specifier === 'string' ? give(step.to, `py:${step.specifier}`) : give(step.to, 'py:?');
      case 'function':
        return give(step.to, `#f${step.function}`);
      case 'class':
        return give(step.to, `#c${step.class}`);
      case 'copy':
        return found[step.from]?.forEach((meaning) => give(step.to, meaning));
      case 'load': {
        const { key } = step;
        if (typeof key !== 'string') return;
        for (const meaning of found[step.from] ?? []) {
          if (meaning.startsWith('#')) cells.get(`${meaning} ${key}`)?.forEach((one) => give(step.to, one));
          else give(step.to, meaning === 'py:builtins' ? `global:${key}` : `${meaning}.${key}`);
        }
        return;
      }
      case 'store': {
        const { key, from } = step;
        if (typeof key !== 'string') return;
        for (const meaning of found[step.into] ?? []) {
          if (meaning.startsWith('#')) found[from]?.forEach((one) => put(`${meaning} ${key}`, one));
        }
        return;
      }
      case 'call':
        for (const meaning of found[step.callee] ?? []) {
          if (meaning.startsWith('#c')) give(step.to, `#i${meaning.slice(2)}`);
          else if (meaning.startsWith('#f')) {
            const result = module.functions[Number(meaning.slice(2))]?.result;
            if (result !== undefined) found[result]?.forEach((one) => give(step.to, one));
          } else if (!meaning.startsWith('#') && !meaning.endsWith('()()')) give(step.to, `${meaning}()`);
        }
        return;
      default:
    }
  }
}

/** Kinds of steps that pass on what their first value means. */
const FOLLOWS: Uint8Array = new Uint8Array(32);
for (const is of ['copy', 'load', 'store', 'call'] as const) FOLLOWS[STEP_KIND[is]] = 1;

interface Makers {
  readonly steps: Lists<StepIr>;
  /** Calls of each of the module's own functions: where its parameters come from. */
  readonly parameters: Lists<ValueId>;
  readonly stores: Lists<ValueId>;
}

/** By the value. */
type Lists<Of> = readonly (readonly Of[] | undefined)[];

function makersOf(module: ModuleIr): Makers {
  const size = { length: module.values.length };
  const steps: (StepIr[] | undefined)[] = Array.from(size);
  const stores: (ValueId[] | undefined)[] = Array.from(size);
  const push = <Of>(lists: (Of[] | undefined)[], at: ValueId, one: Of): void => {
    const held = lists[at];
    if (held === undefined) lists[at] = [one];
    else held.push(one);
  };
  const functionsOf = new Map<ValueId, number>();
  for (const step of module.steps) {
    if (step.is === 'store') push(stores, step.into, step.from);
    else push(steps, step.to, step);
    if (step.is === 'function') functionsOf.set(step.to, step.function);
  }
  const parameters: (ValueId[] | undefined)[] = Array.from(size);
  for (const step of module.steps) {
    if (step.is !== 'call') continue;
    // A function called by the name it was given.
    for (const maker of steps[step.callee] ?? []) {
      const index =
        maker.is === 'function' ? maker.function : maker.is === 'copy' ? functionsOf.get(maker.from) : undefined;
      const made = index === undefined ? undefined : module.functions[index];
      for (const [place, parameter] of (made?.parameters ?? []).entries()) {
        const given = step.arguments.find((one) => one.name === parameter.name) ?? step.arguments[place];
        if (given !== undefined) push(parameters, parameter.value, given.value);
      }
    }
  }
  return { steps, parameters, stores };
}

function originsOf(
  value: ValueId,
  module: ModuleIr,
  { steps, parameters, stores }: Makers,
  meanings: Meanings,
): Origins {
  const values = new Set<ValueId>([value]);
  const apis = new Set<string>();
  const constants: string[] = [];
  for (const at of values) {
    if (values.size > MOST) break;
    for (const given of parameters[at] ?? []) values.add(given);
    for (const stored of stores[at] ?? []) if (values.size <= MOST) values.add(stored);
    for (const step of steps[at] ?? []) {
      switch (step.is) {
        case 'constant':
          constants.push(String(step.value));
          break;
        case 'copy':
          values.add(step.from);
          break;
        case 'load':
          for (const meaning of meanings[at] ?? []) if (!meaning.startsWith('#')) apis.add(meaning);
          values.add(step.from);
          break;
        case 'join':
          for (const part of step.parts) values.add(part);
          break;
        case 'compute':
          for (const from of step.from) values.add(from);
          break;
        case 'call':
          for (const meaning of meanings[step.callee] ?? []) {
            const own = meaning.startsWith('#f') ? module.functions[Number(meaning.slice(2))] : undefined;
            if (own !== undefined) values.add(own.result);
            else if (!meaning.startsWith('#')) apis.add(`${meaning}()`);
          }
          if (step.receiver !== undefined) values.add(step.receiver);
          else values.add(step.callee);
          for (const argument of step.arguments) values.add(argument.value);
          break;
        default:
      }
    }
  }
  return { apis, constants, values };
}

/** Texts that a value may be: constants, and joins of them with what is unknown left out. */
function textsOf(value: ValueId, makers: Makers, depth: number): readonly string[] {
  if (depth > 6) return [];
  const found: string[] = [];
  for (const step of makers.steps[value] ?? []) {
    if (step.is === 'constant') found.push(String(step.value));
    else if (step.is === 'copy') found.push(...textsOf(step.from, makers, depth + 1));
    else if (step.is === 'join') {
      found.push(step.parts.map((part) => textsOf(part, makers, depth + 1)[0] ?? '').join(''));
    } else if (step.is === 'call') {
      const parts = step.arguments
        .map((one) => textsOf(one.value, makers, depth + 1)[0])
        .filter((one) => one !== undefined);
      if (parts.length > 0) found.push(parts.join('/'));
    } else if (step.is === 'fresh') {
      const parts = (makers.stores[value] ?? []).map((one) => textsOf(one, makers, depth + 1)[0] ?? '');
      if (parts.length > 0) found.push(parts.join(' '));
    }
    if (found.length > 8) break;
  }
  return found;
}

/** A list is read whole: what is left out of a long one is where a thief would write. */
function elementsOf(given: Iterable<ValueId>, { steps, stores }: Makers): readonly string[] {
  const lists = new Set(given);
  const found: string[] = [];
  for (const at of lists) {
    for (const one of stores[at] ?? []) lists.add(one);
    for (const step of steps[at] ?? []) {
      if (step.is === 'constant') found.push(String(step.value));
      else if (step.is === 'copy') lists.add(step.from);
      else if (step.is === 'join') for (const part of step.parts) lists.add(part);
    }
  }
  return found;
}

/** Functions that run when the module is imported, and those that run when one of its objects is made. */
function reachedFunctions(module: ModuleIr, meanings: Meanings): { load: Set<number>; construct: Set<number> } {
  const calledFrom = new Map<number, Set<number>>();
  for (const step of module.steps) {
    if (step.is !== 'call') continue;
    const from = module.values.functionOf(step.to) ?? 0;
    const called = calledFrom.get(from) ?? new Set<number>();
    calledFrom.set(from, called);
    for (const meaning of meanings[step.callee] ?? []) {
      if (meaning.startsWith('#f')) called.add(Number(meaning.slice(2)));
      const construct = meaning.startsWith('#c') ? module.classes[Number(meaning.slice(2))]?.construct : undefined;
      if (construct !== undefined) called.add(construct);
    }
    // A function that is handed to a thread or a timer runs as well.
    for (const { value } of step.arguments) {
      for (const meaning of meanings[value] ?? []) {
        if (meaning.startsWith('#f') && isStarter(meanings[step.callee])) called.add(Number(meaning.slice(2)));
      }
    }
  }
  const spread = (starts: readonly number[]): Set<number> => {
    const reached = new Set(starts);
    for (const at of reached) for (const next of calledFrom.get(at) ?? []) reached.add(next);
    return reached;
  };
  const constructors = module.classes.flatMap(({ construct }) => (construct === undefined ? [] : [construct]));
  return { load: spread([0]), construct: spread(constructors) };
}

function isStarter(meanings: ReadonlySet<string> | undefined): boolean {
  return [...(meanings ?? [])].some((one) =>
    /\b(?:Thread|Process|Timer|register|start_new_thread|submit|run)$/.test(one),
  );
}
