import type { CallIr, ValueId } from '../../ir/moduleIr.ts';
import { type ApiFacts, SAYS } from '../catalog/apiFacts.ts';
import type { SinkEntry } from '../catalog/sinkCatalog.ts';
import {
  CALLS_WITH_ELEMENTS,
  CALLS_WITH_WHOLE,
  EMITS,
  GIVES_ELEMENT,
  GIVES_ELEMENTS,
  GIVES_NAMES,
  HANDS_ON,
} from '../values/knownCalls.ts';
import { argumentKey, argumentPlace } from '../../ir/argumentKey.ts';
import { CONSTANT, kindOf } from '../values/denotations.ts';
import { type CallLink, isWithin, receiverOf, skippedBy } from '../values/callLink.ts';
import { isHandedOn } from '../values/isHandedOn.ts';
import { parameterFor } from '../values/parameterFor.ts';
import type { Values } from '../values/values.ts';
import { ANY_KEY, ERROR_TEXT, MEMBER_NAMES, OWN_ERROR, REFUSED, SOMEWHERE } from './accessPaths.ts';
import { bytesFilled } from './bytesFilled.ts';
import { pipedInto } from './piped.ts';
import { putInto } from './putInto.ts';
import { handRefused, refuse } from './refused.ts';
import type { SinkHit, TaintContext } from './taintContext.ts';

/** Carries a fact into the functions that a call reaches, and over what it calls outside. */
export function transferCall(
  taint: TaintContext,
  edge: number,
  value: ValueId,
  path: number,
  call: CallIr,
  at: number,
): void {
  const { values } = taint;
  const links = values.links[at];
  const isReceiver = call.receiver === value;
  const isObject = call.callee === value && links?.some((link) => link.how === 'object') === true;
  const isGiven = isReceiver || isObject || call.arguments.some((argument) => argument.value === value);
  if (!isGiven) return;
  let isInside = false;
  for (const link of links ?? []) {
    if (link.how === 'settle') {
      if (call.arguments[0]?.value === value) taint.table.reachEverywhere(edge, link.function, path, at);
      isInside = true;
    } else if (link.how === 'refuse') {
      if (call.arguments[0]?.value === value) refuse(taint, edge, value, path, at, link.function);
      isInside = true;
    } else if (link.how !== 'callback' && link.how !== 'implied') {
      enter(taint, edge, value, path, call, at, link);
      if (!link.isGuess) isInside = true;
      // An error says what it was made with: that is not followed through every other error.
      if (link.how === 'construct' && values.holdersOf(call.to).some((one) => values.errorInstances.has(one))) {
        taint.table.reach(edge, call.to, taint.paths.under(OWN_ERROR, taint.paths.WHOLE), at);
      }
    }
  }
  const facts = taint.factsOfCallee(call.callee);
  if (isInside && facts.length === 0) return;
  let isSink = false;
  for (const one of facts)
    if (one.sink !== undefined && sends(taint, edge, value, path, call, at, one, one.sink)) isSink = true;
  if (isSink || givesNames(taint, edge, path, call, at, facts)) return;
  if (facts.length > 0 && facts.every((one) => one.ends)) return;
  outside(taint, edge, value, path, call, at, facts, isInside);
}

/** Whether a call takes no more than the names of an object's members, or all but these. */
function givesNames(
  { table, paths }: TaintContext,
  edge: number,
  path: number,
  call: CallIr,
  at: number,
  [api]: readonly ApiFacts[],
): boolean {
  if (api === undefined || paths.head(path) !== MEMBER_NAMES) return false;
  if (GIVES_NAMES.has(api.path)) table.reach(edge, call.to, paths.WHOLE, at);
  return GIVES_NAMES.has(api.path) || api.path === 'global:Object.values';
}

/** A call that may mean so many functions is as good as a guess at each of them. */
export function isWide(links: readonly CallLink[] | undefined): boolean {
  return links !== undefined && links.length > MOST_MEANT;
}
const MOST_MEANT = 4;

/** Carries a fact into the accessors of the member that a step reads or writes. */
export function transferAccess(taint: TaintContext, edge: number, value: ValueId, path: number, at: number): void {
  const links = taint.values.links[at];
  const call = links === undefined ? undefined : taint.values.callAt(at);
  if (call === undefined) return;
  for (const link of links ?? []) enter(taint, edge, value, path, call, at, link);
}

/** Positions, names and receivers that become parameters. */
function enter(
  taint: TaintContext,
  edge: number,
  value: ValueId,
  path: number,
  call: CallIr,
  at: number,
  link: CallLink,
): void {
  const { table, paths, values } = taint;
  const callee = values.program.functions[link.function];
  if (callee === undefined) return;
  const skip = skippedBy(link);
  const isGuess = link.isGuess || isWide(values.links[at]);
  const into = (parameter: ValueId, entered: number): void =>
    // A member that nothing says which it is may be this parameter.
    table.enter(edge, parameter, entered, at, isGuess || (entered !== path && paths.head(path) === SOMEWHERE));
  if (isWithin(link)) {
    const parameter = callee.parameters[link.first ?? 0];
    if (parameter === undefined) return;
    for (const argument of call.arguments) {
      if (argument.value !== value) continue;
      const isList = link.under === ANY_KEY && argument.spread === true;
      into(parameter.value, isList || link.under === undefined ? path : paths.under(link.under, path));
    }
    return;
  }
  const receiver = receiverOf(call, link);
  if (receiver === value && callee.receiver !== undefined) {
    if (!isGuess && values.heldReceivers.has(callee.receiver)) table.reachEverywhere(edge, callee.receiver, path, at);
    else into(callee.receiver, path);
  }
  const { parameters } = callee;
  const isPython = values.program.modules[callee.module]?.language === 'python';
  const elements = isElements(paths.head(path)) ? paths.tail(path) : path === paths.WHOLE ? path : undefined;
  for (const [place, argument] of call.arguments.entries()) {
    if (argument.value !== value || place < skip || isHandedOn(values.program, argument, link.function)) continue;
    const position = place - skip;
    if (link.how === 'apply' || (argument.spread === true && argument.name === undefined)) {
      const head = paths.head(path);
      const known = argumentPlace(head);
      for (const [next, parameter] of parameters.slice(position).entries()) {
        // Arguments that were given one by one go on as they came; elements of a list, or members of a dictionary by the
        // parameters' names.
        if (known !== undefined) {
          if (next > known) continue;
          if (parameter.rest === 'positional')
            into(parameter.value, paths.under(argumentKey(known - next), paths.tail(path)));
          else if (next === known && parameter.rest === undefined) into(parameter.value, paths.tail(path));
        } else if (elements !== undefined) into(parameter.value, parameter.rest === 'positional' ? path : elements);
        else if (head === parameter.name) into(parameter.value, paths.tail(path));
        else if (parameter.rest === 'named') into(parameter.value, path);
      }
      continue;
    }
    const named = argument.name;
    const parameter = parameterFor(parameters, position, named);
    if (parameter === undefined) continue;
    if (parameter.rest === undefined) into(parameter.value, path);
    else {
      const known =
        isPython && named === undefined && !call.arguments.slice(0, place).some((one) => one.spread === true);
      const positional = known ? argumentKey(position - parameters.indexOf(parameter)) : ANY_KEY;
      into(parameter.value, paths.under(parameter.rest === 'named' ? (named ?? ANY_KEY) : positional, path));
    }
  }
}

/** Whether the fact stands where the sink takes data; then it is reported and goes no further. */
function sends(
  taint: TaintContext,
  edge: number,
  value: ValueId,
  path: number,
  call: CallIr,
  at: number,
  facts: ApiFacts,
  sink: SinkEntry,
): boolean {
  const head = taint.paths.head(path);
  if (head !== undefined && sink.uses?.includes(head) === true) return true;
  if (!takes(taint.values, sink, call, value)) return call.receiver !== value;
  if (sink.under !== undefined && !standsUnder(sink.under, call, value, head)) return true;
  if (sink.carries !== undefined && !isCarried(taint.paths, path, sink.carries)) return call.receiver !== value;
  if (head === REFUSED || (head !== ERROR_TEXT && taint.paths.isErrorText(path))) return true;
  taint.hit({ edge, step: at, ...hitOf(facts, sink), isGuess: taint.paths.isCut(path) });
  if (sink.kind !== 'later') return true;
  // What was written as one of many things is a guess as one that is read.
  const isDoubtful = taint.kept.writesObject(call);
  for (const read of taint.kept.readBack(at))
    taint.table.reachEverywhere(edge, read, taint.paths.WHOLE, at, isDoubtful);
  return true;
}

/** Whether what a sink takes of an argument holds the secret, and not another member of it. */
function standsUnder(
  under: NonNullable<SinkEntry['under']>,
  call: CallIr,
  value: ValueId,
  head: string | undefined,
): boolean {
  return call.arguments.some((argument, place) => {
    if (argument.value !== value) return false;
    const member = argument.name === undefined ? under.get(place) : undefined;
    return member === undefined ? holdsData(head) : head === member;
  });
}

/** Whether a value is the secret or a list of it, and no object that has it under a name. */
export function holdsData(head: string | undefined): boolean {
  return head === undefined || head === ANY_KEY || /^\d+$/u.test(head);
}

function hitOf({ path }: ApiFacts, { root, kind }: SinkEntry): Pick<SinkHit, 'kind' | 'api' | 'name'> {
  const last = path.slice(root.length);
  return { kind, api: path, name: root + last.slice(Math.max(0, last.lastIndexOf('.'))) };
}

/** Whether a secret is in one of the members that a sink sends. */
function isCarried(paths: TaintContext['paths'], path: number, carries: readonly string[]): boolean {
  let isNamed = false;
  for (let at = path; at !== paths.WHOLE; at = paths.tail(at)) {
    const head = paths.head(at);
    if (head === SOMEWHERE || (head !== undefined && carries.includes(head))) return true;
    isNamed ||= head !== ANY_KEY;
  }
  return !isNamed && carries.includes('');
}

/** Whether a value stands where a sink takes data. */
export function takes(values: Values, sink: SinkEntry, call: CallIr, value: ValueId): boolean {
  // A function from outside that an object of the package keeps (`this.fetch = fetch`) is given nothing of that object.
  const isKeeper = values.apisOf(value).length === 0 && values.holdersOf(value).length > 0;
  if (call.receiver === value && sink.positions === undefined && !isKeeper) return true;
  return call.arguments.some((argument, place) => {
    if (argument.value !== value) return false;
    if (argument.name !== undefined) return sink.names === undefined || sink.names.includes(argument.name);
    return sink.positions === undefined || sink.positions.includes(place);
  });
}

export const REFLECTS_MEMBER: ReadonlySet<string> = new Set(['global:Reflect.get', 'global:Reflect.set']);

/** Members read and written by function. */
function reflect(
  { table, paths, values, mutate }: TaintContext,
  edge: number,
  value: ValueId,
  path: number,
  { arguments: [on, key, from], to }: CallIr,
  at: number,
  api: string,
): void {
  if (on === undefined || key === undefined) return;
  for (const name of values.keysOf(key)) {
    const left = paths.read(path, name);
    if (api === 'global:Reflect.set') {
      if (from?.value === value) mutate(edge, on.value, paths.under(name, path), at);
    } else if (on.value === value && left !== undefined)
      table.reach(edge, to, left, at, paths.head(path) === SOMEWHERE);
  }
}

/** What an unknown function does with what it gets: gives it back, hands it to callbacks, keeps it in its receiver. */
function outside(
  taint: TaintContext,
  edge: number,
  value: ValueId,
  path: number,
  call: CallIr,
  at: number,
  facts: readonly ApiFacts[],
  isInside: boolean,
): void {
  const { table, paths, values } = taint;
  const method = call.receiver === undefined ? undefined : values.methodOf(call);
  const isReceiver = call.receiver === value;
  const head = paths.head(path);
  const element = isElements(head) ? paths.tail(path) : path;
  // It is the package's own function that is called, for all that is known; that of a base from outside, perhaps.
  const isOwn = isInside && facts.every(isUnknown);
  const isDoubtful =
    isOwn ||
    head === SOMEWHERE ||
    facts.some((one) => one.isDoubtfulEnd || (one.isEncryption && !hasConstantKey(taint, call))) ||
    (isReceiver && isPublicHalf(taint, call, method)) ||
    // What is kept under a secret is not the secret, except in an encoder's table.
    (looksUp(call, value, method) && !isTable(taint, call.receiver));
  const give = (given: number): void => table.reach(edge, call.to, given, at, isDoubtful);
  const callback = (given: number): void => {
    callbacks(taint, edge, given, at, head === SOMEWHERE);
    sinksGiven(taint, edge, value, given, call, at, head === SOMEWHERE || !isCaller(method, facts));
  };

  // One variable of the environment is judged by its name.
  const isVariable = isReceiver && path === paths.WHOLE && READS_ONE.has(method ?? '') && isEnvironment(taint, value);
  if (isVariable && keyOf(taint, call, 'get').every((key) => key !== ANY_KEY)) return;
  if (method !== undefined && EMITS.has(method) && !isReceiver) emit(taint, edge, value, path, call, at);
  if (method !== undefined && !isReceiver) putInto(taint, edge, value, path, call, at, method, facts, isOwn);
  const api = facts[0]?.path;
  if (head === REFUSED) return handRefused(taint, edge, value, path, call, at, method, api);
  if (api === 'global:Promise.reject') table.reach(edge, call.to, paths.under(REFUSED, path), at);
  if (api === 'global:Object.assign' && call.arguments[0] !== undefined && call.arguments[0].value !== value) {
    taint.mutate(edge, call.arguments[0].value, path, at);
  }
  for (const one of pipedInto(values, taint.factsOf, call, value, method, api))
    if (one.sink !== undefined)
      taint.hit({ edge, step: at, ...hitOf(one, one.sink), isGuess: isDoubtful || paths.isCut(path) });
  const filled = bytesFilled(call, value, method, api);
  if (filled !== undefined) taint.mutate(edge, filled, paths.under(ANY_KEY, path), at);
  if (api !== undefined && REFLECTS_MEMBER.has(api)) return reflect(taint, edge, value, path, call, at, api);
  if (api === 'global:Reflect.apply' && values.links[at] !== undefined) return;
  if (api !== undefined && HANDS_ON.has(api)) {
    give(path);
    // One of those that are waited for is refused, and all are.
    if (isElements(head) && paths.head(element) === REFUSED) give(element);
    return callback(path);
  }
  if (method !== undefined && isReceiver) {
    if (CALLS_WITH_WHOLE.has(method)) {
      give(path);
      return callback(path);
    }
    if (CALLS_WITH_ELEMENTS.has(method)) {
      callback(element);
      if (!method.startsWith('map') && method !== 'forEach') give(method === 'find' ? element : path);
      return;
    }
    if (GIVES_ELEMENTS.has(method)) return give(path);
    if (GIVES_ELEMENT.has(method)) {
      for (const key of keyOf(taint, call, method)) {
        const left = paths.read(path, key);
        if (left !== undefined) give(left);
      }
      return;
    }
  }
  const isMember = head !== undefined && !isElements(head);
  if (facts.length === 0 && isMember) {
    // Nothing is known of the function: a method has no way to a member of an object of the package's own.
    if (!isReceiver) give(path);
    return callback(path);
  }
  const isError = head === ERROR_TEXT || head === OWN_ERROR;
  const isWritten = method !== undefined && (isError ? TELLS_ERROR : WRITES_OUT).test(method);
  if (isReceiver && isMember && !isWritten) return callback(path);
  const member = memberOfNew(call, value, api);
  give(member === undefined ? paths.WHOLE : paths.under(member, path));
  callback(element);
}

/**
 * `SimpleNamespace(key=…)`: what a class from outside is given by name is a member of that name; what an error is made
 * with is what it says.
 */
export function memberOfNew(call: CallIr, value: ValueId, api: string | undefined): string | undefined {
  if (api !== undefined && RUNTIME_ERROR.test(api)) return ERROR_TEXT;
  if (api === undefined || !/\.[A-Z]\w*$/u.test(api)) return undefined;
  return call.arguments.find((argument) => argument.value === value)?.name;
}

const RUNTIME_ERROR = /^global:\w*(Error|Exception)$/u;

/** Methods of objects from outside that put their members into what they give. */
export const WRITES_OUT: RegExp =
  /^(to[A-Z_]|get|build|serialize|encode|read|format|render|final|stream|create|json|dump|export|href|prepare)/u;

/** Methods that say what an error says. */
export const TELLS_ERROR: RegExp = /^(to[A-Z]\w*|inspect|format\w*|__str__)$/u;

/** The 64 bytes of an Ed25519 key end with its public half: `secretKey.slice(32)` is, and may be only, that. */
function isPublicHalf(taint: TaintContext, call: CallIr, method: string | undefined): boolean {
  if (method !== 'slice' && method !== 'subarray') return false;
  const [first] = call.arguments;
  return first !== undefined && taint.values.constantsOf(first.value).includes(32);
}

const LOOKS_UP: ReadonlySet<string> = new Set(['get', 'has', 'getItem', 'delete', 'indexOf', 'includes', 'find']);
/** Whether a value is only what a call looks something up by. */
function looksUp(call: CallIr, value: ValueId, method: string | undefined): boolean {
  return method !== undefined && LOOKS_UP.has(method) && call.receiver !== value;
}

/** Whether a value is an alphabet: text that stands in the package, or a list of such texts. */
export function isTable({ values }: TaintContext, value: ValueId | undefined): boolean {
  if (value === undefined) return false;
  if (values.constantsOf(value).length > 0) return true;
  const { sets } = values;
  return values
    .holdersOf(value)
    .some((holder) => sets.of(sets.cell(holder, ANY_KEY)).some((one) => kindOf(one) === CONSTANT));
}

export const READS_ONE: ReadonlySet<string> = new Set(['get', 'pop', 'setdefault']);
/** Whether a value is one that is a source as it stands, such as the environment. */
export function isEnvironment(taint: Pick<TaintContext, 'values' | 'factsOf'>, value: ValueId): boolean {
  return taint.values.apisOf(value).some((api) => taint.factsOf(api).source?.members === '=');
}

/** `map.get('a')` and `map.pop('a')` read one member, `list.pop()` any. */
export function keyOf({ values }: Pick<TaintContext, 'values'>, call: CallIr, method: string): readonly string[] {
  const [first] = call.arguments;
  if (first === undefined || method === 'at' || method === 'find') return [ANY_KEY];
  const found = values.constantsOf(first.value);
  // By a number `pop` takes out of a list, by a name out of a dictionary.
  if (method === 'pop' && found.some((one) => typeof one !== 'string')) return [ANY_KEY];
  return found.length === 0 ? [ANY_KEY] : found.map(String);
}

/** Whether a function is one of a library of which no catalog speaks, or of what a call gave. */
function isUnknown({ says, path }: ApiFacts): boolean {
  return says === SAYS.outside && (!path.startsWith('global:') || path.includes('('));
}

function callbacks(taint: TaintContext, edge: number, path: number, at: number, isDoubtful: boolean): void {
  for (const link of taint.values.links[at] ?? []) {
    if (link.how !== 'callback') continue;
    for (const parameter of taint.values.program.functions[link.function]?.parameters ?? []) {
      taint.table.enter(edge, parameter.value, path, at, isDoubtful || link.isGuess);
    }
  }
}

/** Functions from outside that a call is given call what else it is given, as those of the package do: `[x].map(fetch)`. */
function sinksGiven(
  taint: TaintContext,
  edge: number,
  value: ValueId,
  path: number,
  call: CallIr,
  at: number,
  isDoubtful: boolean,
): void {
  for (const argument of call.arguments) {
    if (argument.value === value) continue;
    for (const facts of taint.factsOfCallee(argument.value))
      if (facts.sink !== undefined)
        taint.hit({ edge, step: at, ...hitOf(facts, facts.sink), isGuess: isDoubtful || taint.paths.isCut(path) });
  }
}

/** What is known to call what it is given: a function of the language or its runtime, and no library that keeps it. */
function isCaller(method: string | undefined, facts: readonly ApiFacts[]): boolean {
  if (method !== undefined && (CALLS_WITH_ELEMENTS.has(method) || CALLS_WITH_WHOLE.has(method))) return true;
  return facts.some(({ path }) => /^(?:global|node|py):/u.test(path));
}

/** Whether a path begins with any element, or with what may be one. */
function isElements(head: string | undefined): boolean {
  return head === ANY_KEY || head === SOMEWHERE || argumentPlace(head) !== undefined;
}

function emit(taint: TaintContext, edge: number, value: ValueId, path: number, call: CallIr, at: number): void {
  const { values, table } = taint;
  const [name, ...rest] = call.arguments;
  if (name === undefined) return;
  for (const event of values.constantsOf(name.value)) {
    for (const index of values.listeners.get(String(event)) ?? []) {
      for (const [place, argument] of rest.entries()) {
        const parameter = values.program.functions[index]?.parameters[place];
        if (argument.value === value && parameter !== undefined) {
          table.enter(edge, parameter.value, path, at, false);
        }
      }
    }
  }
}

/** Whether everything an encryption is given beside the data is written in the package: then its author can decrypt. */
function hasConstantKey(taint: TaintContext, call: CallIr): boolean {
  const [first, second] = call.arguments;
  const candidates = [first, second].filter((one) => one !== undefined);
  return candidates.some((one) => taint.values.constantsOf(one.value).some((text) => String(text).length > 24));
}
