import type { StepIr, ValueId } from '../../ir/moduleIr.ts';
import { grown } from '../dense/grown.ts';
import { USE_ROLE } from './useRole.ts';

/** What each step reads and gives, as numbers: walking all the steps once is dear enough. */
export interface StepReads {
  add(step: StepIr): void;
  /** Values that step `index` reads, in the step's own order: from `starts[index]` up to the next start. */
  readonly values: Int32Array;
  /** `USE_ROLE` of each of these. */
  readonly roles: Uint8Array;
  readonly starts: Int32Array;
  /** The value that a step gives, -1 for a `store`. */
  readonly gives: Int32Array;
  readonly calls: Column;
  readonly loads: Column;
  readonly stores: Column;
  readonly computing: Column;
}

export function createStepReads(stepCount: number): StepReads {
  let values = new Int32Array(2 * stepCount + 64);
  let roles = new Uint8Array(values.length);
  const starts = new Int32Array(stepCount + 1);
  const gives = new Int32Array(stepCount);
  const [calls, loads, stores, computing] = [createColumn(), createColumn(), createColumn(), createColumn()];
  let steps = 0;
  let at = 0;
  function read(value: ValueId, role: number): void {
    if (at === values.length) {
      values = grown(values);
      const larger = new Uint8Array(values.length);
      larger.set(roles);
      roles = larger;
    }
    values[at] = value;
    roles[at++] = role;
  }
  function readKey(key: ValueId): void {
    computing.push(steps);
    read(key, USE_ROLE.key);
  }
  return {
    get values() {
      return values;
    },
    get roles() {
      return roles;
    },
    starts,
    gives,
    calls,
    loads,
    stores,
    computing,
    add(step) {
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
          loads.push(steps);
          read(step.from, USE_ROLE.readFrom);
          if (typeof step.key !== 'string') readKey(step.key.value);
          break;
        case 'store':
          stores.push(steps);
          read(step.into, USE_ROLE.storedInto);
          read(step.from, step.key === 'prototype' ? USE_ROLE.storedAsPrototype : USE_ROLE.stored);
          if (typeof step.key !== 'string') readKey(step.key.value);
          break;
        case 'import':
          if (typeof step.specifier !== 'string') read(step.specifier.value, USE_ROLE.specifier);
          break;
        case 'call':
          calls.push(steps);
          computing.push(steps);
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
      gives[steps++] = step.is === 'store' ? -1 : step.to;
      starts[steps] = at;
    },
  };
}

/** Numbers one after the other. */
export interface Column {
  push(number: number): void;
  all(): Int32Array;
}

function createColumn(): Column {
  let numbers = new Int32Array(256);
  let size = 0;
  return {
    push(number) {
      if (size === numbers.length) numbers = grown(numbers);
      numbers[size++] = number;
    },
    all: () => numbers.slice(0, size),
  };
}
