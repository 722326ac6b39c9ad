import type { CallIr, ValueId } from '../../ir/moduleIr.ts';
import type { ApiFacts } from '../catalog/apiFacts.ts';
import type { SinkEntry } from '../catalog/sinkCatalog.ts';
import type { Values } from '../values/values.ts';
import { ANY_KEY, ERROR_TEXT, REFUSED, SOMEWHERE } from './accessPaths.ts';
import type { SinkHit, TaintContext } from './taintContext.ts';

/** Whether the fact stands where the sink takes data; then it is reported and goes no further. */
export function sends(
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

export function hitOf({ path }: ApiFacts, { root, kind }: SinkEntry): Pick<SinkHit, 'kind' | 'api' | 'name'> {
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
