import type { ArgumentIr, CallIr, StepIr, ValueId } from '../../ir/moduleIr.ts';
import type { Program } from '../program/linkProgram.ts';
import { NAME } from '../program/memberNames.ts';
import { STEP_KIND } from '../../ir/stepKind.ts';
import type { CallLink } from './callLink.ts';
import { setterKey } from './classes.ts';
import { type Denotation, FAMILY, FUNCTION, indexOf, kindOf, OBJECT } from './denotations.ts';
import { familyHolder, type Members } from './members.ts';
import { createOperatorCalls } from './operatorCalls.ts';
import { ofKind } from './readValues.ts';
import type { Reflect } from './reflection.ts';
import type { Values } from './values.ts';
import type { ValueSets } from './valueSets.ts';

/** Reading and writing members that have an accessor, as the calls that they are. */
export interface Accessors {
  /** A member that was read into a value has a getter. */
  callGetter(value: ValueId, functionIndex: number): void;
  /** Once all is known: every store to a member that has a setter. */
  callSetters(): void;
  /** Once all is known: every read of what an object has no member for, where its class says what that gives. */
  callItems(): void;
  /** The same of what is put into an object whose class says what that does. */
  callKeptItems(): void;
  /**
   * Every read of an element of what says itself how it is gone through. `spread` is told of what goes into lists as a whole:
   * what an iterator gives, into which, and whether another object's may be meant.
   */
  callIterators(spread: (result: ValueId, list: ValueId, isGuess: boolean) => void): void;
  /** The call that writing something out is. */
  impliedAt(step: number): CallIr;
  /** The same of operators, and of what the language asks an object by a method of its class: `__add__`, `__str__`. */
  callOperators(): void;
  /** The call that a step is, or that an accessor makes of it. */
  callAt(step: number): CallIr | undefined;
}

interface Around {
  readonly program: Program;
  readonly sets: ValueSets;
  /** Names of setters in the package. */
  readonly setters: ReadonlySet<string>;
  /** Whether a value is a list that is written out in place. */
  isList(value: ValueId): boolean;
  readonly holderOf: Members['holderOf'];
  readonly keysOf: Values['keysOf'];
  readonly reflect: Pick<Reflect, 'isAny' | 'trapsOf' | 'isReadTrap'>;
  link(call: CallIr, step: number, made: CallLink): void;
}

/** The name of a member whose name nobody can read. */
const ANY = '*';
/** JavaScript's methods that give what is gone through. */
const ITERATES: readonly string[] = ['Symbol.iterator', 'Symbol.asyncIterator'];
/** Python's methods for it. */
const ITEMS = ['__getitem__', '__getattr__', '__missing__'] as const;
/** Who asks for any element may ask for all, one after the other. */
const ELEMENTS = ['__iter__', '__next__'] as const;
const KEPT_ITEMS = ['__setitem__', '__setattr__'] as const;

export function createAccessors({
  program,
  sets,
  setters,
  holderOf,
  keysOf,
  reflect,
  isList,
  link,
}: Around): Accessors {
  const { kinds, names, makes, memberNames } = program;
  const calls = new Map<number, CallIr>();
  const instances: ReadonlySet<ValueId> = new Set(program.classes.map(({ instance }) => instance));
  const callOperators = createOperatorCalls({ program, sets }, (index, call, called) => {
    calls.set(index, call);
    access(index, called);
  });

  /** `first` is the parameter that what the step gives is. */
  function access(step: number, index: number, first?: number): void {
    const call = callAt(step) ?? accessOf(step);
    if (call === undefined) return;
    const how = kinds[step] === STEP_KIND.store ? 'write' : 'plain';
    if (first === undefined) link(call, step, { function: index, how, isGuess: false });
    else link(call, step, { function: index, how, first, isGuess: false });
  }
  function callAt(step: number): CallIr | undefined {
    const known = calls.get(step);
    if (known !== undefined || kinds[step] !== STEP_KIND.call) return known;
    return program.step(step) as CallIr;
  }
  function accessOf(step: number): CallIr | undefined {
    const found = program.step(step);
    if (found.is !== 'load' && found.is !== 'store') return undefined;
    const common = { is: 'call', isNew: false } as const;
    const call: CallIr =
      found.is === 'load'
        ? { ...common, callee: found.to, receiver: found.from, arguments: keyOf(found), to: found.to, span: found.span }
        : {
            ...common,
            callee: found.into,
            receiver: found.into,
            arguments: [{ value: found.from }],
            to: found.from,
            span: { start: 0, end: 0 },
          };
    calls.set(step, call);
    return call;
  }
  /** Gives what a class's `__getitem__` is called with; a getter takes nothing. */
  function keyOf({ key }: StepIr & { is: 'load' }): ArgumentIr[] {
    return typeof key === 'string' ? [] : [key];
  }
  function settersOf(denotation: Denotation, key: string): readonly Denotation[] {
    const holder = kindOf(denotation) === FAMILY ? familyHolder(indexOf(denotation)) : holderOf(denotation);
    return holder === undefined ? [] : sets.of(sets.cell(holder, setterKey(key)));
  }
  function callSetter(index: number, { into }: StepIr & { is: 'store' }, key: string): void {
    for (const denotation of sets.of(into)) {
      for (const one of settersOf(denotation, key)) {
        if (kindOf(one) === FUNCTION) access(index, indexOf(one));
      }
    }
  }
  /** Objects that the package's own classes make, among what a value stands for. */
  function objectsOf(value: ValueId): readonly ValueId[] {
    return ofKind(sets, value, OBJECT).filter((holder) => instances.has(holder));
  }
  function isPython(step: number): boolean {
    return program.modules[program.moduleOfStep(step)]?.language === 'python';
  }
  function objectOf(denotation: Denotation): ValueId | undefined {
    return kindOf(denotation) === OBJECT ? indexOf(denotation) : undefined;
  }
  /** Whether a class or an object of the package has a member of a name. */
  function isStored(name: string): boolean {
    const id = memberNames.idOf(name);
    if (program.classes.some(({ members }) => members.some((one) => one.name === name))) return true;
    for (const index of program.stores) if (names[index] === id) return true;
    return false;
  }
  function namesIn<Name extends string>(wanted: readonly Name[]): readonly Name[] {
    return wanted.filter((name) => program.classes.some(({ members }) => members.some((one) => one.name === name)));
  }
  /** `into[key] = from` as a call: a key that is written down is no value. Each function that it may be has its name for what is put in. */
  function keepItem(index: number, { into, from, key }: StepIr & { is: 'store' }, called: number): void {
    const [first, second] = program.functions[called]?.parameters ?? [];
    const given = second ?? first;
    if (given === undefined) return;
    const known: readonly ArgumentIr[] = calls.get(index)?.arguments ?? (typeof key === 'string' ? [] : [key]);
    const isNamed = known.some(({ name }) => name === given.name);
    calls.set(index, {
      is: 'call',
      isNew: false,
      callee: into,
      receiver: into,
      arguments: isNamed ? known : [...known, { value: from, name: given.name }],
      to: from,
      span: { start: 0, end: 0 },
    });
    access(index, called);
  }
  function callSetTraps(): void {
    for (const index of program.stores) {
      const into = program.reads[program.starts[index] as number] as ValueId;
      for (const denotation of sets.of(into))
        for (const one of reflect.trapsOf(denotation, 'set')) access(index, one, 2);
    }
  }
  return {
    callAt,
    impliedAt(step) {
      const known = callAt(step);
      if (known !== undefined) return known;
      const to = program.gives[step] as number;
      const call: CallIr = { is: 'call', isNew: false, callee: to, arguments: [], to, span: { start: 0, end: 0 } };
      calls.set(step, call);
      return call;
    },
    callGetter(value, index) {
      for (let at = makes.offsets[value] as number; at < (makes.offsets[value + 1] as number); at++) {
        const step = makes.items[at] as number;
        if (kinds[step] === STEP_KIND.load) access(step, index, reflect.isReadTrap(index) ? 1 : undefined);
        // `Reflect.get` has the name in its place.
        else if (kinds[step] === STEP_KIND.call) access(step, index, 0);
      }
    },
    callItems() {
      const [items, elements] = [namesIn(ITEMS), namesIn(ELEMENTS)];
      if (items.length + elements.length === 0) return;
      const known = new Map<ValueId, ReadonlySet<string>>();
      for (const index of program.loads) {
        const step = program.step(index) as StepIr & { is: 'load' };
        for (const holder of objectsOf(step.from)) {
          let keys = known.get(holder);
          if (keys === undefined) known.set(holder, (keys = new Set(sets.keysOf(holder))));
          if (typeof step.key === 'string' && step.key !== ANY && keys.has(step.key)) continue;
          for (const name of step.key === ANY ? [...items, ...elements] : items) {
            for (const one of ofKind(sets, sets.cell(holder, name), FUNCTION)) access(index, one);
          }
        }
      }
    },
    callIterators(spread) {
      const names = ITERATES.filter(isStored);
      if (names.length === 0) return;
      const known = new Map<number, readonly number[]>();
      const iteratorsOf = (denotation: Denotation): readonly number[] => {
        const holder = kindOf(denotation) === FAMILY ? familyHolder(indexOf(denotation)) : objectOf(denotation);
        if (holder === undefined) return [];
        let found = known.get(holder);
        if (found === undefined) {
          found = names.flatMap((name) => ofKind(sets, sets.cell(holder, name), FUNCTION));
          known.set(holder, found);
        }
        return found;
      };
      for (let index = 0; index < program.stepCount; index++) {
        const isLoad = kinds[index] === STEP_KIND.load && program.names[index] === NAME.every;
        if ((!isLoad && kinds[index] !== STEP_KIND.copy) || isPython(index)) continue;
        const from = program.reads[program.starts[index] as number] as ValueId;
        const to = program.gives[index] as ValueId;
        if (!isLoad && !isList(to)) continue;
        for (const denotation of sets.of(from)) {
          for (const one of iteratorsOf(denotation)) {
            const result = program.functions[one]?.result;
            if (isLoad) access(index, one);
            else if (result !== undefined) spread(result, to, instances.has(indexOf(denotation)));
          }
        }
      }
    },
    callKeptItems() {
      const names = namesIn(KEPT_ITEMS);
      if (names.length === 0) return;
      for (const index of program.stores) {
        const step = program.step(index) as StepIr & { is: 'store' };
        if (!isPython(index)) continue;
        for (const holder of objectsOf(step.into))
          for (const name of names)
            for (const one of ofKind(sets, sets.cell(holder, name), FUNCTION)) keepItem(index, step, one);
      }
    },
    callOperators: () => callOperators(),
    callSetters() {
      if (reflect.isAny()) callSetTraps();
      if (setters.size === 0) return;
      const ids = new Set([...setters].map((name) => memberNames.idOf(name)));
      for (const index of program.stores) {
        const name = names[index] as number;
        if (name >= 0 && !(ids.has(name) || ids.has(NAME.every))) continue;
        const step = program.step(index) as StepIr & { is: 'store' };
        if (typeof step.key !== 'string') {
          for (const key of keysOf(step.key)) if (setters.has(key)) callSetter(index, step, key);
          continue;
        }
        if (ids.has(name)) callSetter(index, step, memberNames.textOf(name));
        if (name !== NAME.every && ids.has(NAME.every)) callSetter(index, step, ANY);
      }
    },
  };
}
