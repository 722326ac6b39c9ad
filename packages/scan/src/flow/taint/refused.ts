import type { CallIr, ValueId } from '../../ir/moduleIr.ts';
import { FUNCTION } from '../values/denotations.ts';
import { HANDS_ON } from '../values/knownCalls.ts';
import { ofKind } from '../values/readValues.ts';
import { REFUSED } from './accessPaths.ts';
import type { TaintContext } from './taintContext.ts';

/** By methods of promises the place of the function that is called with what the promise is refused with. */
const TAKES: ReadonlyMap<string | undefined, number> = new Map([
  ['then', 1],
  ['catch', 0],
]);

/** What a call outside does with a promise that is refused. */
export function handRefused(
  taint: TaintContext,
  edge: number,
  value: ValueId,
  path: number,
  call: CallIr,
  at: number,
  method: string | undefined,
  api: string | undefined,
): void {
  const { table, paths, values } = taint;
  if (call.receiver !== value) {
    if (api !== undefined && (HANDS_ON.has(api) || api === 'global:Promise.reject'))
      table.reach(edge, call.to, path, at);
    return;
  }
  const taker = call.arguments[TAKES.get(method) ?? -1];
  if (taker === undefined) {
    if (method === 'then' || method === 'finally') table.reach(edge, call.to, path, at);
    return;
  }
  for (const index of ofKind(values.sets, taker.value, FUNCTION)) {
    const link = values.links[at]?.find((one) => one.function === index && one.how === 'callback');
    const [first] = values.program.functions[index]?.parameters ?? [];
    if (link !== undefined && first !== undefined) table.enter(edge, first.value, paths.tail(path), at, link.isGuess);
  }
}

/**
 * A promise is refused with what its reject function is given, in every call: of an error, and of what a callback is told, a
 * guess. An error that another function made or threw is not followed: in every call it is anybody's.
 */
export function refuse(
  { table, paths, thrown, values: { program } }: TaintContext,
  edge: number,
  value: ValueId,
  path: number,
  at: number,
  promise: ValueId,
): void {
  const refused = paths.head(path) === REFUSED ? path : paths.under(REFUSED, path);
  const isError = thrown.isError(value);
  if (isError && thrown.isFromElsewhere(value)) return;
  const within = program.functionOf[value] as number;
  const isTold =
    within !== program.functionOf[promise] && program.functions[within]?.parameters.some((one) => one.value === value);
  const isGuess = isTold === true || isError || paths.isErrorText(path);
  if (isGuess) table.reachByFirstGuess(edge, promise, refused, at);
  else table.reachEverywhere(edge, promise, refused, at);
}
