import type { CallIr, ValueId } from '../../ir/moduleIr.ts';
import { PUBLIC_MEMBER } from '../catalog/endCatalog.ts';
import type { ApiFacts } from '../catalog/apiFacts.ts';
import { ANY_KEY } from '../taint/accessPaths.ts';
import { stepAt } from '../taint/taintContext.ts';
import { API, indexOf, kindOf } from '../values/denotations.ts';
import { GIVES_ELEMENT } from '../values/knownCalls.ts';
import { familyHolder } from '../values/members.ts';
import { givesParameters, receiverOf, skippedBy } from '../values/callLink.ts';
import { isHandedOn } from '../values/isHandedOn.ts';
import type { Values } from '../values/values.ts';

/** Where a value that is used as a key comes from: a parameter, a member, or what something outside gave. */
export interface Root {
  readonly value: ValueId;
  readonly path: readonly string[];
}

interface State {
  readonly value: ValueId;
  readonly path: readonly string[];
  /** Calls gone into, so that the way out of a function is the way in. */
  readonly calls: readonly number[];
  /** What is asked for was read of it, with other things: it is a root only where a file keeps both. */
  readonly isStream: boolean;
}

/** What a call gives a parameter: itself, or an element of it. */
interface Given {
  readonly value: ValueId;
  readonly isListed: boolean;
}

const MOST_STATES = 300;
const MOST_ROOTS = 16;
/** What can be more objects than this is no particular one. */
const MOST_HOLDERS = 6;
const DEEPEST = 3;
const DEEPEST_CALLS = 4;
const DEEPEST_CELLS = 4;
const MOST_CALLERS = 24;
/** Methods whose receiver is what they convert. */
const CONVERTS =
  /^(to[A-Z]\w*|to_\w+|slice|substring|substr|subarray|trim|strip|replace|replaceAll|split|join|normalize|encode|decode|hex|concat|buffer|read|readBytes|toString|valueOf|lower|upper|padStart|zfill|removeprefix|lstrip|export|map|reverse|from)$/u;

const READS_PART = /^(?:read|readBytes|read_\w+)$/u;

/**
 * Goes backwards from a value through conversions, members and calls. Constants are no roots: what stands in a
 * package is no secret of its users.
 */
export function traceBack(
  values: Values,
  factsOf: (api: number) => ApiFacts,
  isPublic: (index: number) => boolean,
  start: ValueId,
): readonly Root[] {
  const { program, sets } = values;
  const roots: Root[] = [];
  const rooted = new Set<string>();
  const seen = new Set<string>();
  const waiting: State[] = [];
  const { parameterOf, classOf, instanceOf } = placesOf(values);
  /** Of the state that is looked at. */
  let isStream = false;
  visit({ value: start, path: [], calls: [] });
  // Nearest first, so that what is cut at a limit is what is least likely meant.
  for (let at = 0; at < waiting.length && roots.length < MOST_ROOTS; at++) {
    expand(waiting[at] as State);
  }
  return roots;

  /** What comes after the last state that is looked at makes no difference. */
  function visit(next: Omit<State, 'isStream'>, isReadOf = isStream): void {
    if (waiting.length >= MOST_STATES) return;
    // A method's object may be any of its class.
    const value = instanceOf.get(next.value) ?? next.value;
    const key = `${value} ${next.path.join('.')} ${next.calls.join(',')} ${isReadOf}`;
    if (seen.has(key)) return;
    seen.add(key);
    waiting.push({ ...next, value, isStream: isReadOf });
  }
  function root(value: ValueId, path: readonly string[], isFile = false): void {
    if (isStream && !isFile) return;
    const key = `${value} ${path.join('.')}`;
    if (rooted.has(key)) return;
    rooted.add(key);
    roots.push({ value, path });
  }
  function expand(state: State): void {
    const { value, path, calls } = state;
    isStream = state.isStream;
    const isFilled = path.length > 0 && throughMembers(state);
    const owner = parameterOf.get(value);
    if (owner !== undefined) return throughParameter(state, owner);
    const { offsets, items } = program.makes;
    let isMade = isFilled;
    for (let at = offsets[value] as number; at < (offsets[value + 1] as number); at++) {
      isMade = true;
      const index = items[at] as number;
      const step = stepAt(values, index);
      switch (step.is) {
        case 'copy':
          visit({ value: step.from, path, calls });
          break;
        case 'join':
        case 'compute':
          if (path.length > 0) break;
          for (const part of step.is === 'join' ? step.parts : step.from) visit({ value: part, path, calls });
          break;
        case 'load': {
          // A name read from something outside: nothing in the package says more.
          if (isOutside(step.from)) {
            root(value, path);
            break;
          }
          const [key = ANY_KEY] = values.keysOf(step.key);
          if (PUBLIC_MEMBER.test(key)) break;
          if (path.length < DEEPEST) visit({ value: step.from, path: [key, ...path], calls });
          else if (calls.length === 0) root(value, path);
          break;
        }
        case 'call':
          throughCall(step, index, state);
          break;
        case 'fresh':
        case 'constant':
        case 'global':
        case 'function':
        case 'class':
        case 'import':
        case 'store':
        case 'await':
        case 'test':
      }
    }
    // A function that returns nothing gives no key.
    if (!isMade && calls.length === 0 && program.valueIr(value)?.kind !== 'result') root(value, path);
  }
  /** Values stored under the member that the path begins with. */
  function throughMembers({ value, path }: State): boolean {
    const [key = ANY_KEY, ...rest] = path;
    let isAny = false;
    const held = values.holdersOf(value);
    if (held.length > MOST_HOLDERS) return false;
    // What a method of a class reads, one of the classes below may have stored.
    const holders = held.flatMap((one) => {
      const index = classOf.get(one);
      return index === undefined ? [one] : [one, familyHolder(index)];
    });
    const walked = new Set<number>();
    for (const holder of holders) {
      const known = sets.keysOf(holder);
      // What is stored under the name is meant; under a name that nothing says, only where nothing is.
      const keys = key === ANY_KEY ? known : known.includes(key) ? [key] : known.filter((one) => one === ANY_KEY);
      for (const one of keys) isAny = throughCell(sets.cell(holder, one), rest, 0, walked) || isAny;
    }
    return isAny;
  }
  /** Values stored in a cell or in one that hands on to it; classes of one family hand on to each other. */
  function throughCell(cell: number, path: readonly string[], depth: number, walked: Set<number>): boolean {
    const at = cell * (DEEPEST_CELLS + 1) + depth;
    if (depth > DEEPEST_CELLS || walked.has(at)) return false;
    walked.add(at);
    let isAny = false;
    for (const from of sets.sourcesOf(cell)) {
      if (from >= program.valueCount) isAny = throughCell(from, path, depth + 1, walked) || isAny;
      else {
        isAny = true;
        visit({ value: from, path, calls: [] });
      }
      if (isAny && waiting.length >= MOST_STATES) return true;
    }
    return isAny;
  }
  function throughParameter({ value, path, calls }: State, owner: number): void {
    const last = calls.at(-1);
    const callers = last === undefined ? (values.callersOf.get(owner) ?? []) : [last];
    if (last === undefined && (isPublic(owner) || callers.length === 0)) root(value, path);
    for (const caller of callers.slice(0, MOST_CALLERS)) {
      const call = stepAt(values, caller);
      if (call.is !== 'call') continue;
      const given = argumentOf(call, caller, owner, value);
      if (given === undefined) continue;
      const listed = given.isListed ? [ANY_KEY, ...path].slice(0, DEEPEST) : path;
      visit({ value: given.value, path: listed, calls: calls.slice(0, -1) });
    }
  }
  function argumentOf(call: CallIr, step: number, owner: number, value: ValueId): Given | undefined {
    const link = values.links[step]?.find((one) => one.function === owner);
    const callee = program.functions[owner];
    if (link === undefined || callee === undefined || !givesParameters(link)) return undefined;
    const skip = skippedBy(link);
    if (callee.receiver === value) {
      const receiver = receiverOf(call, link);
      return receiver === undefined ? undefined : { value: receiver, isListed: false };
    }
    if (link.how === 'apply') {
      const list = call.arguments[skip];
      return list === undefined ? undefined : { value: list.value, isListed: true };
    }
    const place = callee.parameters.findIndex((one) => one.value === value);
    const named = call.arguments.find((one) => one.name !== undefined && one.name === callee.parameters[place]?.name);
    // From the first list that is spread on, what stands where is not known.
    const spread = call.arguments.find((one, at) => one.spread === true && at <= place + skip);
    const given = named ?? spread ?? call.arguments[place + skip];
    if (given === undefined || isHandedOn(program, given, owner)) return undefined;
    return { value: given.value, isListed: given.spread === true };
  }
  function throughCall(call: CallIr, index: number, state: State): void {
    const { path, calls, value } = state;
    let isInside = false;
    // An object of a class of the package is no key; what it holds is looked for where it is stored.
    if (values.links[index]?.some((link) => link.how === 'construct') === true) return;
    for (const link of values.links[index] ?? []) {
      if (
        link.isGuess ||
        link.how === 'callback' ||
        link.how === 'construct' ||
        link.how === 'settle' ||
        link.how === 'refuse'
      )
        continue;
      if (link.how === 'implied' || link.how === 'message' || link.how === 'write') continue;
      const result = program.functions[link.function]?.result;
      if (result === undefined) continue;
      isInside = true;
      if (calls.length < DEEPEST_CALLS && !calls.includes(index))
        visit({ value: result, path, calls: [...calls, index] });
    }
    if (isInside) return;
    const method = call.receiver === undefined ? undefined : values.methodOf(call);
    const apis = values.apisOf(call.callee);
    // Inside a converter everything comes from what it was given, except what it reads or unlocks itself.
    const isRoot =
      reads(apis) ||
      (calls.length === 0 && !apis.some((api) => values.denotations.apis.text(api).startsWith('global:')));
    const end = (): void => (isRoot ? root(value, path, reads(apis)) : undefined);
    if (apis.some((api) => factsOf(api).ends)) return end();
    if (method !== undefined && call.receiver !== undefined && !isOutside(call.receiver)) {
      if (GIVES_ELEMENT.has(method)) {
        visit({ value: call.receiver, path: [ANY_KEY, ...path].slice(0, DEEPEST), calls });
        return;
      }
      // What is read of a stream is a part, and the others need not be keys. A file that keeps one may be read again.
      if (READS_PART.test(method) && call.arguments.length > 0) {
        root(outermost(state), []);
        return visit({ value: call.receiver, path: [], calls }, true);
      }
      if (CONVERTS.test(method)) return visit({ value: call.receiver, path, calls });
    }
    const carrying = call.arguments.filter(
      (argument) =>
        values.constantsOf(argument.value).length === 0 && sets.of(argument.value).every((one) => kindOf(one) > 2),
    );
    const [only, second] = carrying;
    // A function of one thing converts it; one of several may be anything, so that its result is the root.
    if (only !== undefined && second === undefined && path.length === 0 && method !== 'get' && !reads(apis)) {
      return visit({ value: only.value, path, calls });
    }
    end();
  }
  /** What the first call gives that was gone into. */
  function outermost({ value, calls }: State): ValueId {
    const [first] = calls;
    return (first === undefined ? undefined : values.callAt(first)?.to) ?? value;
  }
  function reads(apis: readonly number[]): boolean {
    return apis.some((api) => factsOf(api).readsFile || factsOf(api).isDownload || factsOf(api).origin !== undefined);
  }
  /** A module or global as such; what a call of one gave is a value like any other. */
  function isOutside(value: ValueId): boolean {
    const all = sets.of(value);
    return (
      all.length > 0 &&
      all.every((one) => kindOf(one) === API) &&
      all.some((one) => !values.denotations.apis.text(indexOf(one)).includes('('))
    );
  }
}

interface Places {
  /** Function by parameter; the object of a method is a place for members, no parameter. */
  readonly parameterOf: ReadonlyMap<ValueId, number>;
  /** Class by the value that stands for its objects. */
  readonly classOf: ReadonlyMap<ValueId, number>;
  /** That value, by the receivers of its methods. */
  readonly instanceOf: ReadonlyMap<ValueId, ValueId>;
}

const byValues = new WeakMap<Values, Places>();

function placesOf(values: Values): Places {
  let found = byValues.get(values);
  if (found !== undefined) return found;
  const { functions, classes } = values.program;
  const isShared = values.program.isShared();
  const parameterOf = new Map<ValueId, number>();
  const instanceOf = new Map<ValueId, ValueId>();
  for (const [index, { parameters, receiver, instance }] of functions.entries()) {
    for (const { value } of parameters) parameterOf.set(value, index);
    if (receiver === undefined) continue;
    if (instance !== undefined) instanceOf.set(receiver, instance);
    else if (isShared[receiver] === 0) parameterOf.set(receiver, index);
  }
  found = { parameterOf, classOf: new Map(classes.map((one, index) => [one.instance, index])), instanceOf };
  byValues.set(values, found);
  return found;
}
