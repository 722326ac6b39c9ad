import { argumentPlace } from '../../ir/argumentKey.ts';
import type { StepIr, ValueId } from '../../ir/moduleIr.ts';
import { storeSink } from '../catalog/sinkCatalog.ts';
import { PUBLIC_MEMBER } from '../catalog/endCatalog.ts';
import { addressJoins } from './addressJoins.ts';
import { ANY_KEY, ERROR_TEXT, MEMBER_NAMES, OWN_ERROR, REFUSED, SOMEWHERE } from './accessPaths.ts';
import type { TaintContext } from './taintContext.ts';
import { isEnvironment, isTable } from './callOutside.ts';
import { transferAccess, transferCall } from './transferCall.ts';

/** Carries one fact over one step that reads its value. */
export function transferStep(
  taint: TaintContext,
  edge: number,
  value: ValueId,
  path: number,
  step: StepIr,
  at: number,
): void {
  const { table, paths, values, thrown } = taint;
  // What comes of a promise does not hold what it would have been refused with.
  const isDone = thrown.isAwaited[value] === 1 && paths.head(path) === REFUSED;
  if (isDone && step.is !== 'await' && (step.is !== 'call' || step.receiver !== value)) return;
  switch (step.is) {
    case 'copy':
      return table.reach(edge, step.to, path, at);
    case 'await': {
      if (paths.head(path) !== REFUSED) return;
      const refused = paths.tail(path);
      return table.reach(edge, step.to, refused, at, thrown.isGuess(paths, -1, step.to, refused));
    }
    case 'join':
    case 'compute': {
      transferAccess(taint, edge, value, path, at);
      if (step.is === 'join') hitAddress(taint, edge, value, path, step.parts, at);
      // In a string of JavaScript an object is only its kind, a list its elements, an error what it says; Python writes
      // out all of them.
      const head = paths.head(path);
      // To go through an object by `for (const name in object)` is to compute something of it.
      const isText = head === undefined || TOLD_OF_ALL.has(head);
      const isWritten = isText || languageOf(taint, step.to) === 'python';
      if (isWritten || head === SOMEWHERE) table.reach(edge, step.to, paths.WHOLE, at, !isWritten);
      return;
    }
    case 'load':
      return transferLoad(taint, edge, value, path, step, at);
    case 'store': {
      transferAccess(taint, edge, value, path, at);
      if (typeof step.key !== 'string' && step.key.value === value && path === paths.WHOLE)
        taint.mutate(edge, step.into, paths.under(MEMBER_NAMES, path), at);
      if (step.from !== value) return;
      const keys = values.keysOf(step.key);
      for (const api of values.apisOf(step.into)) {
        for (const key of keys) {
          const sink = storeSink(taint.factsOf(api).path, key);
          if (sink !== undefined) taint.hit({ edge, step: at, ...sink, name: sink.api, isGuess: paths.isCut(path) });
        }
      }
      for (const key of keys) taint.mutate(edge, step.into, paths.under(key, path), at);
      return;
    }
    case 'call':
      return transferCall(taint, edge, value, path, step, at);
    case 'test':
      return transferAccess(taint, edge, value, path, at);
    case 'constant':
    case 'global':
    case 'fresh':
    case 'function':
    case 'class':
    case 'import':
  }
}

const HOW_MANY: ReadonlySet<string> = new Set(['length', 'byteLength', 'byteOffset', 'size']);
const TOLD_OF_ALL: ReadonlySet<string> = new Set([ANY_KEY, ERROR_TEXT, OWN_ERROR, MEMBER_NAMES]);

function languageOf({ values: { program } }: TaintContext, value: ValueId): string | undefined {
  return program.modules[program.moduleOf(value)]?.language;
}

/** A part of an address that a page loads is sent to who answers there. */
function hitAddress(
  { values, paths, hit }: TaintContext,
  edge: number,
  value: ValueId,
  path: number,
  parts: readonly ValueId[],
  at: number,
): void {
  const loaded = addressJoins(values).get(at);
  if (loaded === undefined || !parts.some((part, place) => part === value && loaded.parts.has(place))) return;
  hit({ edge, step: at, kind: 'network', api: loaded.api, name: loaded.api, isGuess: paths.isCut(path) });
}

function transferLoad(
  taint: TaintContext,
  edge: number,
  value: ValueId,
  path: number,
  step: StepIr & { is: 'load' },
  at: number,
): void {
  const { table, paths, values } = taint;
  // A letter that was looked up by a digit of the secret says the digit: tables are how encoders are written by hand.
  if (typeof step.key !== 'string' && step.key.value === value && path === paths.WHOLE) {
    table.reach(edge, step.to, paths.WHOLE, at, !isTable(taint, step.from));
  }
  transferAccess(taint, edge, value, path, at);
  if (step.from !== value) return;
  for (const key of values.keysOf(step.key)) {
    if (path === paths.WHOLE && isPublic(taint, value, key)) continue;
    // How many elements a list has is none of them.
    if (HOW_MANY.has(key) && paths.head(path) === ANY_KEY) continue;
    const left = paths.read(path, key);
    // Where a secret is *somewhere* in an object, its public half is a guess.
    // So is one variable of the environment that nobody knows: it may be every one, in a loop, or a setting.
    const isOne = path === paths.WHOLE && key === ANY_KEY && isEnvironment(taint, value);
    const head = paths.head(path);
    const isDoubtful = isOne || head === SOMEWHERE || (head === ANY_KEY && isName(key));
    if (left !== undefined) table.reach(edge, step.to, left, at, isDoubtful);
  }
}

/** Public parts of a key object; single variables of the environment, which are judged on their own. */
function isPublic(taint: TaintContext, value: ValueId, key: string): boolean {
  if (PUBLIC_MEMBER.test(key)) return true;
  if (key === ANY_KEY) return false;
  return isEnvironment(taint, value);
}

/** Whether a key is no element's: what is kept under a name that nobody can read is a guess under any other. */
function isName(key: string): boolean {
  return key !== ANY_KEY && !/^\d+$/u.test(key) && argumentPlace(key) === undefined;
}
