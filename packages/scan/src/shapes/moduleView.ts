import { STEP_KIND } from '../ir/stepKind.ts';
import type { ArgumentIr, CallIr, ModuleIr, StepIr, ValueId } from '../ir/moduleIr.ts';
import { keepCompiled } from '../keepCompiled.ts';
import { NOTABLE } from './apiGroups.ts';
import { globalName, importedName, memberOf } from './apiNames.ts';
import type { NumberRoom } from './numberRoom.ts';
import { objectsOfClasses } from './objectsOfClasses.ts';
import { reachedAtLoad } from './reachedAtLoad.ts';
import { type StepOf, type StepsByKind, stepsByKind } from './stepsByKind.ts';

/** A call with the function that makes it. */
export interface SeenCall {
  readonly call: CallIr;
  /** Index of the function whose body holds the call. */
  readonly in: number;
  /** What is called, as its API is known: `node:fs.writeFile`, `global:fetch`, `py:os.system`. One, or several. */
  readonly apis: readonly string[];
}

/** What detectors ask a module. Answers are about this module alone. */
export interface ModuleView {
  readonly module: ModuleIr;
  readonly steps: StepsByKind;
  /** The calls whose callee is some known API. */
  apiCalls(): readonly SeenCall[];
  /** Of these the calls of an API that some detector looks for. */
  readonly notableCalls: readonly SeenCall[];
  /** Whether a function runs when the module is loaded: it is not only called later. */
  runsAtLoad(index: number): boolean;
  /** The APIs that a value may be, as imported; `()` marks the result of a call. */
  apisOf(value: ValueId): readonly string[];
  /** The text that a value is, where it is one text. */
  textOf(value: ValueId): string | undefined;
  /** Every value that a value may be made of, itself first: through copies, joins, members, calls, results, parameters. */
  madeOf(value: ValueId): ReadonlySet<ValueId>;
  /** The steps that give a value. */
  definitions(value: ValueId): readonly StepIr[];
  /** Values stored into an object, with their keys. */
  storedInto(value: ValueId): readonly StepOf<'store'>[];
  functionsOf(value: ValueId): readonly number[];
  argument(call: CallIr, index: number): ValueId | undefined;
}

const MOST_MADE_OF = 600;
const MOST_APIS = 6;
const LONGEST_API = 200;
const NONE: readonly never[] = [];

/** Good until `room` is cleared. */
export function createModuleView(module: ModuleIr, room: NumberRoom): ModuleView {
  const size = module.values.length;
  const steps = stepsByKind(module, room);
  const { firstStep, firstStore, nextStep, columns } = steps;
  const { kinds, reads, starts, names, texts } = columns;
  const { table } = module;
  const definitions = (value: ValueId): readonly StepIr[] => {
    let index = firstStep[value] ?? -1;
    if (index < 0) return NONE;
    const found: StepIr[] = [];
    for (; index >= 0; index = nextStep[index] ?? -1) found.push(table.at(index));
    return found;
  };
  const storedInto = (value: ValueId): readonly StepOf<'store'>[] => {
    let index = firstStore[value] ?? -1;
    if (index < 0) return NONE;
    const found: StepOf<'store'>[] = [];
    for (; index >= 0; index = nextStep[index] ?? -1) found.push(table.at(index) as StepOf<'store'>);
    return found;
  };
  // Of each value the place of what is known of it: 0 where nothing was asked yet.
  const apisAt = room.row(size, 0);
  const apis: (readonly string[])[] = [NONE, NONE];
  const functionsAt = room.row(size, 0);
  const functions: (readonly number[])[] = [NONE, NONE];
  const made = new Map<ValueId, ReadonlySet<ValueId>>();
  let parameterAt: ReadonlyMap<ValueId, Parameter> | undefined;
  let loaded: ReadonlySet<number> | undefined;
  let callersBy: Map<number, CallIr[]> | undefined;

  /** Calls of a function of this module, as far as they name it. */
  function callersOf(index: number): readonly CallIr[] {
    if (callersBy === undefined) {
      callersBy = new Map();
      for (const call of steps.calls()) {
        for (const one of functionsOf(call.callee)) {
          const known = callersBy.get(one);
          if (known === undefined) callersBy.set(one, [call]);
          else known.push(call);
        }
      }
    }
    return callersBy.get(index) ?? NONE;
  }

  function apisOf(value: ValueId): readonly string[] {
    const known = apisAt[value] ?? 0;
    if (known > 0) return apis[known] ?? NONE;
    apisAt[value] = 1;
    let list: readonly string[] = NONE;
    for (let index = firstStep[value] ?? -1; index >= 0; index = nextStep[index] ?? -1) {
      const given = apisOfStep(index);
      if (given.length === 0) continue;
      list = list.length === 0 ? given : [...new Set([...list, ...given])].slice(0, MOST_APIS);
      if (list.length >= MOST_APIS) break;
    }
    if (list.length > 0) apisAt[value] = apis.push(list) - 1;
    return list;
  }

  function apisOfStep(index: number): readonly string[] {
    // The first value that a step reads: of a copy and a load what it is of, of a call the callee.
    const read = reads[starts[index] ?? 0] ?? -1;
    switch (kinds[index]) {
      case STEP_KIND.global:
        return [globalName((table.at(index) as StepOf<'global'>).name)];
      case STEP_KIND.import: {
        const { specifier } = table.at(index) as StepOf<'import'>;
        const name = typeof specifier === 'string' ? specifier : textOf(specifier.value);
        return name === undefined ? NONE : [importedName(name, module.language)];
      }
      case STEP_KIND.copy:
        return apisOf(read);
      case STEP_KIND.load: {
        const name = names[index] ?? -1;
        const key = name >= 0 ? texts[name] : textOf(reads[(starts[index] ?? 0) + 1] ?? -1);
        if (key === undefined || key === '*') return NONE;
        return membersOf(apisOf(read), key);
      }
      case STEP_KIND.call:
        return resultsOf(apisOf(read), index);
      default:
        return NONE;
    }
  }

  function resultsOf(apis: readonly string[], index: number): readonly string[] {
    if (apis.length === 0) return NONE;
    return apis
      .map((api) => (givesModule(api) ? moduleGiven(table.at(index) as CallIr, api) : `${api}()`))
      .filter(isShort);
  }

  /** `getattr(x, 'name')`, `__import__('name')`. */
  function moduleGiven(call: CallIr, api: string): string {
    const text = textOf(call.arguments[api.endsWith('getattr') ? 1 : 0]?.value ?? -1);
    if (text === undefined) return `${api}()`;
    if (!api.endsWith('getattr')) return importedName(text, module.language);
    const [base] = apisOf(call.arguments[0]?.value ?? -1);
    return base === undefined ? `${api}()` : memberOf(base, text);
  }

  function textOf(value: ValueId, depth = 0): string | undefined {
    const index = firstStep[value] ?? -1;
    if (index < 0 || (nextStep[index] ?? -1) >= 0 || depth > 24) return undefined;
    const step = table.at(index);
    switch (step.is) {
      case 'constant':
        return String(step.value);
      case 'copy':
        return textOf(step.from, depth + 1);
      case 'join': {
        let text = '';
        for (const part of step.parts) {
          const one = textOf(part, depth + 1);
          if (one === undefined || text.length > 100_000) return undefined;
          text += one;
        }
        return text;
      }
      default:
        return undefined;
    }
  }

  function functionsOf(value: ValueId, depth = 0): readonly number[] {
    const known = functionsAt[value] ?? 0;
    if (known > 0) return functions[known] ?? NONE;
    if (depth > 40) return NONE;
    functionsAt[value] = 1;
    const found: number[] = [];
    for (let index = firstStep[value] ?? -1; index >= 0; index = nextStep[index] ?? -1) {
      const kind = kinds[index];
      if (kind === STEP_KIND.function) found.push((table.at(index) as StepOf<'function'>).function);
      else if (kind === STEP_KIND.copy) found.push(...functionsOf(reads[starts[index] ?? 0] ?? -1, depth + 1));
      if (found.length > 8) break;
    }
    if (found.length > 0) functionsAt[value] = functions.push(found) - 1;
    return found;
  }

  function madeOf(value: ValueId): ReadonlySet<ValueId> {
    const known = made.get(value);
    if (known !== undefined) return known;
    const seen = new Set<ValueId>([value]);
    const queue = [value];
    const add = (one: ValueId): void => {
      if (seen.size < MOST_MADE_OF && !seen.has(one)) {
        seen.add(one);
        queue.push(one);
      }
    };
    for (let at = queue.pop(); at !== undefined; at = queue.pop()) {
      for (const step of definitions(at)) {
        switch (step.is) {
          case 'copy':
          case 'load':
            add(step.from);
            break;
          case 'join':
            step.parts.forEach(add);
            break;
          case 'compute':
            step.from.forEach(add);
            break;
          case 'call':
            // What a WebAssembly module computes says nothing of the bytes it was made from.
            if (apisOf(step.callee).some((api) => api.startsWith('global:WebAssembly'))) break;
            if (step.receiver !== undefined) add(step.receiver);
            for (const one of step.arguments) add(one.value);
            for (const index of functionsOf(step.callee)) {
              const result = module.functions[index]?.result;
              if (result !== undefined) add(result);
            }
            break;
          default:
        }
      }
      for (let index = firstStore[at] ?? -1; index >= 0; index = nextStep[index] ?? -1)
        add((table.at(index) as StepOf<'store'>).from);
      for (const one of (sameObject ??= objectsOfClasses(module)).get(at) ?? NONE) add(one);
      const parameter = (parameterAt ??= parametersOf(module)).get(at);
      if (parameter === undefined) continue;
      for (const call of callersOf(parameter.function)) {
        const given = argumentAt(call.arguments, parameter.index);
        if (given !== undefined) add(given);
      }
    }
    made.set(value, seen);
    return seen;
  }

  let sameObject: ReadonlyMap<ValueId, readonly ValueId[]> | undefined;
  const seenCall = (index: number): SeenCall => ({
    call: table.at(index) as CallIr,
    in: module.values.functionOf(columns.gives[index] ?? -1) ?? 0,
    apis: apisOf(reads[starts[index] ?? 0] ?? -1),
  });
  const apiCallsAt: number[] = [];
  const notableCalls: SeenCall[] = [];
  for (let index = 0; index < kinds.length; index++) {
    if (kinds[index] !== STEP_KIND.call) continue;
    const found = apisOf(reads[starts[index] ?? 0] ?? -1);
    if (found.length === 0) continue;
    apiCallsAt.push(index);
    if (found.some((api) => NOTABLE.test(api))) notableCalls.push(seenCall(index));
  }
  let apiCalls: readonly SeenCall[] | undefined;
  const view: ModuleView = {
    module,
    steps,
    apiCalls() {
      return (apiCalls ??= apiCallsAt.map(seenCall));
    },
    notableCalls,
    runsAtLoad: (index) => (loaded ??= reachedAtLoad(module, steps.calls(), functionsOf)).has(index),
    apisOf,
    textOf: (value) => textOf(value),
    madeOf,
    definitions,
    storedInto,
    functionsOf: (value) => functionsOf(value),
    argument: (call, index) => argumentAt(call.arguments, index),
  };
  keepCompiled('module view', size, [view]);
  return view;
}

interface Parameter {
  readonly function: number;
  readonly index: number;
}

function parametersOf(module: ModuleIr): ReadonlyMap<ValueId, Parameter> {
  const found = new Map<ValueId, Parameter>();
  module.functions.forEach((one, index) =>
    one.parameters.forEach((parameter, at) => found.set(parameter.value, { function: index, index: at })),
  );
  return found;
}

/** Nearly all values are no API or one, so that both are worth a path of their own. */
function membersOf(apis: readonly string[], key: string): readonly string[] {
  const [first] = apis;
  if (first === undefined) return NONE;
  if (apis.length > 1) return apis.map((api) => memberOf(api, key)).filter(isShort);
  const member = memberOf(first, key);
  return isShort(member) ? [member] : NONE;
}

function isShort(api: string): boolean {
  return api.length < LONGEST_API;
}

const GIVES_MODULE = /^(?:py:)?(?:global:)?(?:builtins\.)?(?:__import__|getattr)$/u;

function givesModule(api: string): boolean {
  return (api.endsWith('__import__') || api.endsWith('getattr')) && GIVES_MODULE.test(api);
}

function argumentAt(list: readonly ArgumentIr[], index: number): ValueId | undefined {
  for (let i = 0; i <= index; i++) if (list[i]?.spread === true) return i === 0 ? list[0]?.value : undefined;
  const one = list[index];
  return one?.name === undefined ? one?.value : undefined;
}
