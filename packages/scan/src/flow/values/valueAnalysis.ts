import type { CallIr, Key, StepIr, ValueId } from '../../ir/moduleIr.ts';
import type { Program } from '../program/linkProgram.ts';
import type { Resolve } from '../program/resolveSpecifier.ts';
import { isListedRoot } from '../catalog/apiFacts.ts';
import { createCallLinker } from './callLinker.ts';
import { createClasses, setterKey } from './classes.ts';
import {
  API,
  CLASS,
  CONSTANT,
  createDenotations,
  denote,
  type Denotations,
  FAMILY,
  FUNCTION,
  GETTER,
  indexOf,
  kindOf,
  OBJECT,
  SITE,
} from './denotations.ts';
import type { Constant, Folded } from './foldConstants.ts';
import { createMembers, familyHolder } from './members.ts';
import { LIST_MEMBERS } from './knownCalls.ts';
import { createValueSets, MOST_SITES, type ValueSets } from './valueSets.ts';

/** How a call reaches a function of the package, which decides what of the call becomes which parameter. */
export interface CallLink {
  readonly function: number;
  /**
   * `call`, `apply`: through the method of that name. `callback`: it was given to something outside, which calls it
   * with what else it was given. `write`: a setter, whose result nobody gets. `settle`: `function` is the value that a
   * promise's own resolve function settles.
   */
  readonly how: 'plain' | 'construct' | 'write' | 'call' | 'apply' | 'callback' | 'settle';
  /** Only the member's name led to it, because nothing is known of the object. */
  readonly isGuess: boolean;
}

/** What every value of a package can stand for. */
export interface Values {
  readonly program: Program;
  readonly denotations: Denotations;
  readonly sets: ValueSets;
  /** By step; undefined where the step calls nothing of the package. */
  readonly links: readonly (readonly CallLink[] | undefined)[];
  /** Calls that reach a function, by function. */
  readonly callersOf: ReadonlyMap<number, readonly number[]>;
  /** Values that hold the same object as the one a value holds, without a step that says so. */
  readonly aliases: ReadonlyMap<ValueId, readonly ValueId[]>;
  constantsOf(value: ValueId): readonly Constant[];
  /** Paths of what comes from outside. */
  apisOf(value: ValueId): readonly number[];
  /** Values that first hold the objects that a value stands for; for an object of a class its `instance`. */
  holdersOf(value: ValueId): readonly ValueId[];
  /** The same with `new` expressions in place of their classes' instances, where they are few enough to be told apart. */
  madeAt(value: ValueId): readonly ValueId[];
  /** Whether all that a value stands for of a class was made by few `new` expressions. */
  isToldApart(value: ValueId): boolean;
  /** What stands for the objects of a class. */
  readonly instances: ReadonlySet<ValueId>;
  /** A call, or the call that reading or writing a member is where it has an accessor; undefined for other steps. */
  callAt(step: number): CallIr | undefined;
  /** Names that a key can be; `*` where it is not known. */
  keysOf(key: Key): readonly string[];
  /** Name of the member that a call's callee was read from. */
  methodOf(call: CallIr): string | undefined;
  /** Instances of errors: what an error says is read by people, not by the code that the error passes through. */
  readonly errorInstances: ReadonlySet<ValueId>;
  /** Receivers that stand for a known object, as those of classes do: what they hold, they hold in every call. */
  readonly heldReceivers: ReadonlySet<ValueId>;
  /** Callbacks registered for events, by the event's name. */
  readonly listeners: ReadonlyMap<string, readonly number[]>;
  readonly unread: readonly string[];
}

/** What is there only once the analysis is through. */
export type Found = 'links' | 'callersOf' | 'callAt' | 'listeners' | 'errorInstances' | 'heldReceivers' | 'unread';

const ANY: readonly string[] = ['*'];
const MOST_GUESSES = 4;

export function analyseValues(program: Program, resolve: Resolve, mostChanges = 4_000_000): Values {
  const denotations = createDenotations(isListedRoot);
  const sets = createValueSets(
    program.valueCount,
    mostChanges,
    (denotation) => !denotations.apis.isListed(indexOf(denotation)),
    (holder, key) => LIST_MEMBERS.has(key) && isList(holder),
  );
  const aliases = new Map<ValueId, ValueId[]>();
  const { steps } = program;
  const instances = new Set(program.classes.map((one) => one.instance));
  let keysAreFinal = false;

  const values: Omit<Values, Found> = {
    program,
    denotations,
    sets,
    aliases,
    constantsOf(value) {
      const found: Constant[] = [];
      for (const denotation of sets.of(value)) {
        const constant = denotations.constantOf(denotation);
        if (constant !== undefined) found.push(constant);
      }
      return found;
    },
    apisOf: (value) => ofKind(value, API),
    holdersOf: (value) => ofKind(value, OBJECT),
    instances,
    isToldApart(value) {
      const sites = ofKind(value, SITE).length;
      return sites > 0 && sites < MOST_SITES;
    },
    madeAt(value) {
      const holders = ofKind(value, OBJECT);
      return values.isToldApart(value)
        ? [...ofKind(value, SITE), ...holders.filter((one) => !instances.has(one))]
        : holders;
    },
    keysOf(key) {
      if (typeof key === 'string') return [key];
      const found = values.constantsOf(key.value).map(String);
      return found.length === 0 ? ANY : found;
    },
    methodOf(call) {
      const made = makerOf(call.callee);
      if (made?.is !== 'load') return undefined;
      if (typeof made.key === 'string') return made.key;
      const [only, second] = values.constantsOf(made.key.value);
      return second === undefined && only !== undefined ? String(only) : undefined;
    },
  };
  const members = createMembers(program, denotations, sets);
  const { loadInto, storeInto, holderOf, instanceOf } = members;
  const classes = createClasses(program, denotations, sets, members, alias);
  const linker = createCallLinker({ values, alias, importInto, loadInto, storeInto, instanceOf });

  function isList(holder: ValueId): boolean {
    const { offsets, items } = program.makes;
    const made = holder < 0 || holder >= program.valueCount ? undefined : steps[items[offsets[holder] as number] ?? -1];
    return made?.is === 'fresh' && made.to === holder && made.what === 'list';
  }
  function ofKind(value: ValueId, kind: number): number[] {
    const found: number[] = [];
    for (const denotation of sets.of(value)) if (kindOf(denotation) === kind) found.push(indexOf(denotation));
    return found;
  }
  function makerOf(value: ValueId): StepIr | undefined {
    const { offsets, items } = program.makes;
    const start = offsets[value] as number;
    return (offsets[value + 1] as number) - start === 1 ? steps[items[start] as number] : undefined;
  }
  function alias(holder: ValueId, value: ValueId): void {
    if (holder === value) return;
    const held = aliases.get(holder);
    if (held === undefined) aliases.set(holder, [value]);
    else if (!held.includes(value)) held.push(value);
  }

  function importInto(specifier: string, index: number, to: ValueId): void {
    const module = program.modules[program.moduleOfStep(index)];
    if (module === undefined) return;
    const found = resolve(specifier, module);
    if ('external' in found) return sets.add(to, denotations.api(found.external));
    const exported = program.exports[found.module];
    if (exported === undefined) return;
    sets.add(to, denote(OBJECT, exported));
    sets.link(exported, to);
    alias(exported, to);
  }

  /** One of a step's values stands for something more. */
  function applyChange(index: number, value: ValueId, denotation: number): void {
    const step = steps[index] as StepIr;
    switch (step.is) {
      case 'join':
        if (kindOf(denotation) === CONSTANT) applyJoin(step.parts, step.to);
        return;
      case 'compute':
        // `Path.home() / 'x'` is a path again.
        if (kindOf(denotation) === API && denotations.apis.text(indexOf(denotation)).startsWith('py:pathlib')) {
          sets.add(step.to, denotation);
        }
        return;
      case 'load':
        if (step.from === value) {
          for (const key of readableKeys(step.key)) loadFrom(denotation, key, step.to);
        } else if (kindOf(denotation) === CONSTANT) applyLoad(step);
        return;
      case 'store':
        if (step.into === value) storeAt(step, denotation);
        else if (step.from === value) {
          if (kindOf(denotation) === FUNCTION) giveReceivers(step, indexOf(denotation));
        } else if (kindOf(denotation) === CONSTANT) applyStore(step);
        return;
      case 'import':
        if (kindOf(denotation) === CONSTANT) importInto(String(denotations.constantOf(denotation)), index, step.to);
        return;
      case 'call':
        if (isWaiting[index] === 1) return;
        isWaiting[index] = 1;
        waitingCalls.push(index);
        return;
      default:
    }
  }
  function applyJoin(parts: readonly ValueId[], to: ValueId): void {
    for (const text of joined(parts.map((part) => values.constantsOf(part)))) {
      sets.add(to, denotations.constant(text));
    }
  }
  function applyLoad(step: StepIr & { is: 'load' }): void {
    for (const key of readableKeys(step.key)) {
      for (const denotation of sets.of(step.from)) loadFrom(denotation, key, step.to);
    }
  }
  function loadFrom(denotation: number, key: string, to: ValueId): void {
    if (kindOf(denotation) !== CONSTANT) return loadInto(denotation, key, to);
    const constant = denotations.constantOf(denotation);
    if (typeof constant !== 'string' || !/^\d+$/u.test(key) || Number(key) >= constant.length) return;
    sets.add(to, denotations.constant(constant[Number(key)] as string));
  }
  /** Python: a submodule is a member of its package without any assignment. */
  function loadSubmodules(): void {
    for (const [index, step] of steps.entries()) {
      if (step.is !== 'load' || typeof step.key !== 'string') continue;
      const module = program.modules[program.moduleOfStep(index)];
      if (module?.language !== 'python') continue;
      const imported = makerOf(step.from);
      if (imported?.is !== 'import' || typeof imported.specifier !== 'string') continue;
      const name = imported.specifier;
      const whole = name.endsWith('.') ? name + step.key : `${name}.${step.key}`;
      if ('module' in resolve(whole, module)) importInto(whole, index, step.to);
    }
  }
  function applyStore(step: StepIr & { is: 'store' }): void {
    for (const denotation of sets.of(step.into)) storeAt(step, denotation);
  }
  function storeAt(step: StepIr & { is: 'store' }, denotation: number): void {
    const from = copiedFrom(step);
    if (from !== undefined) {
      const into = holderOf(denotation);
      for (const source of sets.of(from)) {
        const holder = holderOf(source);
        if (holder !== undefined && into !== undefined) sets.inherit(holder, into);
      }
      return;
    }
    for (const key of readableKeys(step.key)) storeInto(denotation, key, step.from);
    if (kindOf(denotation) !== OBJECT) return;
    for (const index of ofKind(step.from, FUNCTION)) giveReceiver(indexOf(denotation), index);
  }
  function giveReceivers(step: StepIr & { is: 'store' }, index: number): void {
    for (const holder of ofKind(step.into, OBJECT)) giveReceiver(holder, index);
  }
  /** A member that was read into a value has a getter. */
  function callGetter(value: ValueId, index: number): void {
    const { offsets, items } = program.makes;
    for (let at = offsets[value] as number; at < (offsets[value + 1] as number); at++) {
      if (steps[items[at] as number]?.is === 'load') linker.access(items[at] as number, index);
    }
  }
  function callSetters(): void {
    for (const [index, step] of steps.entries()) {
      if (step.is !== 'store' || typeof step.key !== 'string' || !classes.setters.has(step.key)) continue;
      for (const denotation of sets.of(step.into)) {
        const holder = kindOf(denotation) === FAMILY ? familyHolder(indexOf(denotation)) : holderOf(denotation);
        if (holder === undefined) continue;
        for (const one of sets.of(sets.cell(holder, setterKey(step.key)))) {
          if (kindOf(one) === FUNCTION) linker.access(index, indexOf(one));
        }
      }
    }
  }
  /** `into[k] = from[k]` in a loop copies every member under its own name. */
  function copiedFrom(step: StepIr & { is: 'store' }): ValueId | undefined {
    if (typeof step.key === 'string') return undefined;
    const made = makerOf(step.from);
    if (made?.is !== 'load' || typeof made.key === 'string') return undefined;
    return made.key.value === step.key.value && values.constantsOf(step.key.value).length === 0 ? made.from : undefined;
  }
  /** A function stored in an object will be called on it, also where no call is seen. */
  function giveReceiver(holder: ValueId, index: number): void {
    const { receiver, instance } = program.functions[index] ?? {};
    // A module's exports are called by name, not as an object.
    if (receiver === undefined || receiver === holder || instance !== undefined || exported.has(holder)) return;
    heldReceivers.add(receiver);
    sets.add(receiver, denote(OBJECT, holder));
    alias(holder, receiver);
  }
  function readableKeys(key: Key): readonly string[] {
    if (typeof key === 'string') return [key];
    const found = values.constantsOf(key.value);
    if (found.length > 0) return found.map(String);
    return keysAreFinal ? ANY : [];
  }
  const exported = new Set(program.exports);
  const heldReceivers = new Set<ValueId>();
  const isWaiting = new Uint8Array(steps.length);
  const waitingCalls: number[] = [];
  seed();
  loadSubmodules();
  settle();
  keysAreFinal = true;
  for (const [index, step] of steps.entries()) {
    if (step.is === 'load' && typeof step.key !== 'string') applyLoad(step);
    else if (step.is === 'store' && typeof step.key !== 'string') applyStore(step);
    else if (step.is === 'call') linker.foldAgain(step, index);
  }
  settle();
  callSetters();
  settle();
  for (let round = 0; round < 3 && linker.guess(MOST_GUESSES); round++) settle();

  /** Values first, then the calls that they changed, until nothing changes. */
  function settle(): void {
    for (;;) {
      sets.drain((value, denotation) => {
        const { offsets, items } = program.uses;
        const end = offsets[value + 1] as number;
        for (let at = offsets[value] as number; at < end; at++) applyChange(items[at] as number, value, denotation);
        if (classes.isBase(value)) classes.extend(value, denotation);
        if (kindOf(denotation) === GETTER) callGetter(value, indexOf(denotation));
      });
      const index = waitingCalls.pop();
      if (index === undefined) return;
      isWaiting[index] = 0;
      linker.apply(steps[index] as CallIr, index);
    }
  }
  function seed(): void {
    classes.seed();
    for (const exported of program.exports) sets.add(exported, denote(OBJECT, exported));
    for (const [index, step] of steps.entries()) seedStep(step, index);
  }
  function seedStep(step: StepIr, index: number): void {
    switch (step.is) {
      case 'constant':
        if (typeof step.value === 'number' || step.value.length <= 4096) {
          sets.add(step.to, denotations.constant(step.value));
        }
        return;
      case 'copy':
        return sets.link(step.from, step.to);
      case 'global':
        return sets.add(step.to, denotations.api(`global:${step.name}`));
      case 'fresh':
        return sets.add(step.to, denote(OBJECT, step.to));
      case 'function':
        return sets.add(step.to, denote(FUNCTION, step.function));
      case 'class':
        return sets.add(step.to, denote(CLASS, step.class));
      case 'import':
        if (typeof step.specifier === 'string') importInto(step.specifier, index, step.to);
        return;
      default:
    }
  }
  classes.alias(alias);
  const errorInstances = errorsOf(values);
  const unread = sets.isOverfull ? ['what values stand for was not followed to the end: the package is too large'] : [];
  return {
    ...values,
    links: linker.links,
    callersOf: linker.callersOf,
    listeners: linker.listeners,
    errorInstances,
    callAt: linker.callAt,
    heldReceivers,
    unread,
  };
}

/** Classes whose line of bases ends in an error of the runtime. */
function errorsOf({
  program,
  sets,
  denotations,
}: Pick<Values, 'program' | 'sets' | 'denotations'>): ReadonlySet<ValueId> {
  const found = new Set<ValueId>();
  for (let before = -1; before < found.size;) {
    before = found.size;
    for (const one of program.classes) {
      const isError = one.bases.some((base) =>
        sets.of(base).some((denotation) => {
          const index = indexOf(denotation);
          if (kindOf(denotation) === API) return /(Error|Exception|Warning)$/u.test(denotations.apis.text(index));
          return kindOf(denotation) === CLASS && found.has(program.classes[index]?.instance ?? -1);
        }),
      );
      if (isError) found.add(one.instance);
    }
  }
  for (const { instance, receiver } of program.functions) {
    if (instance !== undefined && receiver !== undefined && found.has(instance)) found.add(receiver);
  }
  return found;
}

/** Every way to put the parts together, at most six. */
function joined(parts: readonly (readonly Folded[])[]): string[] {
  let texts = [''];
  for (const part of parts) {
    if (part.length === 0) return [];
    texts = texts.flatMap((text) => part.map((one) => text + String(one))).slice(0, 6);
  }
  return texts.filter((text) => text.length <= 4096);
}
