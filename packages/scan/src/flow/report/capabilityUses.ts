import type { ModuleIr, ValueId } from '../../ir/moduleIr.ts';
import { type ApiFacts, SAYS } from '../catalog/apiFacts.ts';
import { storeSink } from '../catalog/sinkCatalog.ts';
import type { Capability, CapabilityUse } from '../flowReport.ts';
import { STEP_KIND } from '../../ir/stepKind.ts';
import { API, indexOf, kindOf } from '../values/denotations.ts';
import type { Values } from '../values/values.ts';
import { givenConstants } from './givenConstants.ts';
import { createRunsAtLoad } from './runsAtLoad.ts';

const MOST_CONSTANTS = 4;

/**
 * What each file can do to the world outside it: one entry for each API it calls or reads, also of copies of a file that
 * are left out of the analysis. In the order of the files.
 */
export function capabilityUses(
  values: Values,
  factsOf: (api: number) => ApiFacts,
  listed: Uint16Array,
  copiesOf: (module: ModuleIr) => readonly ModuleIr[],
): readonly CapabilityUse[] {
  const { program, sets } = values;
  const { kinds, reads, starts, gives } = program;
  const runsAtLoad = createRunsAtLoad(values);
  const found = new Map<string, CapabilityUse>();
  for (let index = 0; index < kinds.length; index++) {
    switch (kinds[index]) {
      case STEP_KIND.call:
        if (((listed[reads[starts[index] as number] as number] as number) & SAYS.calledFor) !== 0) ofCall(index);
        break;
      case STEP_KIND.load:
      case STEP_KIND.global:
      case STEP_KIND.import:
        if (((listed[gives[index] as number] as number) & SAYS.namedFor) !== 0) ofName(index, gives[index] as number);
        break;
      case STEP_KIND.store:
        if (((listed[reads[starts[index] as number] as number] as number) & SAYS.storeSink) !== 0) ofStore(index);
        break;
      default:
    }
  }
  return [...found.values()].toSorted((one, other) => (one.file < other.file ? -1 : one.file > other.file ? 1 : 0));

  function ofCall(index: number): void {
    const step = program.step(index);
    if (step.is !== 'call') return;
    for (const denotation of sets.of(step.callee)) {
      if (kindOf(denotation) !== API) continue;
      const { calledFor, path } = factsOf(indexOf(denotation));
      if (calledFor === undefined) continue;
      const given = step.arguments.map((one) => one.value);
      add(calledFor, path, index, step.to, given);
    }
  }
  function ofName(index: number, to: ValueId): void {
    for (const denotation of sets.of(to)) {
      if (kindOf(denotation) !== API) continue;
      const { namedFor, path } = factsOf(indexOf(denotation));
      if (namedFor !== undefined) add(namedFor, path, index, to, []);
    }
  }
  function ofStore(index: number): void {
    const step = program.step(index);
    if (step.is !== 'store') return;
    for (const denotation of sets.of(step.into)) {
      if (kindOf(denotation) !== API) continue;
      for (const key of values.keysOf(step.key)) {
        const sink = storeSink(factsOf(indexOf(denotation)).path, key);
        if (sink === undefined) continue;
        add('network', sink.api, index, step.from, [step.from]);
      }
    }
  }
  function add(capability: Capability, api: string, step: number, value: ValueId, given: readonly ValueId[]): void {
    const index = program.moduleOfStep(step);
    const module = program.modules[index];
    if (module === undefined) return;
    const isAtLoad = runsAtLoad(program.functionOf[value] ?? -1);
    const known = found.get(`${module.file} ${capability} ${api}`);
    // The order of the constants that are kept does not change any more once there are enough.
    const isMore = known === undefined || (known.constants.length < MOST_CONSTANTS && given.length > 0);
    const constants = isMore ? givenConstants(values, given, MOST_CONSTANTS) : [];
    const { firstStep, by } = program.written(index);
    put(module, step - firstStep, value - by.values);
    for (const copy of copiesOf(module)) put(copy, step - firstStep, value - by.values);

    function put(one: ModuleIr, ownStep: number, ownValue: ValueId): void {
      const key = `${one.file} ${capability} ${api}`;
      const before = found.get(key);
      if (before !== undefined) {
        const all = isMore
          ? [...new Set([...before.constants, ...constants])].slice(0, MOST_CONSTANTS)
          : before.constants;
        found.set(key, { ...before, constants: all, atLoad: before.atLoad || isAtLoad });
        return;
      }
      const isCall = one.table.kinds[ownStep] === STEP_KIND.call;
      const span = (isCall ? one.table.spanOf(ownStep) : one.values.spanOf(ownValue)) ?? { start: 0, end: 0 };
      found.set(key, { capability, api, file: one.file, span, constants, atLoad: isAtLoad });
    }
  }
}
