import type { ValueId } from '../../ir/moduleIr.ts';
import { API, denote, FUNCTION } from '../values/denotations.ts';
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
  for (const step of listeningToPage(values)) {
    const call = values.callAt(step);
    const [name] = call?.arguments ?? [];
    if (call === undefined || name === undefined) continue;
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

/** Calls by which the package listens to the page itself, and to no part of it. */
function listeningToPage({ program, sets, denotations: { apis } }: Values): readonly number[] {
  const known = apis.count();
  const listens = apis.root('global:addEventListener');
  if (listens >= known) return [];
  const { calls, reads, starts } = program;
  return [...calls].filter((step) => {
    const callee = reads[starts[step] as number] as number;
    for (let at = 0; at < sets.sizeOf(callee); at++) if (sets.at(callee, at) === denote(API, listens)) return true;
    return false;
  });
}
