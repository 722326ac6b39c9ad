import type { CallIr, Key, StepIr, ValueId } from '../../ir/moduleIr.ts';
import { isListedRoot } from '../catalog/apiFacts.ts';
import type { Program } from '../program/linkProgram.ts';
import { makerOf } from '../program/makerOf.ts';
import type { Resolve } from '../program/resolveSpecifier.ts';
import { USE_ROLE } from '../program/useRole.ts';
import { createAccessors } from './accessors.ts';
import { createCallLinker } from './callLinker.ts';
import { createClasses } from './classes.ts';
import {
  API,
  CLASS,
  CONSTANT,
  createDenotations,
  denote,
  FUNCTION,
  GETTER,
  indexOf,
  kindOf,
  OBJECT,
} from './denotations.ts';
import { errorInstances } from './errorInstances.ts';
import type { Folded } from './foldConstants.ts';
import { LIST_MEMBERS, OWN_MEMBERS } from './knownCalls.ts';
import { createImportParts } from './importParts.ts';
import { createMembers } from './members.ts';
import { outsideCalls } from './outsideCalls.ts';
import { ofKind, readValues } from './readValues.ts';
import { REACTS_TO } from './reactsTo.ts';
import type { Values } from './values.ts';
import { createValueSets } from './valueSets.ts';

const ANY: readonly string[] = ['*'];

/** Finds what every value of a package can stand for, and which functions each of its calls reaches. */
export function analyseValues(program: Program, resolve: Resolve, mostChanges = 2_500_000): Values {
  const denotations = createDenotations(isListedRoot);
  const sets = createValueSets(
    program.valueCount,
    mostChanges,
    (denotation) => !denotations.apis.isListed(indexOf(denotation)),
    // What is kept in the global object under names that nobody can read is not what every other name means.
    (holder, key) =>
      holder === program.globalObject || OWN_MEMBERS.has(key) || (LIST_MEMBERS.has(key) && isList(holder)),
  );
  const aliases = new Map<ValueId, ValueId[]>();
  const { steps } = program;
  const parts = createImportParts(program);
  let keysAreFinal = false;

  const values = readValues(program, denotations, sets, aliases);
  const members = createMembers(program, denotations, sets);
  const { loadInto, storeInto, holderOf } = members;
  const classes = createClasses(program, denotations, sets, members, alias);
  const linker = createCallLinker({
    values,
    members,
    alias,
    importInto,
    namesOf: (value) => readableKeys({ value }),
  });
  const accessors = createAccessors({ program, sets, setters: classes.setters, holderOf, link: linker.link });

  function isList(holder: ValueId): boolean {
    const { offsets, items } = program.makes;
    const made = holder < 0 || holder >= program.valueCount ? undefined : steps[items[offsets[holder] as number] ?? -1];
    return made?.is === 'fresh' && made.to === holder && made.what === 'list';
  }
  function alias(holder: ValueId, value: ValueId): void {
    if (holder === value) return;
    const held = aliases.get(holder);
    if (held === undefined) aliases.set(holder, [value]);
    else if (!held.includes(value)) held.push(value);
  }

  function importInto(specifier: string, index: number, to: ValueId): void {
    const at = program.moduleOfStep(index);
    const module = program.modules[at];
    if (module === undefined) return;
    const found = resolve(specifier, module);
    if ('external' in found) return sets.add(to, denotations.api(found.external));
    parts.join(at, found.module);
    const exported = program.exports[found.module];
    if (exported === undefined) return;
    sets.add(to, denote(OBJECT, exported));
    sets.link(exported, to);
    alias(exported, to);
  }

  /** One of a step's values stands for something more, of a kind that says something in this role. */
  function applyChange(index: number, role: number, denotation: number): void {
    if (role >= USE_ROLE.callee) {
      if (isWaiting[index] === 1) return;
      isWaiting[index] = 1;
      waitingCalls.push(index);
      return;
    }
    const step = steps[index] as StepIr;
    switch (step.is) {
      case 'join':
        applyJoin(step.parts, step.to);
        return;
      case 'compute':
        // `Path.home() / 'x'` is a path again.
        if (denotations.apis.text(indexOf(denotation)).startsWith('py:pathlib')) sets.add(step.to, denotation);
        return;
      case 'load':
        if (role === USE_ROLE.key) applyLoad(step);
        else if (typeof step.key === 'string') loadFrom(denotation, step.key, step.to);
        else for (const key of readableKeys(step.key)) loadFrom(denotation, key, step.to);
        return;
      case 'store':
        if (role === USE_ROLE.key) applyStore(step);
        else if (role === USE_ROLE.storedInto) storeAt(step, denotation);
        else if (kindOf(denotation) === FUNCTION) giveReceivers(step, indexOf(denotation));
        else for (const one of sets.of(step.into)) inheritPrototype(one, indexOf(denotation));
        return;
      case 'import':
        importInto(String(denotations.constantOf(denotation)), index, step.to);
        return;
      default:
    }
  }
  function applyJoin(parts: readonly ValueId[], to: ValueId): void {
    const known: (readonly Folded[])[] = [];
    for (const part of parts) {
      const constants = values.constantsOf(part);
      if (constants.length === 0) return;
      known.push(constants);
    }
    for (const text of joined(known)) sets.add(to, denotations.constant(text));
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
    if (!program.modules.some(({ language }) => language === 'python')) return;
    for (const index of program.loads) {
      const step = steps[index] as StepIr & { is: 'load' };
      if (typeof step.key !== 'string') continue;
      const module = program.modules[program.moduleOfStep(index)];
      if (module?.language !== 'python') continue;
      const imported = makerOf(program, step.from);
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
    if (typeof step.key === 'string') storeInto(denotation, step.key, step.from);
    else for (const key of readableKeys(step.key)) storeInto(denotation, key, step.from);
    if (step.key === 'prototype') for (const one of values.holdersOf(step.from)) inheritPrototype(denotation, one);
    if (kindOf(denotation) !== OBJECT) return;
    for (const index of ofKind(sets, step.from, FUNCTION)) giveReceiver(indexOf(denotation), index);
  }
  /** `F.prototype = object`: what `new F` gives has the members of the object. */
  function inheritPrototype(denotation: number, holder: ValueId): void {
    const instance = members.prototypeOf(denotation);
    if (instance !== undefined) sets.inherit(holder, instance);
  }
  function giveReceivers(step: StepIr & { is: 'store' }, index: number): void {
    for (const holder of ofKind(sets, step.into, OBJECT)) giveReceiver(holder, index);
  }
  /** `into[k] = from[k]` in a loop copies every member under its own name. */
  function copiedFrom(step: StepIr & { is: 'store' }): ValueId | undefined {
    if (typeof step.key === 'string') return undefined;
    const made = makerOf(program, step.from);
    if (made?.is !== 'load' || typeof made.key === 'string') return undefined;
    if (values.constantsOf(step.key.value).length > 0) return undefined;
    return isSameName(step.key.value, made.key.value) ? made.from : undefined;
  }
  /** `if (k2 === undefined) k2 = k` is what TypeScript writes for the name of what is exported. */
  function isSameName(one: ValueId, other: ValueId): boolean {
    if (one === other) return true;
    const made = makerOf(program, one);
    return made?.is === 'copy' && made.from === other;
  }
  /** A function stored in an object will be called on it, also where no call is seen. */
  function giveReceiver(holder: ValueId, index: number): void {
    const { receiver, instance } = program.functions[index] ?? {};
    // What a module exports or is known everywhere is called by name, not as an object's; neither are elements of a list.
    if (receiver === undefined || receiver === holder || instance !== undefined || isNamespace(holder)) return;
    if (isList(holder)) return;
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
  const isNamespace = (holder: ValueId): boolean => holder === program.globalObject || program.namespaces.has(holder);
  const heldReceivers = new Set<ValueId>();
  const isWaiting = new Uint8Array(steps.length);
  const waitingCalls: number[] = [];
  seed();
  loadSubmodules();
  settle();
  keysAreFinal = true;
  for (const index of program.computing) {
    const step = steps[index] as StepIr;
    if (step.is === 'load') applyLoad(step);
    else if (step.is === 'store') applyStore(step);
    else if (step.is === 'call') linker.applyAgain(step, index);
  }
  settle();
  accessors.callSetters();
  accessors.callItems();
  settle();
  for (let round = 0; round < 3 && linker.guess(parts); round++) settle();

  /** Values first, then the calls that they changed, until nothing changes. */
  function settle(): void {
    const { offsets, items, roles } = program.uses;
    for (;;) {
      sets.drain((value, denotation) => {
        const end = offsets[value + 1] as number;
        for (let at = offsets[value] as number; at < end; at++) {
          const role = roles[at] as number;
          if (((REACTS_TO[role] as number) >> kindOf(denotation)) & 1)
            applyChange(items[at] as number, role, denotation);
        }
        if (classes.isBase(value)) classes.extend(value, denotation);
        if (kindOf(denotation) === API && denotations.apis.isGlobalObject(indexOf(denotation))) {
          sets.add(value, denote(OBJECT, program.globalObject));
          alias(program.globalObject, value);
        }
        if (kindOf(denotation) === GETTER) accessors.callGetter(value, indexOf(denotation));
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
    for (let index = 0; index < steps.length; index++) seedStep(steps[index] as StepIr, index);
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
        sets.read(program.globalObject, step.name, step.to);
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
  outsideCalls({ values, classes, links: linker.links, callersOf: linker.callersOf }, alias);
  const unread = sets.isOverfull ? ['what values stand for was not followed to the end: the package is too large'] : [];
  return {
    ...values,
    links: linker.links,
    callersOf: linker.callersOf,
    listeners: linker.listeners,
    errorInstances: errorInstances(values),
    callAt: accessors.callAt,
    heldReceivers,
    unread,
  };
}

/** Every way to put the parts together, at most six. */
function joined(parts: readonly (readonly Folded[])[]): string[] {
  let texts = [''];
  for (const part of parts) {
    texts = texts.flatMap((text) => part.map((one) => text + String(one))).slice(0, 6);
  }
  return texts.filter((text) => text.length <= 4096);
}
