import { type AccessPaths, ANY_KEY, REFUSED } from './accessPaths.ts';
import { viewedBy } from './bytesFilled.ts';
import { createCalleeFacts } from './calleeFacts.ts';
import type { CallBoundary } from './callBoundary.ts';
import { createPairTable, type PairTable } from '../../dense/pairTable.ts';
import { grown } from '../../dense/grown.ts';
import type { KeptFiles } from './keptFiles.ts';
import { createPrivateMembers } from './privateMembers.ts';
import { type FlowRules, PASSES_NOT, PASSES_PERHAPS } from './flowRules.ts';
import { type SinkHit, stepAt, type TaintContext } from './taintContext.ts';
import { holdsData } from './sinkHit.ts';
import { transferStep } from './transferStep.ts';
import { CAUGHT, type Thrown, UNCAUGHT } from './thrown.ts';
import type { ApiFacts } from '../catalog/apiFacts.ts';
import { type Denotation, indexOf, kindOf, OBJECT } from '../values/denotations.ts';
import { sharingInstance } from '../values/members.ts';
import type { Values } from '../values/values.ts';

/** What is done with a fact that follows from another; `*_DOUBTFUL` rests on a guess. */
export const REACH = 0;
export const REACH_DOUBTFUL = 1;
export const ENTER = 2;
export const ENTER_DOUBTFUL = 3;
export const EVERYWHERE = 4;
/** Something was put under the path of what the value holds. */
export const CHANGE = 5;
/** The fact stands where a sink takes data; instead of a fact it has the number of the hit. */
export const SINK = 6;
export const EVERYWHERE_DOUBTFUL = 7;
/** Only where nothing was guessed before. */
export const EVERYWHERE_FIRST_GUESS = 8;
export const ENTER_SURELY = 9;
export const CHANGE_SURELY = 10;

/**
 * What follows from each fact by the steps of the package, whoever called: found out once, and then done in each
 * context that the fact holds in, and for every secret that comes by. A fact is a number: the value and the path.
 */
export interface Consequences {
  readonly facts: PairTable;
  readonly paths: AccessPaths;
  /** Of a fact that holds: by steps that read the value, and by other names of it. */
  ofFact(fact: number): Consequence;
  /** Of a change: by other names of what was changed, and by what it is a member of. */
  ofChange(fact: number): Consequence;
  /** Of a fact that holds for what a function gives or throws in every call: it holds for what its callers get. */
  ofResult(fact: number): Consequence;
  /** Of what whoever uses the package gets: any method may be called on objects that hold the fact. */
  ofEscape(fact: number): Consequence;
  /** Of what a function throws, to whoever is told of what nobody catches. */
  ofUncaught(fact: number): Consequence;
  /** What every consequence is, from `start` to before `end` of one. */
  kindAt(at: number): number;
  factAt(at: number): number;
  stepAt(at: number): number;
  hit(index: number): SinkHit;
}

/** A guess at what was changed is followed back to so many names of it. */
const MOST_CHANGED = 32;

/** Where the consequences of one fact stand. */
export interface Consequence {
  readonly start: number;
  readonly end: number;
}

export function createConsequences(
  values: Values,
  factsOf: (api: number) => ApiFacts,
  boundary: CallBoundary,
  paths: AccessPaths,
  kept: KeptFiles,
  thrown: Thrown,
  isLive: Uint8Array,
  rules?: FlowRules,
): Consequences {
  const { program, errorInstances } = values;
  const aliases = values.aliases();
  const canHold = createPrivateMembers(values);
  const facts = createPairTable();
  const hits: SinkHit[] = [];
  const byFact: (Consequence | undefined)[] = [];
  const byChange = new Map<number, Consequence>();
  const byResult = new Map<number, Consequence>();
  const byEscape = new Map<number, Consequence>();
  const byUncaught = new Map<number, Consequence>();
  let kinds = new Int32Array(1024);
  let targets = new Int32Array(1024);
  let steps = new Int32Array(1024);
  let size = 0;
  /** Whether the step that is gone over is one that the fact passes perhaps. */
  let isPerhaps = false;

  /** What leads to no sink is left out: a fact is gone through in every context that it holds in. */
  function lead(kind: number, value: number, path: number, step: number): void {
    if (rules !== undefined && !rules.mayHold(value)) return;
    if (isLive[value] === 1 && canHold(value, paths.head(path))) add(kind, facts.idOf(value, path), step);
  }
  function add(kind: number, target: number, step: number): void {
    if (size === kinds.length) {
      kinds = grown(kinds);
      targets = grown(targets);
      steps = grown(steps);
    }
    kinds[size] = kind;
    targets[size] = target;
    steps[size] = step;
    size++;
  }
  const taint: TaintContext = {
    values,
    paths,
    kept,
    thrown,
    factsOf,
    factsOfCallee: createCalleeFacts(values, factsOf),
    table: {
      reach(_, value, path, step, isDoubtful = false) {
        if (!errorInstances.has(value)) lead(isDoubtful || isPerhaps ? REACH_DOUBTFUL : REACH, value, path, step);
      },
      reachEverywhere: (_, value, path, step, isDoubtful = false) =>
        lead(isDoubtful || isPerhaps ? EVERYWHERE_DOUBTFUL : EVERYWHERE, value, path, step),
      reachByFirstGuess: (_, value, path, step) => lead(EVERYWHERE_FIRST_GUESS, value, path, step),
      enter(_, parameter, path, step, isDoubtful) {
        const isGuess = isDoubtful || isPerhaps;
        if (paths.head(path) !== REFUSED) lead(isGuess ? ENTER_DOUBTFUL : ENTER, parameter, path, step);
        else if (!isGuess) lead(ENTER_SURELY, parameter, path, step);
      },
    },
    hit: (hit) => add(SINK, hits.push(hit) - 1, hit.step),
    mutate: (_, value, path, step) => change(value, path, step),
    mutatePerhaps: (_, value, path, step) => changePerhaps(value, path, step),
  };
  function change(value: number, path: number, step: number): void {
    if (!errorInstances.has(value)) lead(isRefusal(path) ? CHANGE_SURELY : CHANGE, value, path, step);
  }
  /** Whether something is held that is refused. */
  function isRefusal(path: number): boolean {
    return paths.head(paths.tail(path)) === REFUSED;
  }
  /** Nearest first, so that what is cut at the limit is what is least likely meant. */
  function changePerhaps(changed: number, path: number, step: number): void {
    const found = new Set<number>();
    const see = (value: number, under: number): unknown =>
      found.size < MOST_CHANGED && !errorInstances.has(value) && found.add(facts.idOf(value, under));
    see(changed, path);
    for (const fact of found) {
      const value = facts.firstOf(fact);
      const under = facts.secondOf(fact);
      lead(EVERYWHERE_DOUBTFUL, value, under, step);
      const instance = boundary.instanceOf(value);
      if (instance !== undefined) see(instance, under);
      const given = boundary.givenFor(value);
      for (let at = 1; at < given.length; at += 2) see(given[at] as number, under);
      const { offsets, items } = program.makes;
      for (let at = offsets[value] as number; at < (offsets[value + 1] as number); at++) {
        const made = stepAt(values, items[at] as number);
        if (made.is === 'copy') see(made.from, under);
        else if (made.is === 'load') for (const key of values.keysOf(made.key)) see(made.from, paths.under(key, under));
      }
    }
  }

  function expandFact(fact: number): void {
    const value = facts.firstOf(fact);
    const path = facts.secondOf(fact);
    const { offsets, items } = program.uses;
    let last = -1;
    for (let at = offsets[value] as number; at < (offsets[value + 1] as number); at++) {
      const step = items[at] as number;
      if (step === last) continue;
      last = step;
      const read = stepAt(values, step);
      const passing = rules?.passes(value, read, step);
      if (passing === PASSES_NOT) continue;
      isPerhaps = passing === PASSES_PERHAPS;
      transferStep(taint, fact, value, path, read, step);
      isPerhaps = false;
    }
    const ends = rules?.endsAt(value) ?? [];
    if (ends.length > 0 && holdsData(paths.head(path))) {
      for (const { step, api, isOfElements } of ends)
        if (!isOfElements || path !== paths.WHOLE)
          taint.hit({ edge: fact, step, kind: 'key', api, name: api, isGuess: paths.isCut(path) });
    }
    for (const alias of aliases.get(value) ?? []) {
      const kind = values.isPresumed(value, alias) ? EVERYWHERE_DOUBTFUL : EVERYWHERE;
      if (!errorInstances.has(alias)) lead(kind, alias, path, -1);
    }
    const head = paths.head(path);
    if (value !== program.globalObject || head === undefined) return;
    for (const read of values.readByName(head)) lead(EVERYWHERE, read, paths.tail(path), -1);
  }
  /** Steps are those of whoever made the change. */
  function expandChange(fact: number): void {
    const value = facts.firstOf(fact);
    const path = facts.secondOf(fact);
    for (const holder of values.madeAt(value)) {
      if (holder !== value && !errorInstances.has(holder)) lead(EVERYWHERE, holder, path, -1);
    }
    for (const one of values.sets.of(value)) {
      const instance = sharingInstance(program, one, paths.head(path));
      if (instance !== undefined) lead(EVERYWHERE, instance, path, -1);
    }
    // The value is another name for a member of something: that holds it too.
    const { offsets, items } = program.makes;
    for (let at = offsets[value] as number; at < (offsets[value + 1] as number); at++) {
      const made = stepAt(values, items[at] as number);
      if (made.is === 'copy') change(made.from, path, -1);
      else if (made.is === 'load') {
        for (const member of values.keysOf(made.key)) change(made.from, paths.under(member, path), -1);
      } else {
        const viewed = viewedBy(values, made);
        if (viewed !== undefined) change(viewed, path, -1);
      }
    }
  }
  function expandResult(fact: number, index: number): void {
    const path = facts.secondOf(fact);
    const getters = boundary.gettersOf(index);
    for (let at = 0; at < getters.length; at += 2) {
      const caller = getters[at] as number;
      if (boundary.isWide(caller)) continue;
      const isGuess = boundary.isGuess(caller, index);
      if (isGuess && paths.head(path) === REFUSED) continue;
      const kind = isGuess ? EVERYWHERE_DOUBTFUL : EVERYWHERE;
      const given = boundary.givesText(caller)
        ? paths.WHOLE
        : boundary.givesElements(caller)
          ? paths.under(ANY_KEY, path)
          : path;
      lead(kind, getters[at + 1] as number, given, caller);
    }
  }
  function expandThrown(fact: number, index: number): void {
    const path = facts.secondOf(fact);
    const catchers = thrown.catchersOf(index);
    for (let at = 0; at < catchers.length; at += 2) {
      const caller = catchers[at] as number;
      const caught = catchers[at + 1] as number;
      if (boundary.isWide(caller)) continue;
      // What holds in every call, many make alike, and many callers catch all that goes wrong: of what is handed on again
      // and again nothing says any more who threw it.
      const isHandedOn = thrown.isHandedOn(caught);
      if (isHandedOn && (!thrown.throws(index) || thrown.throwsErrors(index))) continue;
      const isGuess = boundary.isGuess(caller, index) || isHandedOn || thrown.throwsErrors(index);
      lead(isGuess ? EVERYWHERE_FIRST_GUESS : EVERYWHERE, caught, thrown.pathIn(paths, caller, caught, path), caller);
    }
  }
  function expandUncaught(fact: number): void {
    const path = facts.secondOf(fact);
    const is = thrown.uncaught(thrown.throwerOf[facts.firstOf(fact)] as number);
    if (is === CAUGHT) return;
    const kind = is === UNCAUGHT ? EVERYWHERE : EVERYWHERE_DOUBTFUL;
    for (const { value, under } of thrown.told)
      lead(kind, value, under === undefined ? path : paths.under(under, path), -1);
  }
  function expandEscape(objects: readonly Denotation[], path: number): void {
    const head = paths.head(path);
    if (head === undefined) return;
    const tail = paths.tail(path);
    for (const one of objects) {
      if (kindOf(one) !== OBJECT) continue;
      const holder = indexOf(one);
      // Where an element of a list is not told from the list.
      const held = head === ANY_KEY && tail !== paths.WHOLE ? tail : path;
      if (values.instances.has(holder)) lead(EVERYWHERE, holder, held, -1);
      if (tail !== paths.WHOLE) expandEscape(values.sets.of(values.sets.cell(holder, head)), tail);
    }
  }
  function since(start: number): Consequence {
    return { start, end: size };
  }
  return {
    facts,
    paths,
    ofFact(fact) {
      const known = byFact[fact];
      if (known !== undefined) return known;
      const start = size;
      expandFact(fact);
      return (byFact[fact] = since(start));
    },
    ofChange(fact) {
      const known = byChange.get(fact);
      if (known !== undefined) return known;
      const start = size;
      expandChange(fact);
      const made = since(start);
      byChange.set(fact, made);
      return made;
    },
    ofResult(fact) {
      const known = byResult.get(fact);
      if (known !== undefined) return known;
      const start = size;
      const index = boundary.resultOf[facts.firstOf(fact)] as number;
      const thrower = thrown.throwerOf[facts.firstOf(fact)] as number;
      if (index >= 0) expandResult(fact, index);
      if (thrower >= 0) expandThrown(fact, thrower);
      const made = since(start);
      byResult.set(fact, made);
      return made;
    },
    ofEscape(fact) {
      const known = byEscape.get(fact);
      if (known !== undefined) return known;
      const start = size;
      expandEscape(values.sets.of(facts.firstOf(fact)), facts.secondOf(fact));
      const made = since(start);
      byEscape.set(fact, made);
      return made;
    },
    ofUncaught(fact) {
      const known = byUncaught.get(fact);
      if (known !== undefined) return known;
      const start = size;
      expandUncaught(fact);
      const made = since(start);
      byUncaught.set(fact, made);
      return made;
    },
    kindAt: (at) => kinds[at] as number,
    factAt: (at) => targets[at] as number,
    stepAt: (at) => steps[at] as number,
    hit: (index) => hits[index] as SinkHit,
  };
}
