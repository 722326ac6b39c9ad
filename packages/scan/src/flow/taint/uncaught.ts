import type { ValueId } from '../../ir/moduleIr.ts';
import { isGlobalObjectPath } from '../values/apiPaths.ts';
import { FUNCTION } from '../values/denotations.ts';
import { functionsGiven } from '../values/functionsGiven.ts';
import { ofKind } from '../values/readValues.ts';
import type { Values } from '../values/values.ts';

/** A parameter that is told of what nobody catches: of the thing itself, or of an event that has it under a name. */
export interface ToldOfUncaught {
  readonly value: ValueId;
  readonly under?: string;
}

/** Events of a process, whose listeners are given what was thrown. */
const OF_PROCESS = ['uncaughtException', 'uncaughtExceptionMonitor', 'unhandledRejection'];
/** Events of a page, and under which name each has it. */
const OF_PAGE: ReadonlyMap<string, string> = new Map([
  ['error', 'error'],
  ['unhandledrejection', 'reason'],
]);
const LISTENS = 'addEventListener';
/** `onerror(message, file, line, column, error)`. */
const PLACE_IN_ONERROR = 4;

/** Everybody in the package who is told of what nobody catches. */
export function toldOfUncaught(values: Values): readonly ToldOfUncaught[] {
  const { program, sets, listeners } = values;
  const told: ToldOfUncaught[] = [];
  const tell = (index: number, place: number, under?: string): void => {
    const value = program.functions[index]?.parameters[place]?.value;
    if (value !== undefined) told.push(under === undefined ? { value } : { value, under });
  };
  for (const event of OF_PROCESS) for (const index of listeners.get(event) ?? []) tell(index, 0);
  const listening = listensToPage(values);
  for (const step of listening.size === 0 ? [] : program.calls) {
    const call = values.callAt(step);
    const [name] = call?.arguments ?? [];
    if (call === undefined || name === undefined) continue;
    if (!values.apisOf(call.callee).some((api) => listening.has(api))) continue;
    for (const event of values.constantsOf(name.value)) {
      const under = OF_PAGE.get(String(event));
      if (under !== undefined) for (const index of functionsGiven(sets, call)) tell(index, 0, under);
    }
  }
  const known = sets.keysOf(program.globalObject);
  for (const [event, under] of OF_PAGE) {
    if (!known.includes(`on${event}`)) continue;
    for (const index of ofKind(sets, sets.cell(program.globalObject, `on${event}`), FUNCTION)) {
      if (event !== 'error') tell(index, 0, under);
      else for (const place of [0, PLACE_IN_ONERROR]) tell(index, place);
    }
  }
  return told;
}

/** Paths by which the package calls what listens to the page itself, and to no part of it. */
function listensToPage({ denotations: { apis } }: Values): ReadonlySet<number> {
  const found = new Set<number>();
  for (let api = 0; api < apis.count(); api++) {
    const path = apis.text(api);
    if (!path.endsWith(LISTENS)) continue;
    const of = path.slice(0, -LISTENS.length);
    if (of === 'global:' || isGlobalObjectPath(of.slice(0, -1))) found.add(api);
  }
  return found;
}
