import type { Span, ValueId } from '../../ir/moduleIr.ts';
import type { ApiFacts } from '../catalog/apiFacts.ts';
import { storeSink } from '../catalog/sinkCatalog.ts';
import { WALLET_OBJECTS } from '../catalog/sourceCatalog.ts';
import type { Capability, CapabilityUse } from '../flowReport.ts';
import { API, indexOf, kindOf } from '../values/denotations.ts';
import type { Values } from '../values/values.ts';

const MOST_CONSTANTS = 4;
const LONGEST = 200;

/** What each file can do to the world outside it: one entry for each API it calls or reads. */
export function capabilityUses(values: Values, factsOf: (api: number) => ApiFacts): readonly CapabilityUse[] {
  const { program, sets } = values;
  const atLoad = functionsAtLoad(values);
  const found = new Map<string, CapabilityUse>();
  const rolesOf = createRoles(factsOf);
  for (let index = 0; index < program.stepCount; index++) {
    const step = program.step(index);
    switch (step.is) {
      case 'call':
        for (const denotation of sets.of(step.callee)) {
          if (kindOf(denotation) !== API) continue;
          const api = indexOf(denotation);
          const capability = rolesOf(api).called;
          if (capability === undefined) continue;
          const given = step.arguments.map((one) => one.value);
          add(capability, factsOf(api).path, index, step.to, step.span, given);
        }
        break;
      case 'load':
      case 'global':
      case 'import':
        for (const denotation of sets.of(step.to)) {
          if (kindOf(denotation) !== API) continue;
          const api = indexOf(denotation);
          const capability = rolesOf(api).named;
          if (capability === undefined) continue;
          add(capability, factsOf(api).path, index, step.to, program.valueIr(step.to)?.span, []);
        }
        break;
      case 'store':
        for (const denotation of sets.of(step.into)) {
          if (kindOf(denotation) !== API) continue;
          for (const key of values.keysOf(step.key)) {
            const sink = storeSink(factsOf(indexOf(denotation)).path, key);
            if (sink === undefined) continue;
            add('network', sink.api, index, step.from, program.valueIr(step.from)?.span, [step.from]);
          }
        }
        break;
      default:
    }
  }
  return [...found.values()];

  function add(
    capability: Capability,
    api: string,
    step: number,
    value: ValueId,
    span: Span = { start: 0, end: 0 },
    given: readonly ValueId[],
  ): void {
    const file = program.modules[program.moduleOfStep(step)]?.file ?? '';
    const key = `${file} ${capability} ${api}`;
    const known = found.get(key);
    const isAtLoad = atLoad.has(program.functionOf[value] ?? -1);
    if (known === undefined) {
      found.set(key, { capability, api, file, span, constants: constantsIn(values, given), atLoad: isAtLoad });
      return;
    }
    // The order of the constants that are kept does not change any more once there are enough.
    const constants =
      known.constants.length >= MOST_CONSTANTS || given.length === 0
        ? known.constants
        : [...new Set([...known.constants, ...constantsIn(values, given)])].slice(0, MOST_CONSTANTS);
    found.set(key, { ...known, constants, atLoad: known.atLoad || isAtLoad });
  }
}

/** What an API lets a file do. */
interface Roles {
  readonly called: Capability | undefined;
  readonly named: Capability | undefined;
}

/** Looks roles up once for each API: there are many more steps. */
function createRoles(factsOf: (api: number) => ApiFacts): (api: number) => Roles {
  const known: (Roles | undefined)[] = [];
  return (api) => (known[api] ??= { called: capabilityOfCall(factsOf(api)), named: capabilityOfName(factsOf(api)) });
}

function capabilityOfCall(facts: ApiFacts): Capability | undefined {
  if (facts.sink !== undefined) return facts.sink.capability;
  if (facts.keyUse?.kind === 'key' || facts.origin !== undefined) return 'key';
  if (facts.source?.capability !== undefined && facts.source.members !== '=') return facts.source.capability;
  if (facts.readsFile) return 'read-file';
  if (facts.isDownload) return 'network';
  if (/^py:os\.getenv$/u.test(facts.path)) return 'environment';
  return NATIVE.test(facts.path) ? 'native' : undefined;
}
const NATIVE =
  /^(global:process\.(dlopen|binding)|npm:(bindings|node-gyp-build|ffi-napi|koffi)(\.|$)|py:ctypes\.|py:cffi\.|global:Deno\.dlopen)/u;

function capabilityOfName(facts: ApiFacts): Capability | undefined {
  if (facts.source?.members === '=') return facts.source.capability;
  return WALLET_OBJECTS.includes(facts.path) ? 'wallet' : undefined;
}

function constantsIn(values: Values, given: readonly number[]): string[] {
  const found: string[] = [];
  const add = (value: number): void => {
    for (const one of values.constantsOf(value)) {
      if (typeof one === 'string' && one !== '' && !found.includes(one)) found.push(one.slice(0, LONGEST));
    }
  };
  for (const value of given) {
    add(value);
    for (const holder of values.holdersOf(value)) {
      for (const key of values.sets
        .keysOf(holder)
        .filter((one) => one !== '*')
        .slice(0, 12)) {
        for (const stored of values.sets.sourcesOf(values.sets.cell(holder, key))) {
          if (stored < values.program.valueCount) add(stored);
        }
      }
    }
  }
  return found.slice(0, MOST_CONSTANTS);
}

/** Functions that run when a module of the package is loaded: bodies of modules, and what they call. */
export function functionsAtLoad(values: Values): ReadonlySet<number> {
  const { program } = values;
  const callsOf = new Map<number, number[]>();
  for (let index = 0; index < values.links.length; index++) {
    const links = values.links[index];
    if (links === undefined) continue;
    const step = program.step(index);
    if (step?.is !== 'call') continue;
    const from = program.functionOf[step.to] as number;
    const held = callsOf.get(from) ?? [];
    for (const link of links) if (link.how !== 'settle') held.push(link.function);
    callsOf.set(from, held);
  }
  const reached = new Set<number>();
  const waiting = [...program.functions.keys()].filter((index) => program.functions[index]?.isModuleBody === true);
  for (let at = waiting.pop(); at !== undefined; at = waiting.pop()) {
    if (reached.has(at)) continue;
    reached.add(at);
    waiting.push(...(callsOf.get(at) ?? []));
  }
  return reached;
}
