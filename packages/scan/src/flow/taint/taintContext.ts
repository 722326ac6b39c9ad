import type { StepIr, ValueId } from '../../ir/moduleIr.ts';
import type { ApiFacts } from '../catalog/apiFacts.ts';
import type { SinkKind } from '../flowReport.ts';
import type { Values } from '../values/values.ts';
import type { AccessPaths } from './accessPaths.ts';
import type { KeptFiles } from './keptFiles.ts';
import type { Thrown } from './thrown.ts';

/** A fact that reached a sink. */
export interface SinkHit {
  readonly edge: number;
  readonly step: number;
  readonly kind: SinkKind;
  /** API path of the sink, as it was called. */
  readonly api: string;
  /** The library and what of it sends: the same however the way between them is written. */
  readonly name: string;
  /** Whether what is sent holds the secret only somewhere. */
  readonly isGuess: boolean;
}

/** Where the facts go that follow from one, which `from` stands for. */
export interface FactTable {
  /** The fact follows by a step within the function. */
  reach(from: number, value: ValueId, path: number, step: number, isDoubtful?: boolean): void;
  /** The fact holds in every call. */
  reachEverywhere(from: number, value: ValueId, path: number, step: number, isDoubtful?: boolean): void;
  /** The same by a guess, where nothing else was guessed before. */
  reachByFirstGuess(from: number, value: ValueId, path: number, step: number): void;
  /** The function of a parameter is entered with the fact. */
  enter(from: number, parameter: ValueId, path: number, step: number, isDoubtful: boolean): void;
}

/** What the transfer functions work with. */
export interface TaintContext {
  readonly values: Values;
  readonly paths: AccessPaths;
  readonly kept: KeptFiles;
  readonly thrown: Thrown;
  readonly table: FactTable;
  factsOf(api: number): ApiFacts;
  /** What the catalogs say of all that a callee stands for outside the package. */
  factsOfCallee(callee: ValueId): readonly ApiFacts[];
  hit(hit: SinkHit): void;
  /** Something was put under `path` of what a value holds: everybody who holds the same sees it. */
  mutate(from: number, value: ValueId, path: number, step: number): void;
  /** The same, where it is a guess: who holds the same is told by what the value was read from, and whoever gave it. */
  mutatePerhaps(from: number, value: ValueId, path: number, step: number): void;
}

export function stepAt(values: Values, step: number): StepIr {
  return values.program.step(step);
}
