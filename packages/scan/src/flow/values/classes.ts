import type { ValueId } from '../../ir/moduleIr.ts';
import type { Program } from '../program/linkProgram.ts';
import {
  API,
  CLASS,
  denote,
  type Denotation,
  type Denotations,
  FAMILY,
  FUNCTION,
  GETTER,
  indexOf,
  kindOf,
  OBJECT,
} from './denotations.ts';
import { familyHolder, type Members } from './members.ts';
import type { ValueSets } from './valueSets.ts';

/**
 * Classes and what they inherit. An object has the members of its class and of those above; `this` in a method may be
 * an object of the class or of any below it, which together are its family.
 */
export interface Classes {
  seed(): void;
  isBase(value: ValueId): boolean;
  /** A value that some class extends stands for something more. */
  extend(value: ValueId, denotation: Denotation): void;
  /** Names of setters in the package; who finds more adds them. */
  readonly setters: Set<string>;
  /** Methods, accessors and constructors of a class and of those above it. */
  methodsOf(index: number): readonly number[];
  /** Whether a class is made of one that is not of the package, which calls its methods. */
  isOfOutside(index: number): boolean;
  /** Once all is known: says which values hold objects of a class. */
  alias(say: (holder: ValueId, value: ValueId) => void): void;
}

/** Bases that add nothing which would call a method. */
const PASSIVE_BASE = /^(?:global:[Oo]bject|py:(?:abc|typing|typing_extensions|enum)\..*)(?:\(\))?$/u;

/** Member under which a class keeps its setters. */
export function setterKey(name: string): string {
  return `set ${name}`;
}

export function createClasses(
  program: Program,
  denotations: Denotations,
  sets: ValueSets,
  { instanceOf }: Members,
  alias: (holder: ValueId, value: ValueId) => void,
): Classes {
  const bases = new Map<ValueId, number[]>();
  const areBases = new Uint8Array(program.valueCount);
  const setters = new Set<string>();
  const methods: number[][] = program.classes.map(() => []);
  const above: Set<number>[] = program.classes.map(() => new Set());
  const families = new Uint8Array(program.classes.length);

  function seedMembers(index: number): void {
    const one = program.classes[index];
    for (const { name, function: at, isStatic, is } of one?.members ?? []) {
      const holder = isStatic ? program.classObject(index) : (one?.instance ?? -1);
      if (is === 'setter') setters.add(name);
      const cell = sets.cell(holder, is === 'setter' ? setterKey(name) : name);
      sets.add(cell, denote(is === 'getter' ? GETTER : FUNCTION, at));
    }
  }
  /** `this` in methods of a class that others extend may be an object of these. */
  function openFamily(index: number): number {
    const holder = familyHolder(index);
    if (families[index] === 1) return holder;
    families[index] = 1;
    sets.inherit(program.classes[index]?.instance ?? holder, holder);
    return holder;
  }
  function extendClass(index: number, over: number): void {
    const below = program.classes[index];
    const base = program.classes[over];
    if (below === undefined || base === undefined || index === over) return;
    above[index]?.add(over);
    sets.inherit(base.instance, below.instance);
    sets.inherit(program.classObject(over), program.classObject(index));
    sets.inherit(openFamily(index), openFamily(over));
    for (const at of methods[over] ?? []) {
      const receiver = program.functions[at]?.receiver;
      if (receiver !== undefined) sets.add(receiver, denote(FAMILY, over));
    }
  }
  function ancestors(index: number): ReadonlySet<number> {
    const found = new Set(above[index]);
    for (const one of found) for (const further of above[one] ?? []) found.add(further);
    found.delete(index);
    return found;
  }
  return {
    setters,
    seed() {
      const classOf = new Map(program.classes.map((one, index) => [one.instance, index]));
      for (const [index, one] of program.classes.entries()) {
        sets.add(one.instance, denote(OBJECT, one.instance));
        for (const base of one.bases) {
          bases.set(base, [...(bases.get(base) ?? []), index]);
          areBases[base] = 1;
        }
        seedMembers(index);
      }
      for (const [index, { instance, receiver }] of program.functions.entries()) {
        if (instance === undefined || receiver === undefined) continue;
        methods[classOf.get(instance) ?? -1]?.push(index);
        sets.link(instance, receiver);
      }
    },
    methodsOf: (index) => [index, ...ancestors(index)].flatMap((one) => methods[one] ?? []),
    isOfOutside: (index) =>
      [index, ...ancestors(index)].some((one) =>
        program.classes[one]?.bases.some((base) =>
          sets
            .of(base)
            .some(
              (denotation) =>
                kindOf(denotation) === API && !PASSIVE_BASE.test(denotations.apis.text(indexOf(denotation))),
            ),
        ),
      ),
    isBase: (value) => areBases[value] === 1,
    extend(value, denotation) {
      for (const index of bases.get(value) ?? []) {
        const below = program.classes[index];
        if (below === undefined) continue;
        const at = indexOf(denotation);
        switch (kindOf(denotation)) {
          case API:
            sets.add(below.instance, denote(API, denotations.apis.call(at)));
            break;
          case CLASS:
            extendClass(index, at);
            break;
          case FUNCTION: {
            // A constructor of the old kind that has methods is a class too.
            if (program.functions[at]?.instance !== undefined) break;
            const base = instanceOf(at);
            sets.inherit(base, below.instance);
            sets.inherit(below.instance, base);
            alias(base, below.instance);
            alias(below.instance, base);
            break;
          }
          default:
        }
      }
    },
    alias(say) {
      for (const [index, one] of program.classes.entries()) {
        const over = ancestors(index);
        for (const at of over) say(program.classes[at]?.instance ?? one.instance, one.instance);
        for (const at of [index, ...over]) {
          for (const method of methods[at] ?? []) {
            const receiver = program.functions[method]?.receiver;
            if (receiver !== undefined) say(one.instance, receiver);
          }
        }
      }
    },
  };
}
