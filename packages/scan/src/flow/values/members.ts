import type { ValueId } from '../../ir/moduleIr.ts';
import type { Program } from '../program/linkProgram.ts';
import { NAME } from '../program/memberNames.ts';
import {
  API,
  CLASS,
  denote,
  type Denotation,
  type Denotations,
  FAMILY,
  FUNCTION,
  indexOf,
  kindOf,
  OBJECT,
} from './denotations.ts';
import type { ValueSets } from './valueSets.ts';

/** Reading and writing members of whatever a value stands for. */
export interface Members {
  /** A member by its name's number, read from something: from an object its cell, from outside a longer path. */
  loadInto(denotation: Denotation, name: number, to: ValueId): void;
  storeInto(denotation: Denotation, name: number, from: ValueId): void;
  /** What holds the members that are written to something; undefined where nothing of the package does. */
  holderOf(denotation: Denotation): ValueId | undefined;
  /** What stands for the objects that `new` gives of a function or class. */
  prototypeOf(denotation: Denotation): ValueId | undefined;
  /** The object that `new` gives where a function is called so. */
  instanceOf(functionIndex: number): ValueId;
}

/** Holder of the members that an object of a class or of any class below it may have. No value has this number. */
export function familyHolder(classIndex: number): number {
  return -1 - classIndex;
}

/**
 * Python: what is set on a class under a name that none of its methods has is a member of its objects. Gives what stands
 * for them.
 */
export function sharingInstance(
  program: Program,
  denotation: Denotation,
  key: string | undefined,
): ValueId | undefined {
  const made = kindOf(denotation) === CLASS ? program.classes[indexOf(denotation)] : undefined;
  if (made === undefined || program.modules[made.module]?.language !== 'python') return undefined;
  return made.members.some(({ name }) => name === key) ? undefined : made.instance;
}

export function createMembers(program: Program, denotations: Denotations, sets: ValueSets): Members {
  const names = program.memberNames;
  const constructorName = names.idOf('constructor');
  function loadInto(denotation: Denotation, name: number, to: ValueId): void {
    const index = indexOf(denotation);
    switch (kindOf(denotation)) {
      case API:
        return sets.add(to, denote(API, denotations.apis.member(index, name)));
      case OBJECT:
        return sets.readOf(index, name, to);
      case FAMILY:
        return sets.readOf(familyHolder(index), name, to);
      case FUNCTION:
        if (name === NAME.prototype) sets.add(to, denote(OBJECT, instanceOf(index)));
        else if (name === constructorName) sets.add(to, denotations.api('global:Function'));
        else sets.readOf(program.functionObject(index), name, to);
        return;
      case CLASS: {
        const made = program.classes[index];
        if (made === undefined) return;
        const { instance } = made;
        if (name === NAME.prototype) return sets.add(to, denote(OBJECT, instance));
        sets.readOf(program.classObject(index), name, to);
        // Python's methods are members of the class itself; JavaScript's are those of its objects.
        if (program.modules[made.module]?.language === 'python') sets.readOf(instance, name, to);
        return;
      }
      default:
    }
  }
  function holderOf(denotation: Denotation): ValueId | undefined {
    const index = indexOf(denotation);
    switch (kindOf(denotation)) {
      case OBJECT:
        return index;
      case FAMILY:
        return program.classes[index]?.instance;
      case FUNCTION:
        return program.functionObject(index);
      case CLASS:
        return program.classObject(index);
      default:
        return undefined;
    }
  }
  function instanceOf(index: number): ValueId {
    const made = program.functions[index];
    return made?.instance ?? made?.receiver ?? program.functionObject(index);
  }
  return {
    loadInto,
    storeInto(denotation, name, from) {
      const holder = holderOf(denotation);
      if (holder !== undefined) sets.link(from, sets.cellOf(holder, name));
      const instance = sharingInstance(program, denotation, names.textOf(name));
      if (instance !== undefined) sets.link(from, sets.cellOf(instance, name));
    },
    holderOf,
    instanceOf,
    prototypeOf(denotation) {
      const index = indexOf(denotation);
      if (kindOf(denotation) === FUNCTION) return instanceOf(index);
      return kindOf(denotation) === CLASS ? program.classes[index]?.instance : undefined;
    },
  };
}
