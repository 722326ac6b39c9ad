import type { CallIr, ValueId } from '../../ir/moduleIr.ts';
import { type ApiFacts, SAYS } from '../catalog/apiFacts.ts';
import { PUBLIC_MEMBER } from '../catalog/endCatalog.ts';
import { storeSink } from '../catalog/sinkCatalog.ts';
import { grown } from '../dense/grown.ts';
import type { SinkKind } from '../flowReport.ts';
import { NAME } from '../program/memberNames.ts';
import { STEP_KIND } from '../program/stepKind.ts';
import { USE_ROLE } from '../program/useRole.ts';
import { indexOf, kindOf, OBJECT } from '../values/denotations.ts';
import { sharingInstance } from '../values/members.ts';
import { createMethodRules, RECEIVER } from '../values/methodRules.ts';
import type { Values } from '../values/values.ts';
import { ANY_KEY } from './accessPaths.ts';
import { createArrows } from './arrows.ts';
import type { CallBoundary } from './callBoundary.ts';
import type { KeptFiles } from './keptFiles.ts';
import {
  below,
  INSIDE,
  NAMED,
  ofElement,
  ofMember,
  type PathShapes,
  under,
  underElement,
  underMember,
  WHOLE,
} from './pathShapes.ts';
import { createPublicNames } from './publicNames.ts';
import { reachable } from './reachable.ts';
import { transferAccessShapes, transferCallShapes } from './shapeTransfer.ts';

/** Where to begin. */
export interface Origin {
  readonly value: ValueId;
  readonly path: readonly string[];
}

export interface Around {
  readonly values: Values;
  readonly boundary: CallBoundary;
  readonly kept: KeptFiles;
  factsOf(api: number): ApiFacts;
  /** What the catalogs say of each value. */
  readonly listed: Uint16Array;
  readonly isPublic: ReadonlySet<number>;
}

const IS_ERROR = 1;
const IS_EXPORTS = 2;

/** 1 for each value on a way from one of some of the origins to a sink that is meant; undefined where none is reached. */
export type LiveFrom = (origins: readonly Origin[], isMeant: (kind: SinkKind) => boolean) => Uint8Array | undefined;

/**
 * Tells which values can lie on some way from an origin to a sink, when neither calls nor names of members are told
 * apart. Most packages end here: their secrets and their sinks have nothing to do with each other. Only what can be
 * reached is looked at, and of that each value a few times.
 */
export function liveValues(
  { values, boundary, kept, factsOf, listed, isPublic }: Around,
  all: readonly Origin[],
): LiveFrom {
  const { program, sets, errorInstances } = values;
  const { uses, makes, valueCount, kinds, reads, roles, starts, gives, names } = program;
  const { links } = values;
  // A place is what a value holds, what was put into that, one up, or an object that left the package, after all values.
  const shapesOf = new Uint8Array(valueCount * 3);
  const pending = new Uint8Array(valueCount * 3);
  const numberOf = new Int32Array(valueCount * 3);
  let places = new Int32Array(1024);
  let count = 0;
  const waiting: number[] = [];
  const arrows = createArrows();
  const ends: number[] = [];
  const endKinds: SinkKind[] = [];
  const isEntered = new Uint8Array(program.stepCount);
  const unasked = new Map<number, number[]>();
  /** Where what follows comes from. */
  let from = -1;

  const ruleOf = createMethodRules(program.memberNames);
  const isMarked = new Uint8Array(valueCount);
  for (const value of errorInstances) isMarked[value] = IS_ERROR;
  for (const value of program.exports) isMarked[value] = IS_EXPORTS;
  const publicNames = createPublicNames(program.memberNames);
  const context = { values, kept, factsOf, to: { hold, enter, change, end } };

  for (const { value, path } of all) {
    put(
      value * 2,
      path.reduceRight((shapes, key) => under(key, shapes), WHOLE),
    );
  }
  // First come, first served: what comes to a value on several ways is then seen at once.
  for (let next = 0; next < waiting.length; next++) {
    const place = waiting[next] as number;
    const shapes = pending[place] as number;
    pending[place] = 0;
    from = (numberOf[place] as number) - 1;
    const value = place >> 1;
    if (place >= valueCount * 2) expandEscaped(place - valueCount * 2);
    else if ((place & 1) === 0) expand(value, shapes);
    else expandChange(value, shapes);
  }
  return (origins, isMeant) => {
    const meant = ends.filter((_, at) => isMeant(endKinds[at] as SinkKind));
    if (meant.length === 0) return undefined;
    const before = reachable(arrows.arriving(count), meant);
    const after =
      origins.length === all.length
        ? undefined
        : reachable(
            arrows.leaving(count),
            origins.map(({ value }) => (numberOf[value * 2] as number) - 1),
          );
    const live = new Uint8Array(valueCount);
    let isAny = false;
    for (let at = 0; at < count; at++) {
      const place = places[at] as number;
      if (before[at] !== 1 || (after !== undefined && after[at] !== 1) || place >= valueCount * 2) continue;
      live[place >> 1] = 1;
      isAny = true;
    }
    return isAny ? live : undefined;
  };

  function hold(value: ValueId, shapes: PathShapes): void {
    if (isMarked[value] !== IS_ERROR) put(value * 2, shapes);
  }
  function enter(parameter: ValueId, shapes: PathShapes, step: number): void {
    put(parameter * 2, shapes);
    ask(step);
  }
  function change(value: ValueId, shapes: PathShapes): void {
    if (isMarked[value] !== IS_ERROR) put(value * 2 + 1, shapes);
  }
  function end(kind: SinkKind): void {
    ends.push(from);
    endKinds.push(kind);
  }
  function put(place: number, shapes: PathShapes): void {
    if (shapes === 0) return;
    let number = numberOf[place] as number;
    if (number === 0) {
      if (count === places.length) places = grown(places);
      places[count] = place;
      number = ++count;
      numberOf[place] = number;
    }
    if (from >= 0 && from !== number - 1) arrows.add(from, number - 1);
    const held = shapesOf[place] as number;
    const fresh = shapes & ~held;
    if (fresh === 0) return;
    shapesOf[place] = held | fresh;
    if (pending[place] === 0) waiting.push(place);
    pending[place] = (pending[place] as number) | fresh;
  }
  function expand(value: ValueId, shapes: PathShapes): void {
    const { offsets, items, roles: useRoles } = uses;
    let last = -1;
    for (let at = offsets[value] as number; at < (offsets[value + 1] as number); at++) {
      const step = items[at] as number;
      const kind = kinds[step];
      switch (useRoles[at]) {
        case USE_ROLE.plain:
          if (kind === STEP_KIND.copy) hold(gives[step] as number, shapes);
          break;
        case USE_ROLE.joined:
        case USE_ROLE.computed:
          hold(gives[step] as number, WHOLE);
          break;
        case USE_ROLE.readFrom:
          load(value, shapes, step);
          break;
        case USE_ROLE.key:
          if (kind === STEP_KIND.load && (shapes & WHOLE) !== 0) hold(gives[step] as number, WHOLE);
          break;
        case USE_ROLE.storedInto:
          if (links[step] !== undefined) transferAccessShapes(context, value, shapes, step);
          break;
        case USE_ROLE.stored:
        case USE_ROLE.storedAsPrototype:
          store(value, shapes, step);
          break;
        case USE_ROLE.callee:
          // What is called is handed on only where it is an object with a function to call.
          if (links[step] === undefined) break;
          if (step !== last) transferCallShapes(context, value, shapes, program.step(step) as CallIr, step);
          last = step;
          break;
        case USE_ROLE.receiver:
        case USE_ROLE.argument:
          if (step === last) break;
          if (!throughUnknown(value, shapes, step, useRoles[at] === USE_ROLE.receiver))
            transferCallShapes(context, value, shapes, program.step(step) as CallIr, step);
          last = step;
          break;
        default:
      }
    }
    const aliases = values.aliases.get(value);
    if (aliases !== undefined) for (const alias of aliases) hold(alias, shapes);
    if (value === program.globalObject) {
      for (const key of sets.keysOf(value)) for (const read of values.readByName(key)) put(read * 2, below(shapes));
    }
    if (isMarked[value] === IS_EXPORTS && (shapes & INSIDE) !== 0) escape(value);
    const index = boundary.resultOf[value] as number;
    if (index >= 0) leave(value, shapes, index);
  }
  /**
   * Carries over a call of which nothing is known but the method's name, as most are, without the call's own form;
   * whether it is one.
   */
  function throughUnknown(value: ValueId, shapes: PathShapes, step: number, isReceiver: boolean): boolean {
    const first = starts[step] as number;
    const callee = reads[first] as number;
    if (links[step] !== undefined || ((listed[callee] as number) & SAYS.outside) !== 0) return false;
    const hasReceiver = roles[first + 1] === USE_ROLE.receiver;
    const method = hasReceiver ? values.methodNameOf(callee) : -1;
    const rule = method < 0 ? undefined : ruleOf(method);
    const to = gives[step] as number;
    if (!isReceiver) {
      if (rule?.takes === true) return false;
      hold(to, shapes & NAMED);
      if ((shapes & ~NAMED) !== 0) hold(to, WHOLE);
      return true;
    }
    if (((listed[value] as number) & SAYS.isSource) !== 0) return false;
    switch (rule?.receiver) {
      case RECEIVER.whole:
      case RECEIVER.elementsThrough:
      case RECEIVER.givesElements:
        hold(to, shapes);
        break;
      case RECEIVER.elementsInto:
        break;
      case RECEIVER.finds:
        hold(to, ofElement(shapes));
        break;
      case RECEIVER.givesElement:
        hold(to, ofMember(shapes));
        break;
      default:
        if ((shapes & ~NAMED) !== 0) hold(to, WHOLE);
    }
    return true;
  }
  function load(value: ValueId, shapes: PathShapes, step: number): void {
    if (links[step] !== undefined) transferAccessShapes(context, value, shapes, step);
    const isOpen = (shapes & WHOLE) !== 0 && !isPublicMember(value, step);
    hold(gives[step] as number, ofMember(isOpen ? shapes : shapes & ~WHOLE));
  }
  /** Public parts of a key object; single variables of the environment, which are judged on their own. */
  function isPublicMember(value: ValueId, step: number): boolean {
    const name = names[step] as number;
    const isEnvironment = ((listed[value] as number) & SAYS.isSource) !== 0;
    if (name >= 0) return publicNames.has(name) || (isEnvironment && name !== NAME.every);
    const made = program.step(step);
    return (
      made.is === 'load' &&
      values.keysOf(made.key).every((key) => PUBLIC_MEMBER.test(key) || (isEnvironment && key !== ANY_KEY))
    );
  }
  function store(value: ValueId, shapes: PathShapes, step: number): void {
    if (links[step] !== undefined) transferAccessShapes(context, value, shapes, step);
    const into = reads[starts[step] as number] as number;
    if (((listed[into] as number) & SAYS.storeSink) !== 0) storeSinks(into, step);
    change(into, underKey(step, shapes));
  }
  function storeSinks(into: ValueId, step: number): void {
    const made = program.step(step);
    for (const api of made.is === 'store' ? values.apisOf(into) : []) {
      for (const key of made.is === 'store' ? values.keysOf(made.key) : []) {
        const sink = storeSink(factsOf(api).path, key);
        if (sink !== undefined) end(sink.kind);
      }
    }
  }
  /** The paths of what holds them under the member that a step reads or writes. */
  function underKey(step: number, shapes: PathShapes): PathShapes {
    const name = names[step] as number;
    if (name >= 0) return name === NAME.every ? underElement(shapes) : underMember(shapes);
    const made = program.step(step);
    let found = 0;
    if (made.is === 'load' || made.is === 'store')
      for (const key of values.keysOf(made.key)) found |= under(key, shapes);
    return found;
  }
  /** What a function gives comes to whoever calls it; of very many functions only where the call is given anything. */
  function leave(result: ValueId, shapes: PathShapes, index: number): void {
    if (isPublic.has(index) && (shapes & INSIDE) !== 0) escape(result);
    const getters = boundary.gettersOf(index);
    for (let at = 0; at < getters.length; at += 2) {
      const step = getters[at] as number;
      if (!boundary.isWide(step) || isEntered[step] === 1) giveBack(step, getters[at + 1] as number, shapes);
      else {
        const held = unasked.get(step);
        if (held === undefined) unasked.set(step, [from, shapes, getters[at + 1] as number]);
        else held.push(from, shapes, getters[at + 1] as number);
      }
    }
  }
  function giveBack(step: number, value: ValueId, shapes: PathShapes): void {
    hold(value, boundary.givesElements(step) ? under(ANY_KEY, shapes) : shapes);
  }
  function ask(step: number): void {
    if (isEntered[step] === 1) return;
    isEntered[step] = 1;
    const held = unasked.get(step);
    if (held === undefined) return;
    const before = from;
    for (let at = 0; at < held.length; at += 3) {
      from = held[at] as number;
      giveBack(step, held[at + 2] as number, held[at + 1] as number);
    }
    from = before;
  }
  /** Objects that leave the package, themselves or as members, come back in their methods. */
  function escape(node: number): void {
    for (const one of sets.of(node)) if (kindOf(one) === OBJECT) put(valueCount * 2 + indexOf(one), WHOLE);
  }
  function expandEscaped(holder: number): void {
    if (values.instances.has(holder)) put(holder * 2, INSIDE);
    for (const key of sets.keysOf(holder)) escape(sets.cell(holder, key));
  }
  function expandChange(value: ValueId, shapes: PathShapes): void {
    put(value * 2, shapes);
    const index = boundary.parameterOf[value] as number;
    const instance = boundary.instanceOf(value);
    if (instance !== undefined) put(instance * 2, shapes);
    if (index >= 0) {
      const given = boundary.givenFor(value);
      for (let at = 1; at < given.length; at += 2) change(given[at] as number, shapes);
      if (program.functions[index]?.receiver !== value || instance !== undefined) return;
    }
    for (const holder of values.madeAt(value)) if (holder !== value) hold(holder, shapes);
    for (const one of sets.of(value)) {
      const shared = sharingInstance(program, one, undefined);
      if (shared !== undefined) put(shared * 2, shapes);
    }
    const { offsets, items } = makes;
    for (let at = offsets[value] as number; at < (offsets[value + 1] as number); at++) {
      const step = items[at] as number;
      const kind = kinds[step];
      if (kind === STEP_KIND.copy) change(reads[starts[step] as number] as number, shapes);
      else if (kind === STEP_KIND.load) change(reads[starts[step] as number] as number, underKey(step, shapes));
    }
  }
}
