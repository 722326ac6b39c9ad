import type { ModuleIr, StepIr, ValueId } from '../../ir/moduleIr.ts';
import { grown } from '../dense/grown.ts';
import { STEP_KIND } from './stepKind.ts';
import { USE_ROLE } from './useRole.ts';

/**
 * What each step reads and gives, as numbers. Walking all steps of a package as objects is dear: those of a module are
 * packed once, and linking moves the numbers.
 */
export interface StepColumns {
  /** `STEP_KIND` of each step. */
  readonly kinds: Uint8Array;
  /** Values that step `index` reads, in the step's own order: from `starts[index]` up to the next start. */
  readonly reads: Int32Array;
  /** `USE_ROLE` of each of these. */
  readonly roles: Uint8Array;
  readonly starts: Int32Array;
  /** The value that a step gives, -1 for a `store`. */
  readonly gives: Int32Array;
  /** Of loads and stores the number of the member's name; -1 where a value computes it, and for other steps. */
  readonly names: Int32Array;
  /** Indices of steps of the kinds that are looked for in a whole package. */
  readonly calls: Int32Array;
  readonly loads: Int32Array;
  readonly stores: Int32Array;
  /** Calls, and loads and stores under a name that the package computes, in one order. */
  readonly computing: Int32Array;
}

/** The columns of one module, with its own numbers. */
export interface PackedSteps extends StepColumns {
  /** Names of members by the numbers in `names`. */
  readonly texts: readonly string[];
}

const packed = new WeakMap<ModuleIr, PackedSteps>();

/** The columns of a module: made once, because a module is kept for the next version of its package. */
export function packSteps(module: ModuleIr): PackedSteps {
  let made = packed.get(module);
  if (made === undefined) packed.set(module, (made = pack(module.steps)));
  return made;
}

function pack(steps: readonly StepIr[]): PackedSteps {
  const count = steps.length;
  const kinds = new Uint8Array(count);
  const starts = new Int32Array(count + 1);
  const gives = new Int32Array(count);
  const names = new Int32Array(count).fill(-1);
  let reads = new Int32Array(2 * count + 16);
  let roles = new Uint8Array(reads.length);
  const [calls, loads, stores, computing] = [createColumn(), createColumn(), createColumn(), createColumn()];
  const texts: string[] = [];
  const byText = new Map<string, number>();
  let at = 0;
  function read(value: ValueId, role: number): void {
    if (at === reads.length) {
      reads = grown(reads);
      const larger = new Uint8Array(reads.length);
      larger.set(roles);
      roles = larger;
    }
    reads[at] = value;
    roles[at++] = role;
  }
  function nameOf(text: string): number {
    let name = byText.get(text);
    if (name === undefined) byText.set(text, (name = texts.push(text) - 1));
    return name;
  }
  for (let index = 0; index < count; index++) {
    const step = steps[index] as StepIr;
    kinds[index] = STEP_KIND[step.is];
    switch (step.is) {
      case 'copy':
        read(step.from, USE_ROLE.plain);
        break;
      case 'join':
        for (const part of step.parts) read(part, USE_ROLE.joined);
        break;
      case 'compute':
        for (const from of step.from) read(from, USE_ROLE.computed);
        break;
      case 'test':
        for (const from of step.from) read(from, USE_ROLE.plain);
        break;
      case 'load':
        loads.push(index);
        read(step.from, USE_ROLE.readFrom);
        if (typeof step.key === 'string') names[index] = nameOf(step.key);
        else {
          computing.push(index);
          read(step.key.value, USE_ROLE.key);
        }
        break;
      case 'store':
        stores.push(index);
        read(step.into, USE_ROLE.storedInto);
        read(step.from, step.key === 'prototype' ? USE_ROLE.storedAsPrototype : USE_ROLE.stored);
        if (typeof step.key === 'string') names[index] = nameOf(step.key);
        else {
          computing.push(index);
          read(step.key.value, USE_ROLE.key);
        }
        break;
      case 'import':
        if (typeof step.specifier !== 'string') read(step.specifier.value, USE_ROLE.specifier);
        break;
      case 'call':
        calls.push(index);
        computing.push(index);
        read(step.callee, USE_ROLE.callee);
        if (step.receiver !== undefined) read(step.receiver, USE_ROLE.receiver);
        for (const argument of step.arguments) read(argument.value, USE_ROLE.argument);
        break;
      case 'constant':
      case 'global':
      case 'fresh':
      case 'function':
      case 'class':
    }
    gives[index] = step.is === 'store' ? -1 : step.to;
    starts[index + 1] = at;
  }
  return {
    kinds,
    reads: reads.slice(0, at),
    roles: roles.slice(0, at),
    starts,
    gives,
    names,
    calls: calls.all(),
    loads: loads.all(),
    stores: stores.all(),
    computing: computing.all(),
    texts,
  };
}

/** Numbers one after the other. */
interface Column {
  push(number: number): void;
  all(): Int32Array;
}

function createColumn(): Column {
  let numbers = new Int32Array(64);
  let size = 0;
  return {
    push(number) {
      if (size === numbers.length) numbers = grown(numbers);
      numbers[size++] = number;
    },
    all: () => numbers.slice(0, size),
  };
}
