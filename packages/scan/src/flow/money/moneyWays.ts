import type { ValueId } from '../../ir/moduleIr.ts';
import { STEP_KIND } from '../../ir/stepKind.ts';
import type { Values } from '../values/values.ts';
import { nameOf } from './fixedAddresses.ts';
import { AMOUNTS, MOVES, MOVING_REQUEST, RECIPIENT_AT } from './recipientCatalog.ts';

/** Values by the names under which an object holds them. */
export type Members = ReadonlyMap<string, readonly ValueId[]>;

/** What is asked of a transaction: what is in it, and what is done with it. */
export interface MoneyWays {
  membersOf(into: ValueId): Members;
  /** How much it says; nothing of it is nothing. */
  amountsIn(members: Members): readonly ValueId[];
  isZero(value: ValueId): boolean;
  loadedAs(value: ValueId): readonly string[];
  goesTo(value: ValueId): readonly string[];
  isMoved(value: ValueId): boolean;
  isOutputOf(into: ValueId): boolean;
}

const NONE: readonly never[] = [];
const DEEPEST = 6;
const MOST_HOLDERS = 4;

export function createMoneyWays(values: Values): MoneyWays {
  const { program } = values;
  const { kinds, makes, uses } = program;
  return {
    membersOf,
    amountsIn,
    isZero,
    loadedAs: (value) => loadedAs(value),
    goesTo: (value) => goesTo(value),
    isMoved: (value) => isMoved(value),
    isOutputOf,
  };

  function makersOf(value: ValueId): readonly number[] {
    return [...makes.items.subarray(makes.offsets[value], makes.offsets[value + 1])];
  }
  function usesOf(value: ValueId): readonly number[] {
    return [...uses.items.subarray(uses.offsets[value], uses.offsets[value + 1])];
  }
  /** The members that a value is read as, through copies. */
  function loadedAs(value: ValueId, depth = 0): readonly string[] {
    if (depth > DEEPEST) return NONE;
    return makersOf(value).flatMap((at) => {
      const step = program.step(at);
      if (step.is === 'copy') return loadedAs(step.from, depth + 1);
      return step.is === 'load' ? values.keysOf(step.key) : NONE;
    });
  }
  /** Members that a value is stored as, and functions that are given it where they take a recipient. */
  function goesTo(value: ValueId, depth = 0): readonly string[] {
    if (depth > DEEPEST) return NONE;
    return usesOf(value).flatMap((at): readonly string[] => {
      const step = program.step(at);
      switch (step.is) {
        case 'copy':
          return goesTo(step.to, depth + 1);
        case 'store':
          return step.from === value ? values.keysOf(step.key) : NONE;
        case 'call': {
          const name = nameOf(values, step);
          const place = RECIPIENT_AT.get(name);
          const argument = step.arguments.find((one) => one.value === value);
          if (place !== undefined && step.arguments[place] === argument) return [name];
          return argument?.name === undefined ? NONE : [argument.name];
        }
        default:
          return NONE;
      }
    });
  }
  /** Whether an object, or a list with it, is given to what moves money. */
  function isMoved(value: ValueId, depth = 0): boolean {
    if (depth > DEEPEST) return false;
    return usesOf(value).some((at) => {
      const step = program.step(at);
      if (step.is === 'copy') return isMoved(step.to, depth + 1);
      if (step.is === 'store') return step.from === value && (isRequest(step.into) || isMoved(step.into, depth + 1));
      if (step.is !== 'call' || !step.arguments.some((one) => one.value === value)) return false;
      return MOVES.test(nameOf(values, step)) || step.arguments.some((one) => saysRequest(one.value));
    });
  }
  function isRequest(value: ValueId): boolean {
    return membersOf(value).get('method')?.some(saysRequest) === true;
  }
  function saysRequest(value: ValueId): boolean {
    return values.constantsOf(value).some((one) => MOVING_REQUEST.test(String(one)));
  }

  /** `tx.outputs[0].address`: what has an amount is an output, wherever its amount was written. */
  function isOutputOf(into: ValueId): boolean {
    return (
      loadedAs(into).some((one) => /^(?:outputs?|outs|vout|txOutputs|recipients)$/u.test(one)) || isElementOf(into)
    );
  }
  function isElementOf(into: ValueId): boolean {
    return makersOf(into).some((at) => {
      const step = program.step(at);
      return step.is === 'load' && values.keysOf(step.key).includes('*') && isOutputOf(step.from);
    });
  }
  /** Values by the names under which they are stored into an object, right where it is made. */
  function membersOf(into: ValueId): Members {
    const members = new Map<string, ValueId[]>();
    const holders = new Set([into, ...values.holdersOf(into).slice(0, MOST_HOLDERS)]);
    for (const holder of holders)
      for (const at of usesOf(holder)) {
        if (kinds[at] !== STEP_KIND.store) continue;
        const step = program.step(at);
        if (step.is !== 'store' || step.into !== holder) continue;
        for (const key of values.keysOf(step.key)) members.set(key, [...(members.get(key) ?? NONE), step.from]);
      }
    return members;
  }
  function amountsIn(members: Members): readonly ValueId[] {
    return [...AMOUNTS].flatMap((one) => members.get(one) ?? NONE).filter((one) => !isZero(one));
  }
  function isZero(value: ValueId): boolean {
    const constants = values.constantsOf(value);
    return constants.length > 0 && constants.every((one) => /^0(?:x0*)?n?$/u.test(String(one)));
  }
}
