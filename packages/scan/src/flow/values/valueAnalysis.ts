import type { CallIr, ValueId } from '../../ir/moduleIr.ts';
import { keepCompiled } from '../../keepCompiled.ts';
import { isListedRoot } from '../catalog/apiFacts.ts';
import type { Program } from '../program/linkProgram.ts';
import { makerOf } from '../program/makerOf.ts';
import { NAME } from '../program/memberNames.ts';
import type { Resolve } from '../program/resolveSpecifier.ts';
import { STEP_KIND } from '../../ir/stepKind.ts';
import { USE_ROLE } from '../../ir/useRole.ts';
import { createAccessors } from './accessors.ts';
import { createCallLinker } from './callLinker.ts';
import { channels } from './channels.ts';
import { createClasses } from './classes.ts';
import { API, CONSTANT, createDenotations, denote, FUNCTION, indexOf, kindOf, OBJECT } from './denotations.ts';
import { errorInstances } from './errorInstances.ts';
import type { Folded } from './foldConstants.ts';
import { impliedCalls } from './impliedCalls.ts';
import { createImportParts } from './importParts.ts';
import { createMembers } from './members.ts';
import { outsideCalls } from './outsideCalls.ts';
import { linkReplaced } from './replacedFunctions.ts';
import { readValues } from './readValues.ts';
import { REACTS_TO } from './reactsTo.ts';
import type { Values } from './values.ts';
import { createListMarks, createRuntimeMembers, OF_ANY, OF_LISTS } from './runtimeMembers.ts';
import { seedValues } from './seedValues.ts';
import { createValueSets } from './valueSets.ts';

const ANY: readonly number[] = [NAME.every];
const NONE: readonly never[] = [];

/** Finds what every value of a package can stand for, and which functions each of its calls reaches. */
export function analyseValues(program: Program, resolve: Resolve, mostChanges = 2_500_000): Values {
  const { kinds, gives, starts, reads, names, makes, memberNames } = program;
  const { offsets, items, roles } = program.uses;
  const denotations = createDenotations(isListedRoot, memberNames);
  const isList = createListMarks(program);
  const isExported = new Uint8Array(program.valueCount);
  for (const one of program.namespaces) isExported[one] = 1;
  const runtimeMembers = createRuntimeMembers(memberNames);
  const sets = createValueSets(
    { valueCount: program.valueCount, familyCount: program.classes.length, memberNames },
    mostChanges,
    {
      isMinor: (denotation) => !denotations.apis.isListed(indexOf(denotation)),
      isNamespace: (holder) => isExported[holder] === 1,
      isFromTable,
    },
    // What is kept in the global object under names that nobody can read is not what every other name means.
    (holder, name) => {
      if (holder === program.globalObject) return true;
      const whose = runtimeMembers(name);
      return whose === OF_ANY || (whose === OF_LISTS && isList[holder] === 1);
    },
  );
  const aliases = new Map<ValueId, ValueId[]>();
  const presumed = new Map<ValueId, Set<ValueId>>();
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
    namesOf: (value) => namesIn(value).map((name) => memberNames.textOf(name)),
    setters: classes.setters,
  });
  const accessors = createAccessors({
    program,
    sets,
    setters: classes.setters,
    holderOf,
    keysOf: values.keysOf,
    reflect: linker.reflect,
    isList: (value) => isList[value] === 1,
    link: linker.link,
  });

  function alias(holder: ValueId, value: ValueId): void {
    if (holder === value) return;
    presumed.get(holder)?.delete(value);
    isNewAlias(holder, value);
  }
  function isNewAlias(holder: ValueId, value: ValueId): boolean {
    const held = aliases.get(holder);
    if (held === undefined) aliases.set(holder, [value]);
    else if (held.includes(value)) return false;
    else held.push(value);
    return true;
  }
  function presume(holder: ValueId, value: ValueId): void {
    if (holder === value || !isNewAlias(holder, value)) return;
    const held = presumed.get(holder);
    if (held === undefined) presumed.set(holder, new Set([value]));
    else held.add(value);
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
    switch (role) {
      case USE_ROLE.joined:
        return applyJoin(index);
      case USE_ROLE.computed:
        // `Path.home() / 'x'` is a path again.
        if (denotations.apis.text(indexOf(denotation)).startsWith('py:pathlib'))
          sets.add(gives[index] as number, denotation);
        return;
      case USE_ROLE.readFrom: {
        const name = names[index] as number;
        if (name >= 0) loadFrom(denotation, name, gives[index] as number);
        else for (const one of namesIn(keyAt(index))) loadFrom(denotation, one, gives[index] as number);
        return;
      }
      case USE_ROLE.key:
        return applyKey(index);
      case USE_ROLE.storedInto:
        return storeAt(index, denotation);
      case USE_ROLE.stored:
      case USE_ROLE.storedAsPrototype:
        if (kindOf(denotation) === FUNCTION) giveReceivers(index, indexOf(denotation));
        else for (const one of sets.of(intoAt(index))) inheritPrototype(one, indexOf(denotation));
        return;
      case USE_ROLE.specifier:
        return importInto(String(denotations.constantOf(denotation)), index, gives[index] as number);
      default:
    }
  }
  function isFromTable(value: ValueId): boolean {
    const first = makes.offsets[value] as number;
    const made = makes.items[first] as number;
    return (
      first < (makes.offsets[value + 1] as number) && kinds[made] === STEP_KIND.load && (names[made] as number) < 0
    );
  }
  /** The object that a load reads from or a store writes to. */
  function intoAt(index: number): ValueId {
    return reads[starts[index] as number] as number;
  }
  function storedAt(index: number): ValueId {
    return reads[(starts[index] as number) + 1] as number;
  }
  /** The value that computes the name of a load or store, which reads it last. */
  function keyAt(index: number): ValueId {
    return reads[(starts[index + 1] as number) - 1] as number;
  }
  function applyKey(index: number): void {
    const into = intoAt(index);
    if (kinds[index] === STEP_KIND.store) for (const denotation of sets.of(into)) storeAt(index, denotation);
    else
      for (const name of namesIn(keyAt(index)))
        for (const denotation of sets.of(into)) loadFrom(denotation, name, gives[index] as number);
  }
  function applyJoin(index: number): void {
    const end = starts[index + 1] as number;
    let count = 0;
    for (let at = starts[index] as number; at < end; at++) {
      const constants = sets.countOf(reads[at] as number, CONSTANT);
      if (constants === 0) return;
      count += constants;
    }
    const before = joinedOf.get(index);
    // Sets only grow: as many constants are the same constants.
    if (before?.count === count || !sets.takesConstants(gives[index] as number)) return;
    const known: (readonly Folded[])[] = [];
    for (let at = starts[index] as number; at < end; at++) known.push(values.constantsOf(reads[at] as number));
    const texts = joined(known, before?.texts ?? NONE);
    joinedOf.set(index, { count, texts: [...new Set([...(before?.texts ?? NONE), ...texts])] });
    for (const text of texts) sets.add(gives[index] as number, denotations.constant(text));
  }
  function loadFrom(denotation: number, name: number, to: ValueId): void {
    if (kindOf(denotation) !== CONSTANT) return loadInto(denotation, name, to);
    const constant = denotations.constantOf(denotation);
    const key = memberNames.textOf(name);
    if (typeof constant !== 'string' || !/^\d+$/u.test(key) || Number(key) >= constant.length) return;
    sets.add(to, denotations.constant(constant[Number(key)] as string));
  }
  /** Python: a submodule is a member of its package without any assignment. */
  function loadSubmodules(): void {
    if (!program.modules.some(({ language }) => language === 'python')) return;
    for (const index of program.loads) {
      const name = names[index] as number;
      if (name < 0) continue;
      const module = program.modules[program.moduleOfStep(index)];
      if (module?.language !== 'python') continue;
      const imported = makerOf(program, intoAt(index));
      if (imported?.is !== 'import' || typeof imported.specifier !== 'string') continue;
      const { specifier } = imported;
      const whole = `${specifier}${specifier.endsWith('.') ? '' : '.'}${memberNames.textOf(name)}`;
      if ('module' in resolve(whole, module)) importInto(whole, index, gives[index] as number);
    }
  }
  function storeAt(index: number, denotation: number): void {
    const from = storedAt(index);
    const name = names[index] as number;
    if (name < 0) {
      const copied = copiedFrom(index);
      if (copied !== undefined) {
        const into = holderOf(denotation);
        if (into === undefined) return;
        const copies = sets.between(from);
        for (const source of sets.of(copied)) {
          const holder = holderOf(source);
          if (holder !== undefined) sets.inherit(holder, copies);
        }
        sets.inherit(copies, into);
        return;
      }
      for (const one of namesIn(keyAt(index))) storeInto(denotation, one, from);
    } else storeInto(denotation, name, from);
    if (name === NAME.prototype) for (const one of values.holdersOf(from)) inheritPrototype(denotation, one);
    if (kindOf(denotation) !== OBJECT) return;
    for (let place = 0; place < sets.sizeOf(from); place++) {
      const one = sets.at(from, place);
      if (kindOf(one) === FUNCTION) giveReceiver(indexOf(denotation), indexOf(one), isWrittenAt(index));
    }
  }
  /** `F.prototype = object`: what `new F` gives has the members of the object. */
  function inheritPrototype(denotation: number, holder: ValueId): void {
    const instance = members.prototypeOf(denotation);
    if (instance !== undefined) sets.inherit(holder, instance);
  }
  function giveReceivers(step: number, index: number): void {
    const into = intoAt(step);
    for (let place = 0; place < sets.sizeOf(into); place++) {
      const one = sets.at(into, place);
      if (kindOf(one) === OBJECT) giveReceiver(indexOf(one), index, isWrittenAt(step));
    }
  }
  /** Whether the function that a store stores is written there, so that it is one of the object's own. */
  function isWrittenAt(step: number): boolean {
    return makerOf(program, storedAt(step))?.is === 'function';
  }
  /** `into[k] = from[k]` in a loop copies every member under its own name. */
  function copiedFrom(index: number): ValueId | undefined {
    const made = makerOf(program, storedAt(index));
    if (made?.is !== 'load' || typeof made.key === 'string') return undefined;
    const key = keyAt(index);
    if (values.constantsOf(key).length > 0) return undefined;
    return isSameName(key, made.key.value) ? made.from : undefined;
  }
  /** `if (k2 === undefined) k2 = k` is what TypeScript writes for the name of what is exported. */
  function isSameName(one: ValueId, other: ValueId): boolean {
    if (one === other) return true;
    const made = makerOf(program, one);
    return made?.is === 'copy' && made.from === other;
  }
  /** A function stored in an object will be called on it, also where no call is seen: of one from elsewhere, perhaps. */
  function giveReceiver(holder: ValueId, index: number, isOwn: boolean): void {
    const called = program.functions[index];
    if (called === undefined) return;
    const { receiver, instance } = called;
    // What a module exports or is known everywhere is called by name, not as an object's; neither are elements of a list.
    if (receiver === undefined || receiver === holder || instance !== undefined || isNamespace(holder)) return;
    if (isList[holder] === 1) return;
    heldReceivers.add(receiver);
    sets.add(receiver, denote(OBJECT, holder));
    if (isOwn) alias(holder, receiver);
    else presume(holder, receiver);
  }
  /** Names that a value can be, by their numbers; every one where it is not known and never will be. */
  function namesIn(key: ValueId): readonly number[] {
    let found: number[] | undefined;
    for (let place = 0; place < sets.sizeOf(key); place++) {
      const denotation = sets.at(key, place);
      if (kindOf(denotation) !== CONSTANT) continue;
      const name = nameOf(denotation);
      if (found === undefined) found = [name];
      else found.push(name);
    }
    return found ?? (keysAreFinal ? ANY : NONE);
  }
  const isNamespace = (holder: ValueId): boolean => holder === program.globalObject || isExported[holder] === 1;
  /** The name that a constant is, by its number. */
  function nameOf(constant: number): number {
    const index = indexOf(constant);
    while (namesOfConstants.length <= index) namesOfConstants.push(-1);
    let name = namesOfConstants[index] as number;
    if (name < 0) namesOfConstants[index] = name = memberNames.idOf(String(denotations.constantOf(constant)));
    return name;
  }
  const namesOfConstants: number[] = [];
  const heldReceivers = new Set<ValueId>();
  const isWaiting = new Uint8Array(program.stepCount);
  /** How many constants the parts of a join had when they were put together last, and what was made of them. */
  const joinedOf = new Map<number, { readonly count: number; readonly texts: readonly string[] }>();
  const waitingCalls: number[] = [];
  classes.seed();
  seedValues(program, { sets, denotations, importInto });
  loadSubmodules();
  settle();
  keysAreFinal = true;
  linker.membersAreKnown();
  for (const index of program.computing) {
    if (kinds[index] === STEP_KIND.call) linker.applyAgain(index);
    else applyKey(index);
  }
  settle();
  accessors.callSetters();
  accessors.callItems();
  accessors.callKeptItems();
  accessors.callOperators();
  accessors.callIterators((result, list, isGuess) => (isGuess ? presume : alias)(result, list));
  linkReplaced({ program, sets, denotations }, linker.link);
  settle();
  for (let round = 0; round < 3 && linker.guess(parts); round++) settle();
  impliedCalls({ values, parts, callersOf: linker.callersOf, impliedAt: accessors.impliedAt, link: linker.link });
  channels({ values, listeners: linker.listeners, alias, presume, link: linker.link });
  settle();

  /** Values first, then the calls that they changed, until nothing changes. */
  function settle(): void {
    for (;;) {
      sets.drain(grew, accessors.callGetter);
      const index = waitingCalls.pop();
      if (index === undefined) return;
      isWaiting[index] = 0;
      linker.apply(program.step(index) as CallIr, index);
    }
  }
  /** A value stands for more than before: what is new is in its set from one place to another. */
  function grew(value: ValueId, from: number, to: number): void {
    let news = 0;
    for (let place = from; place < to; place++) news |= 1 << kindOf(sets.at(value, place));
    const end = offsets[value + 1] as number;
    for (let at = offsets[value] as number; at < end; at++) {
      const role = roles[at] as number;
      const reactsTo = REACTS_TO[role] as number;
      if ((reactsTo & news) === 0) continue;
      const index = items[at] as number;
      if (role >= USE_ROLE.callee) {
        if (isWaiting[index] === 1) continue;
        isWaiting[index] = 1;
        waitingCalls.push(index);
        continue;
      }
      for (let place = from; place < to; place++) {
        const denotation = sets.at(value, place);
        if ((reactsTo >> kindOf(denotation)) & 1) applyChange(index, role, denotation);
      }
    }
    if (classes.isBase(value)) for (let place = from; place < to; place++) classes.extend(value, sets.at(value, place));
    if ((news >> API) & 1) for (let place = from; place < to; place++) openGlobalObject(value, sets.at(value, place));
  }
  function openGlobalObject(value: ValueId, denotation: number): void {
    if (kindOf(denotation) !== API || !denotations.apis.isGlobalObject(indexOf(denotation))) return;
    sets.add(value, denote(OBJECT, program.globalObject));
    alias(program.globalObject, value);
  }
  /** Only who follows something asks which values hold the same object: what comes from outside is looked for then. */
  let isClosed = false;
  function closeAliases(): void {
    if (isClosed) return;
    isClosed = true;
    classes.alias(alias);
    outsideCalls({ values, classes, links: linker.links, callersOf: linker.callersOf }, alias);
  }
  keepCompiled('values', program.stepCount, [values, sets, linker, accessors, classes, settle]);
  const unread = sets.isOverfull()
    ? ['what values stand for was not followed to the end: the package is too large']
    : [];
  return {
    ...values,
    aliases() {
      closeAliases();
      return aliases;
    },
    isPresumed: (holder, value) => presumed.get(holder)?.has(value) === true,
    links: linker.links,
    callersOf: linker.callersOf,
    listeners: linker.listeners,
    errorInstances: errorInstances(values),
    callAt: accessors.callAt,
    heldReceivers,
    unread,
  };
}

/**
 * Every way to put the parts together, at most six. What was `made` of them before gets no beginning and no end that it has
 * already: what is given a prefix again and again, for the analysis, would be ever longer.
 */
function joined(parts: readonly (readonly Folded[])[], made: readonly string[]): string[] {
  let texts = [''];
  for (const part of parts) {
    texts = texts
      .flatMap((text) => part.map(String).flatMap((one) => (isAgain(text, one, made) ? [] : [text + one])))
      .slice(0, 6);
  }
  return texts.filter((text) => text.length <= 4096);
}

function isAgain(text: string, part: string, made: readonly string[]): boolean {
  if (text === '' || part === '') return false;
  return (part.startsWith(often(text)) && made.includes(part)) || (text.endsWith(often(part)) && made.includes(text));
}
/** Words have a letter twice, and one function may put a word together letter by letter. */
function often(text: string): string {
  return /^\w$/u.test(text) ? text + text : text;
}
