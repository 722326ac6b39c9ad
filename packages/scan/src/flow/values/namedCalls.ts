import type { CallIr, ValueId } from '../../ir/moduleIr.ts';
import { indexOf, kindOf, API } from './denotations.ts';
import type { ValuesSoFar } from './values.ts';

/** A call and the number of its step. */
export type NamedCall = readonly [call: CallIr, step: number];

/** Calls of a package by what they are called, as `channels` asks for them, and what is asked of their values. */
export interface NamedCalls {
  /** Calls of methods of that name, and of functions that are known everywhere by it. */
  named(name: string): readonly NamedCall[];
  /** Calls that start another thread or process with a file. */
  readonly starts: readonly CallIr[];
  pathsOf(value: ValueId): readonly string[];
  textsOf(value: ValueId | undefined): readonly string[];
  isOf(call: CallIr, api: RegExp): boolean;
}

const METHODS: readonly string[] = [
  'on',
  'once',
  'addListener',
  'addEventListener',
  'postMessage',
  'send',
  'dispatchEvent',
  'subscribe',
  'publish',
  'run',
  'enterWith',
  'getStore',
];
/** Of these a worker's own, which it may call without an object. */
const GLOBALS: readonly string[] = ['postMessage', 'addEventListener'];
const STARTS = /^(?:node:worker_threads\.Worker|global:(?:Shared)?Worker|node:child_process\.fork)$/u;
const START = 'a start';
const NONE: readonly never[] = [];

export function namedCalls(values: ValuesSoFar): NamedCalls {
  const { program, sets, denotations } = values;
  const { calls, reads, starts, memberNames } = program;
  const byId = new Map(METHODS.map((name) => [memberNames.idOf(name), name] as const));
  const byApi = new Map<number, string | undefined>();
  const found = new Map<string, NamedCall[]>();
  for (const step of calls) {
    const callee = reads[starts[step] as number] as ValueId;
    for (let place = 0; place < sets.sizeOf(callee); place++) {
      const denotation = sets.at(callee, place);
      if (kindOf(denotation) === API) add(nameOfApi(indexOf(denotation)), step);
    }
    const method = values.methodNameOf(callee);
    if (method >= 0) add(byId.get(method), step);
  }
  const pathsOf = (value: ValueId): readonly string[] => values.apisOf(value).map((api) => denotations.apis.text(api));
  return {
    named: (name) => found.get(name) ?? NONE,
    starts: (found.get(START) ?? NONE).map(([call]) => call),
    pathsOf,
    textsOf: (value) => (value === undefined ? NONE : values.constantsOf(value).map(String)),
    isOf: (call, api) => pathsOf(call.callee).some((path) => api.test(path)),
  };

  /** Many calls are of the same API, and nearly all of none that says anything. */
  function nameOfApi(api: number): string | undefined {
    if (!byApi.has(api)) {
      const path = denotations.apis.text(api);
      byApi.set(api, STARTS.test(path) ? START : GLOBALS.find((name) => path === `global:${name}`));
    }
    return byApi.get(api);
  }
  function add(name: string | undefined, step: number): void {
    if (name === undefined) return;
    const held = found.get(name) ?? [];
    if (held.at(-1)?.[1] === step) return;
    held.push([program.step(step) as CallIr, step]);
    found.set(name, held);
  }
}
