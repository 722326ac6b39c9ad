import type { ApiFacts } from '../catalog/apiFacts.ts';
import { WALLET_OBJECTS } from '../catalog/sourceCatalog.ts';
import type { Capability, CapabilityUse } from '../flowReport.ts';
import type { Values } from '../values/valueAnalysis.ts';

const MOST_CONSTANTS = 4;
const LONGEST = 200;

/** What each file can do to the world outside it: one entry for each API it calls or reads. */
export function capabilityUses(values: Values, factsOf: (api: number) => ApiFacts): readonly CapabilityUse[] {
  const { program } = values;
  const atLoad = functionsAtLoad(values);
  const found = new Map<string, CapabilityUse>();
  for (const [index, step] of program.steps.entries()) {
    const value =
      step.is === 'call'
        ? step.callee
        : step.is === 'load' || step.is === 'global' || step.is === 'import'
          ? step.to
          : undefined;
    if (value === undefined) continue;
    for (const api of values.apisOf(value)) {
      const facts = factsOf(api);
      const capability = step.is === 'call' ? capabilityOfCall(facts) : capabilityOfName(facts);
      if (capability === undefined) continue;
      const file = program.modules[program.moduleOfStep(index)]?.file ?? '';
      const key = `${file} ${capability} ${facts.path}`;
      const known = found.get(key);
      const isAtLoad = atLoad.has(program.functionOf[step.is === 'store' ? value : step.to] ?? -1);
      const constants =
        step.is === 'call'
          ? constantsIn(
              values,
              step.arguments.map((one) => one.value),
            )
          : [];
      if (known === undefined) {
        const span = 'span' in step ? step.span : (program.valueIr(value)?.span ?? { start: 0, end: 0 });
        found.set(key, { capability, api: facts.path, file, span, constants, atLoad: isAtLoad });
      } else {
        const all = [...new Set([...known.constants, ...constants])].slice(0, MOST_CONSTANTS);
        found.set(key, { ...known, constants: all, atLoad: known.atLoad || isAtLoad });
      }
    }
  }
  return [...found.values()];
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
  for (const [index, links] of values.links.entries()) {
    if (links === undefined) continue;
    const step = program.steps[index];
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
