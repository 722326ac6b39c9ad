import type { CallIr, ValueId } from '../../ir/moduleIr.ts';
import { keepCompiled } from '../../keepCompiled.ts';
import { type ApiFacts, SAYS } from '../catalog/apiFacts.ts';
import { PUBLIC_MEMBER } from '../catalog/endCatalog.ts';
import { storeSink } from '../catalog/sinkCatalog.ts';
import { grown } from '../../dense/grown.ts';
import type { SinkKind } from '../flowReport.ts';
import { NAME } from '../program/memberNames.ts';
import { STEP_KIND } from '../../ir/stepKind.ts';
import { USE_ROLE } from '../../ir/useRole.ts';
import { indexOf, kindOf, OBJECT } from '../values/denotations.ts';
import { sharingInstance } from '../values/members.ts';
import { createMethodRules, RECEIVER } from '../values/methodRules.ts';
import type { Values } from '../values/values.ts';
import { ANY_KEY } from './accessPaths.ts';
import { addressJoins } from './addressJoins.ts';
import { createArrows } from './arrows.ts';
import { viewedBy } from './bytesFilled.ts';
import { createCalleeFacts } from './calleeFacts.ts';
import type { CallBoundary } from './callBoundary.ts';
import type { FlowRules } from './flowRules.ts';
import type { KeptFiles } from './keptFiles.ts';
import {
  below,
  HANDED_ON,
  handedOn,
  IN_ERROR,
  INSIDE,
  NAMED,
  ofElement,
  ofMember,
  ofRefused,
  type PathShapes,
  REFUSED_WITH,
  thrownInto,
  under,
  underElement,
  underMember,
  WHOLE,
} from './pathShapes.ts';
import { CAUGHT, type Thrown } from './thrown.ts';
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
  readonly thrown: Thrown;
  readonly kept: KeptFiles;
  factsOf(api: number): ApiFacts;
  /** What the catalogs say of each value. */
  readonly listed: Uint16Array;
  readonly isPublic: ReadonlySet<number>;
  readonly rules?: FlowRules | undefined;
}

/** Places of a value: what it holds in every call, in one call; what was put into that, in every call and in one. */
const PLACES = 4;
const IN_CALL = 1;
const CHANGED = 2;
const BY_ANY = 1;
const BY_CALL = 2;

const IS_ERROR = 1;
const IS_EXPORTS = 2;
const IS_THROWN = 3;

/** Values on a way from an origin to a sink: 1 for each. */
export interface LiveValues {
  /** From any origin to any sink. */
  readonly all: Uint8Array;
  /** From one of some of the origins to a sink that is meant; undefined where none is reached. */
  from(origins: readonly Origin[], isMeant: (kind: SinkKind) => boolean): Uint8Array | undefined;
}

/**
 * Tells which values can lie on some way from an origin to a sink, when neither calls nor names of members are told
 * apart. Most packages end here: their secrets and their sinks have nothing to do with each other. Only what can be
 * reached is looked at, and of that each value a few times.
 */
export function liveValues(
  { values, boundary, thrown, kept, factsOf, listed, isPublic, rules }: Around,
  all: readonly Origin[],
  isMeantAtAll: (kind: SinkKind) => boolean,
): LiveValues {
  const { program, sets, errorInstances } = values;
  const allAliases = values.aliases();
  const inAddresses = addressJoins(values);
  const { uses, makes, valueCount, kinds, reads, roles, starts, gives, names, functionOf } = program;
  const { links } = values;
  const escaped = valueCount * PLACES;
  const shapesOf = new Uint8Array(escaped + valueCount);
  const pending = new Uint8Array(escaped + valueCount);
  const numberOf = new Int32Array(escaped + valueCount);
  let places = new Int32Array(1024);
  let count = 0;
  const waiting: number[] = [];
  const arrows = createArrows();
  const ends: number[] = [];
  const endKinds: SinkKind[] = [];
  /** How calls were given anything: bits of `BY_ANY` and `BY_CALL`. */
  const entered = new Uint8Array(program.stepCount);
  /** Where what follows comes from: the number of the place, and the function whose call it is in, -1 for every call. */
  let from = -1;
  let within = -1;

  const ruleOf = createMethodRules(program.memberNames);
  const isMarked = new Uint8Array(valueCount);
  for (const value of errorInstances) isMarked[value] = IS_ERROR;
  for (const value of program.exports) isMarked[value] = IS_EXPORTS;
  for (const one of program.functions) isMarked[one.thrown] = IS_THROWN;
  const publicNames = createPublicNames(program.memberNames);
  const context = {
    values,
    listed,
    kept,
    factsOf,
    factsOfCallee: createCalleeFacts(values, factsOf),
    to: { hold, holdAlways, enter, change, end },
  };

  for (const { value, path } of all) {
    put(
      value * PLACES,
      path.reduceRight((shapes, key) => under(key, shapes), WHOLE),
    );
  }
  // First come, first served: what comes to a value on several ways is then seen at once.
  for (let next = 0; next < waiting.length; next++) visit(waiting[next] as number);
  keepCompiled('live values', program.stepCount, [visit, marked]);
  const arriving = ends.length === 0 ? undefined : arrows.arriving(count);
  return {
    all: marked(arriving === undefined ? undefined : reachable(arriving, ends)),
    from(origins, isMeant) {
      const meant = ends.filter((_, at) => isMeant(endKinds[at] as SinkKind));
      if (arriving === undefined || meant.length === 0) return undefined;
      const before = reachable(arriving, meant);
      if (origins.length === all.length) return marked(before);
      const starts = origins.map(({ value }) => (numberOf[value * PLACES] as number) - 1);
      const after = reachable(arrows.leaving(count), starts);
      const isReached = meant.some((end) => after[end] === 1);
      return isReached ? marked(before, after) : undefined;
    },
  };

  /** The values of places that are in all of some sets. */
  function marked(before: Uint8Array | undefined, after?: Uint8Array): Uint8Array {
    const live = new Uint8Array(valueCount);
    for (let at = 0; at < count; at++) {
      const place = places[at] as number;
      if (before?.[at] !== 1 || place >= escaped || (after !== undefined && after[at] !== 1)) continue;
      live[(place / PLACES) | 0] = 1;
    }
    return live;
  }
  function visit(place: number): void {
    let shapes = pending[place] as number;
    pending[place] = 0;
    from = (numberOf[place] as number) - 1;
    within = -1;
    if (place >= escaped) return expandEscaped(place - escaped);
    const value = (place / PLACES) | 0;
    if ((place & IN_CALL) !== 0) {
      within = functionOf[value] as number;
      // What holds in every call comes to everything that this does.
      const always = shapesOf[place - IN_CALL] as number;
      if ((shapes & always) !== 0) arrows.add(from, (numberOf[place - IN_CALL] as number) - 1);
      shapes &= ~always;
      if (shapes === 0) return;
    }
    if ((place & CHANGED) === 0) expand(value, shapes);
    else expandChange(value, shapes);
  }
  /** The place of a value that follows by a step of the function. */
  function placeOf(value: ValueId): number {
    return value * PLACES + (functionOf[value] === within ? IN_CALL : 0);
  }
  function hold(value: ValueId, shapes: PathShapes): void {
    if (isMarked[value] !== IS_ERROR) put(placeOf(value), shapes);
  }
  function holdAlways(value: ValueId, shapes: PathShapes): void {
    put(value * PLACES, shapes);
  }
  function change(value: ValueId, shapes: PathShapes): void {
    if (isMarked[value] !== IS_ERROR) put(placeOf(value) + CHANGED, shapes);
  }
  function enter(parameter: ValueId, shapes: PathShapes, step: number): void {
    if (shapes === 0) return;
    put(parameter * PLACES + IN_CALL, shapes);
    const by = functionOf[resultAt(step)] === within ? BY_CALL : BY_ANY;
    const known = entered[step] as number;
    if ((known & by) !== 0) return;
    entered[step] = known | by;
    comeBack(step, by);
  }
  /** The value that a call gives, or the accessor of a member. */
  function resultAt(step: number): ValueId {
    const to = gives[step] as number;
    return to < 0 ? (values.callAt(step)?.to ?? (reads[starts[step] as number] as number)) : to;
  }
  function end(kind: SinkKind): void {
    if (!isMeantAtAll(kind)) return;
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
  function expand(value: ValueId, all: PathShapes): void {
    const shapes = (all & REFUSED_WITH) !== 0 && thrown.isAwaited[value] === 1 ? all & ~REFUSED_WITH : all;
    if (rules !== undefined && rules.endsAt(value).length > 0) end('key');
    const { offsets, items, roles: useRoles } = uses;
    let last = -1;
    for (let at = offsets[value] as number; at < (offsets[value + 1] as number); at++) {
      const step = items[at] as number;
      const kind = kinds[step];
      switch (useRoles[at]) {
        case USE_ROLE.plain:
          if (kind === STEP_KIND.copy) hold(gives[step] as number, shapes);
          else if (kind === STEP_KIND.await) holdRefused(gives[step] as number, all);
          else if (links[step] !== undefined) transferAccessShapes(context, value, shapes, step);
          break;
        case USE_ROLE.joined:
        case USE_ROLE.computed:
          if (inAddresses.has(step)) end('network');
          if (links[step] !== undefined) transferAccessShapes(context, value, shapes, step);
          hold(gives[step] as number, WHOLE);
          break;
        case USE_ROLE.readFrom:
          load(value, shapes, step);
          break;
        case USE_ROLE.key:
          if (links[step] !== undefined) transferAccessShapes(context, value, shapes, step);
          if ((shapes & WHOLE) === 0) break;
          if (kind === STEP_KIND.load) hold(gives[step] as number, WHOLE);
          else if (kind === STEP_KIND.store) change(reads[starts[step] as number] as number, underMember(WHOLE));
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
          if (links[step]?.some((link) => link.how === 'object') !== true) break;
          if (step !== last) transferCallShapes(context, value, shapes, program.step(step) as CallIr, step);
          last = step;
          break;
        case USE_ROLE.receiver:
        case USE_ROLE.argument:
          if (step === last) break;
          last = step;
          if (useRoles[at] === USE_ROLE.receiver) {
            if (throughUnknown(value, all, step, true)) break;
          } else if (shapes === 0 || throughUnknown(value, shapes, step, false)) break;
          transferCallShapes(
            context,
            value,
            useRoles[at] === USE_ROLE.receiver ? all : shapes,
            program.step(step) as CallIr,
            step,
          );
          break;
        default:
      }
    }
    const aliases = allAliases.get(value);
    if (aliases !== undefined) for (const alias of aliases) if (isMarked[alias] !== IS_ERROR) holdAlways(alias, all);
    if (value === program.globalObject) {
      for (const key of sets.keysOf(value)) for (const read of values.readByName(key)) holdAlways(read, below(shapes));
    }
    if (isMarked[value] === IS_EXPORTS && (shapes & INSIDE) !== 0) escape(value);
    const index = boundary.resultOf[value] as number;
    if (index >= 0) leave(value, shapes, index);
    if (isMarked[value] === IS_THROWN) leaveThrown(all, thrown.throwerOf[value] as number);
  }
  /**
   * Carries over a call of which nothing is known but the method's name, as most are, without the call's own form;
   * whether it is one.
   */
  function throughUnknown(value: ValueId, given: PathShapes, step: number, isReceiver: boolean): boolean {
    const first = starts[step] as number;
    const callee = reads[first] as number;
    if (links[step] !== undefined || ((listed[callee] as number) & SAYS.outside) !== 0) return false;
    // A function that sends is called by it, perhaps: `[x].map(fetch)`, or what writes out is written to: `x.pipe(socket)`.
    const meant = isReceiver ? SAYS.sink | SAYS.outside : SAYS.sink;
    for (let at = first + 1; at < (starts[step + 1] as number); at++)
      if (((listed[reads[at] as number] as number) & meant) !== 0) return false;
    const hasReceiver = roles[first + 1] === USE_ROLE.receiver;
    const method = hasReceiver ? values.methodNameOf(callee) : -1;
    const rule = method < 0 ? undefined : ruleOf(method);
    const to = gives[step] as number;
    if (isReceiver && rule?.receiver === RECEIVER.whole) hold(to, given & REFUSED_WITH);
    const shapes = given & ~REFUSED_WITH;
    if (shapes === 0 && rule?.takes !== true) return true;
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
  /**
   * What a function gives comes to whoever calls it; what came by a call only to the calls that were given something,
   * and what a call of very many functions gives too.
   */
  function leave(result: ValueId, shapes: PathShapes, index: number): void {
    if (isPublic.has(index) && (shapes & INSIDE) !== 0) escape(result);
    const getters = boundary.gettersOf(index);
    for (let at = 0; at < getters.length; at += 2) {
      const step = getters[at] as number;
      const by = comingBack(step);
      if (by !== 0) giveBack(step, shapes, by);
    }
  }
  function leaveThrown(shapes: PathShapes, index: number): void {
    if (thrown.uncaught(index) !== CAUGHT)
      for (const { value, under: name } of thrown.told)
        holdAlways(value, name === undefined ? thrownInto(shapes, 0, false, false) : underMember(shapes));
    const catchers = thrown.catchersOf(index);
    for (let at = 0; at < catchers.length; at += 2) {
      const step = catchers[at] as number;
      const by = comingBack(step);
      if (by !== 0) giveThrown(step, index, catchers[at + 1] as number, shapes, by);
    }
  }
  /** By which callers what leaves a function comes back to a call of it. */
  function comingBack(step: number): number {
    if (within < 0 && !boundary.isWide(step)) return BY_ANY;
    const by = entered[step] as number;
    return by === 0 || within >= 0 ? by : BY_ANY;
  }
  function giveThrown(step: number, index: number, caught: ValueId, shapes: PathShapes, by: number): void {
    const isHandedOn = thrown.isHandedOn(caught);
    const inErrors = isHandedOn && thrown.throwsErrors(index) ? shapes : IN_ERROR;
    const given = thrownInto(shapes, inErrors, isHandedOn, thrown.isRefused(step, caught));
    putBack(caught, thrown.isCaughtOut(functionOf[caught] as number) ? given : given & ~HANDED_ON, by);
  }
  /** What is awaited is thrown. */
  function holdRefused(caught: ValueId, shapes: PathShapes): void {
    hold(caught, thrown.throwerOf[caught] === -1 ? ofRefused(shapes) : handedOn(shapes));
  }
  function giveBack(step: number, shapes: PathShapes, by: number): void {
    const given = boundary.givesText(step) ? WHOLE : boundary.givesElements(step) ? underElement(shapes) : shapes;
    putBack(resultAt(step), given, by);
  }
  function putBack(to: ValueId, given: PathShapes, by: number): void {
    if (isMarked[to] === IS_ERROR) return;
    if ((by & BY_ANY) !== 0) put(to * PLACES, given);
    if ((by & BY_CALL) !== 0) put(to * PLACES + IN_CALL, given);
  }
  /** What the functions of a call have for it already, when it is first given something. */
  function comeBack(step: number, by: number): void {
    const before = from;
    for (const link of links[step] ?? []) {
      const callee = link.how === 'settle' || link.how === 'refuse' ? undefined : program.functions[link.function];
      if (callee === undefined) continue;
      for (const place of [callee.result * PLACES + IN_CALL, callee.result * PLACES]) {
        const shapes = shapesOf[place] as number;
        if (shapes === 0 || !boundary.givesBack(step, link.function)) continue;
        from = (numberOf[place] as number) - 1;
        if ((place & IN_CALL) !== 0) giveBack(step, shapes, by);
        else if (boundary.isWide(step)) giveBack(step, shapes, BY_ANY);
      }
      comeThrown(step, link.function, callee.thrown * PLACES, by);
      for (const { value } of callee.parameters) changeBack(step, link.function, value, by);
      if (callee.receiver !== undefined) changeBack(step, link.function, callee.receiver, by);
    }
    from = before;
  }
  function comeThrown(step: number, index: number, place: number, by: number): void {
    const inCall = shapesOf[place + IN_CALL] as number;
    const always = boundary.isWide(step) ? (shapesOf[place] as number) : 0;
    const caught = (inCall | always) === 0 ? -1 : thrown.caughtBy(step, index);
    if (caught < 0) return;
    from = (numberOf[place + IN_CALL] as number) - 1;
    giveThrown(step, index, caught, inCall, by);
    from = (numberOf[place] as number) - 1;
    giveThrown(step, index, caught, always, BY_ANY);
  }
  function changeBack(step: number, index: number, parameter: ValueId, by: number): void {
    const place = parameter * PLACES + CHANGED + IN_CALL;
    const shapes = shapesOf[place] as number;
    const argument = shapes === 0 ? undefined : boundary.argumentFor(step, index, parameter);
    if (argument === undefined) return;
    from = (numberOf[place] as number) - 1;
    changeArgument(step, argument, shapes, by);
  }
  function changeArgument(step: number, argument: ValueId, shapes: PathShapes, by: number): void {
    if (isMarked[argument] === IS_ERROR) return;
    const isOwn = functionOf[argument] === functionOf[resultAt(step)];
    const place = argument * PLACES + CHANGED;
    if ((by & BY_ANY) !== 0 || !isOwn) put(place, shapes);
    if ((by & BY_CALL) !== 0 && isOwn) put(place + IN_CALL, shapes);
  }
  /** Objects that leave the package, themselves or as members, come back in their methods. */
  function escape(node: number): void {
    for (let at = 0; at < sets.sizeOf(node); at++) {
      const one = sets.at(node, at);
      if (kindOf(one) === OBJECT) put(escaped + indexOf(one), WHOLE);
    }
  }
  function expandEscaped(holder: number): void {
    if (values.instances.has(holder)) holdAlways(holder, INSIDE);
    for (const node of sets.nodesOf(holder)) escape(node);
  }
  function expandChange(value: ValueId, shapes: PathShapes): void {
    put(placeOf(value), shapes);
    const index = boundary.parameterOf[value] as number;
    const instance = boundary.instanceOf(value);
    if (instance !== undefined && within < 0) holdAlways(instance, shapes);
    if (index >= 0) {
      const given = boundary.givenFor(value);
      for (let at = 0; at < given.length; at += 2) {
        const step = given[at] as number;
        const by = within < 0 ? BY_ANY : (entered[step] as number);
        if (by !== 0) changeArgument(step, given[at + 1] as number, shapes, by);
      }
      if (program.functions[index]?.receiver !== value || instance !== undefined) return;
    }
    for (const holder of values.madeAt(value)) if (holder !== value) hold(holder, shapes);
    for (let at = 0; at < sets.sizeOf(value); at++) {
      const shared = sharingInstance(program, sets.at(value, at), undefined);
      if (shared !== undefined) holdAlways(shared, shapes);
    }
    const { offsets, items } = makes;
    for (let at = offsets[value] as number; at < (offsets[value + 1] as number); at++) {
      const step = items[at] as number;
      const kind = kinds[step];
      if (kind === STEP_KIND.copy) change(reads[starts[step] as number] as number, shapes);
      else if (kind === STEP_KIND.load) change(reads[starts[step] as number] as number, underKey(step, shapes));
      else if (kind === STEP_KIND.call) {
        const viewed = viewedBy(values, program.step(step));
        if (viewed !== undefined) change(viewed, shapes);
      }
    }
  }
}
