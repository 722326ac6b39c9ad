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
  indexOf,
  kindOf,
  OBJECT,
} from './denotations.ts';
import type { ValueSets } from './valueSets.ts';

/** Reading and writing members of whatever a value stands for. */
export interface Members {
  /** A name read from something: from an object its cell, from outside a longer path. */
  loadInto(denotation: Denotation, key: string, to: ValueId): void;
  storeInto(denotation: Denotation, key: string, from: ValueId): void;
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

export function createMembers(program: Program, denotations: Denotations, sets: ValueSets): Members {
  function loadInto(denotation: Denotation, key: string, to: ValueId): void {
    const index = indexOf(denotation);
    switch (kindOf(denotation)) {
      case API:
        return sets.add(to, denote(API, denotations.apis.member(index, key)));
      case OBJECT:
        return sets.read(index, key, to);
      case FAMILY:
        return sets.read(familyHolder(index), key, to);
      case FUNCTION:
        if (key === 'prototype') sets.add(to, denote(OBJECT, instanceOf(index)));
        else sets.read(program.functionObject(index), key, to);
        return;
      case CLASS: {
        const instance = program.classes[index]?.instance;
        if (instance === undefined) return;
        if (key === 'prototype') return sets.add(to, denote(OBJECT, instance));
        sets.read(program.classObject(index), key, to);
        return sets.read(instance, key, to);
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
    storeInto(denotation, key, from) {
      const holder = holderOf(denotation);
      if (holder !== undefined) sets.link(from, sets.cell(holder, key));
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
