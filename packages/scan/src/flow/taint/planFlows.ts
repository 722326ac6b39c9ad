import type { ValueId } from '../../ir/moduleIr.ts';
import type { ApiFacts } from '../catalog/apiFacts.ts';
import { publicFunctions } from '../sources/publicFunctions.ts';
import type { Values } from '../values/values.ts';
import { createAccessPaths } from './accessPaths.ts';
import { type CallBoundary, createCallBoundary } from './callBoundary.ts';
import { type Consequences, createConsequences } from './consequences.ts';
import { createKeptFiles } from './keptFiles.ts';
import { liveValues } from './liveValues.ts';

/** What following flows needs to know of a package, wherever they begin. */
export interface FlowPlan {
  readonly values: Values;
  readonly boundary: CallBoundary;
  readonly consequences: Consequences;
  /** 1 for each value that can lie on a way from one of the origins to a sink. */
  liveFrom(origins: Iterable<ValueId>): Uint8Array;
  /** Functions that code outside the package can call. */
  readonly isPublic: ReadonlySet<number>;
  /** Whether a value is what a module hands out. */
  isExports(value: ValueId): boolean;
  /** Whether a value is a module, a class or a function as an object. */
  isNamespace(value: ValueId): boolean;
}

export function planFlows(values: Values, factsOf: (api: number) => ApiFacts): FlowPlan {
  const kept = createKeptFiles(values, factsOf);
  const boundary = createCallBoundary(values, factsOf);
  const exported = new Set(values.program.exports);
  const firstObject = values.program.functionObject(0);
  return {
    values,
    boundary,
    consequences: createConsequences(values, factsOf, boundary, createAccessPaths(), kept),
    liveFrom: liveValues(values, factsOf, kept),
    isPublic: publicFunctions(values),
    isExports: (value) => exported.has(value),
    isNamespace: (value) => value >= firstObject || values.program.namespaces.has(value),
  };
}
