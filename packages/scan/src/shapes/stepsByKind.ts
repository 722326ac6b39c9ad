import { STEP_KIND } from '../ir/stepKind.ts';
import type { CallIr, ModuleIr, StepIr } from '../ir/moduleIr.ts';
import type { StepTable } from '../ir/stepTable.ts';
import type { NumberRoom } from './numberRoom.ts';

export type StepOf<Is extends StepIr['is']> = Extract<StepIr, { is: Is }>;

/** A constant that is a text. */
export type TextStep = StepOf<'constant'> & { readonly value: string };

/**
 * The steps of a module by what they are, in their order: each detector looks at few kinds. Found in the columns of the
 * module, so that a step itself is read only where something may be there.
 */
export interface StepsByKind {
  readonly columns: StepTable;
  /** Numbers of the constants that are texts long enough to say something. */
  texts(): readonly number[];
  readonly globals: readonly StepOf<'global'>[];
  readonly imports: readonly StepOf<'import'>[];
  tests(): readonly StepOf<'test'>[];
  /** Loads whose member is computed. */
  computedLoads(): readonly StepOf<'load'>[];
  computedStores(): readonly StepOf<'store'>[];
  calls(): readonly CallIr[];
  /** Loads of members whose written names are so, and all whose name is computed. */
  loadsNamed(isSo: (name: string) => boolean): readonly StepOf<'load'>[];
  storesNamed(isSo: (name: string) => boolean): readonly StepOf<'store'>[];
  /** Index of the first step that gives a value, and of the first store into it; -1 for none. */
  readonly firstStep: Int32Array;
  readonly firstStore: Int32Array;
  /** By the index of a step: the next one that gives the same value or fills the same object. */
  readonly nextStep: Int32Array;
}

/** Sorts the steps of a module. What is made is good until `room` is cleared. */
export function stepsByKind(module: ModuleIr, room: NumberRoom): StepsByKind {
  const { table } = module;
  const { length, kinds, gives, reads, starts, names, texts } = table;
  const firstStep = room.row(module.values.length, -1);
  const firstStore = room.row(module.values.length, -1);
  const nextStep = room.row(length, -1);
  // From the end, so that the chains begin at their first step.
  for (let index = length - 1; index >= 0; index--) {
    const given = gives[index] as number;
    const first = given < 0 ? firstStore : firstStep;
    const value = given < 0 ? (reads[starts[index] as number] as number) : given;
    nextStep[index] = first[value] as number;
    first[value] = index;
  }
  const lists: Record<number, StepIr[]> = {};
  for (const is of LISTED) lists[STEP_KIND[is]] = [];
  for (let index = 0; index < length; index++) lists[kinds[index] as number]?.push(table.at(index));
  const computed = (kind: number): StepIr[] => {
    const found: StepIr[] = [];
    for (let index = 0; index < length; index++)
      if (kinds[index] === kind && (names[index] as number) < 0) found.push(table.at(index));
    return found;
  };
  const named = (kind: number, isSo: (name: string) => boolean): StepIr[] | undefined => {
    const wanted = new Set<number>();
    // Far fewer than the members that bear them.
    for (let name = 0; name < texts.length; name++) if (isSo(texts[name] as string)) wanted.add(name);
    if (wanted.size === 0) return undefined;
    const found: StepIr[] = [];
    for (let index = 0; index < length; index++) {
      if (kinds[index] !== kind) continue;
      const name = names[index] as number;
      if (name < 0 || wanted.has(name)) found.push(table.at(index));
    }
    return found;
  };
  let longTexts: readonly number[] | undefined;
  let calls: CallIr[] | undefined;
  let tests: StepOf<'test'>[] | undefined;
  let computedLoads: StepOf<'load'>[] | undefined;
  let computedStores: StepOf<'store'>[] | undefined;
  const byKind: StepsByKind = {
    columns: table,
    texts() {
      return (longTexts ??= textsIn(table));
    },
    globals: lists[STEP_KIND.global] as StepOf<'global'>[],
    imports: lists[STEP_KIND.import] as StepOf<'import'>[],
    tests() {
      return (tests ??= stepsOf(table, STEP_KIND.test) as StepOf<'test'>[]);
    },
    computedLoads() {
      return (computedLoads ??= computed(STEP_KIND.load) as StepOf<'load'>[]);
    },
    computedStores() {
      return (computedStores ??= computed(STEP_KIND.store) as StepOf<'store'>[]);
    },
    calls() {
      return (calls ??= stepsOf(table, STEP_KIND.call) as CallIr[]);
    },
    loadsNamed: (isSo) => (named(STEP_KIND.load, isSo) as StepOf<'load'>[] | undefined) ?? byKind.computedLoads(),
    storesNamed: (isSo) => (named(STEP_KIND.store, isSo) as StepOf<'store'>[] | undefined) ?? byKind.computedStores(),
    firstStep,
    firstStore,
    nextStep,
  };
  return byKind;
}

const LISTED = ['global', 'import'] as const;
/** Shorter texts are in no address and name no token. */
const SHORTEST_TEXT = 5;

function textsIn(table: StepTable): number[] {
  const found: number[] = [];
  for (let index = 0; index < table.length; index++) {
    if (table.kinds[index] !== STEP_KIND.constant) continue;
    const value = table.constantAt(index);
    if (typeof value === 'string' && value.length >= SHORTEST_TEXT) found.push(index);
  }
  return found;
}

function stepsOf(table: StepTable, kind: number): StepIr[] {
  const found: StepIr[] = [];
  for (let index = 0; index < table.length; index++) if (table.kinds[index] === kind) found.push(table.at(index));
  return found;
}
