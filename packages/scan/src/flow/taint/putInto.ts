import type { CallIr, ValueId } from '../../ir/moduleIr.ts';
import type { ApiFacts } from '../catalog/apiFacts.ts';
import { PUTS } from '../values/knownCalls.ts';
import { ANY_KEY } from './accessPaths.ts';
import type { TaintContext } from './taintContext.ts';

/**
 * What a call of a method that puts something into its object (`push`, `set`, `write`) does with an argument. `isOwn`: the
 * method is one of the package's own, for all that is known, and says itself what it does.
 */
export function putInto(
  taint: TaintContext,
  edge: number,
  value: ValueId,
  path: number,
  call: CallIr,
  at: number,
  method: string,
  facts: readonly ApiFacts[],
  isOwn: boolean,
): void {
  const { paths, values } = taint;
  const { receiver } = call;
  if (receiver === undefined || !PUTS.has(method)) return;
  // Instead of an object of the package's own it may be one of a library, which keeps what it is given, but does not digest it.
  const isKeptPerhaps = isOwn && method !== 'update' && values.apisOf(receiver).length > 0;
  if (!isKeptPerhaps && (isOwn || isOfRuntime(facts))) return;
  const change = isKeptPerhaps || isOfModule(facts) ? taint.mutatePerhaps : taint.mutate;
  const [first] = call.arguments;
  for (const [place, argument] of call.arguments.entries()) {
    if (argument.value !== value) continue;
    // `update(other)`, `extend(other)`, `push(...other)`: what is in the other is then in this one.
    if (argument.spread === true || method === 'update' || method === 'extend') {
      change(edge, receiver, path, at);
      continue;
    }
    const isKeyed = place === 1 && (method === 'set' || method === 'setItem' || method === 'setdefault');
    const keys = isKeyed && first !== undefined ? values.constantsOf(first.value).map(String) : [];
    for (const key of keys.length === 0 ? [ANY_KEY] : keys)
      change(edge, receiver, paths.under(argument.name ?? key, path), at);
  }
}

/** `os.write(pipe, data)`: a function of the runtime's modules puts nothing into the module. */
function isOfRuntime(facts: readonly ApiFacts[]): boolean {
  return facts.length > 0 && facts.every(({ path }) => /^(?:node:\w+|py:(?:copy|io|os|shutil))\.\w+$/u.test(path));
}

/** A module of Python's may keep something itself: `cache.set('key', value)`. Most of them do not: `numpy.append(list, value)`. */
function isOfModule(facts: readonly ApiFacts[]): boolean {
  return facts.length > 0 && facts.every(({ path }) => /^py:\w+\.\w+$/u.test(path));
}
