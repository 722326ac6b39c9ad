import type { ValueId } from '../../ir/moduleIr.ts';
import type { ApiFacts } from '../catalog/apiFacts.ts';
import type { SinkKind } from '../flowReport.ts';
import type { Values } from '../values/values.ts';
import { createAccessPaths } from './accessPaths.ts';
import { type CallBoundary, createCallBoundary } from './callBoundary.ts';
import { type Consequences, createConsequences } from './consequences.ts';
import { createKeptFiles } from './keptFiles.ts';
import { createThrown, type Thrown } from './thrown.ts';
import type { FlowRules } from './flowRules.ts';
import { liveValues, type LiveValues, type Origin } from './liveValues.ts';

/** What following flows needs to know of a package, wherever they begin. */
export interface FlowPlan {
  readonly values: Values;
  readonly boundary: CallBoundary;
  readonly thrown: Thrown;
  readonly consequences: Consequences;
  readonly live: LiveValues;
  /** Functions that code outside the package can call. */
  readonly isPublic: ReadonlySet<number>;
  /** Whether a value is what a module hands out. */
  isExports(value: ValueId): boolean;
  /** Whether a value is a module, a class or a function as an object. */
  isNamespace(value: ValueId): boolean;
}

/** What is known of a package before its flows are followed. */
export interface Planned {
  readonly values: Values;
  factsOf(api: number): ApiFacts;
  /** What the catalogs say of each value. */
  readonly listed: Uint16Array;
  readonly isPublic: ReadonlySet<number>;
  readonly rules?: FlowRules | undefined;
}

/** `origins` are all that flows will be followed from, at once or some after the others, to sinks that are meant. */
export function planFlows(
  { values, factsOf, listed, isPublic, rules }: Planned,
  origins: readonly Origin[],
  isMeant: (kind: SinkKind) => boolean = () => true,
): FlowPlan {
  const kept = createKeptFiles(values, factsOf);
  const boundary = createCallBoundary(values, factsOf);
  const thrown = createThrown(values);
  const live = liveValues({ values, boundary, thrown, kept, factsOf, listed, isPublic, rules }, origins, isMeant);
  const exported = new Set(values.program.exports);
  const firstObject = values.program.functionObject(0);
  return {
    values,
    boundary,
    thrown,
    consequences: createConsequences(values, factsOf, boundary, createAccessPaths(), kept, thrown, live.all, rules),
    live,
    isPublic,
    isExports: (value) => exported.has(value),
    isNamespace: (value) => value >= firstObject || values.program.namespaces.has(value),
  };
}
