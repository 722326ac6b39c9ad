import type { CallIr, ValueId } from '../../ir/moduleIr.ts';
import { type ApiFacts, SAYS } from '../catalog/apiFacts.ts';
import {
  CALLS_WITH_ELEMENTS,
  CALLS_WITH_WHOLE,
  EMITS,
  GIVES_ELEMENT,
  GIVES_ELEMENTS,
  HANDS_ON,
} from '../values/knownCalls.ts';
import { argumentPlace } from '../../ir/argumentKey.ts';
import { CONSTANT, kindOf } from '../values/denotations.ts';
import { ANY_KEY, ERROR_TEXT, OWN_ERROR, REFUSED, SOMEWHERE } from './accessPaths.ts';
import { bytesFilled } from './bytesFilled.ts';
import { pipedInto } from './piped.ts';
import { putInto } from './putInto.ts';
import { handRefused } from './refused.ts';
import type { TaintContext } from './taintContext.ts';
import { hitOf } from './sinkHit.ts';

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
export function callOutside(
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
export function isElements(head: string | undefined): boolean {
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
