import type { CallIr, Key, ValueId } from '../../ir/moduleIr.ts';
import { STEP_KIND } from '../../ir/stepKind.ts';
import { CONSTANT, denote } from '../values/denotations.ts';
import { isOtherwise } from '../program/isOtherwise.ts';
import type { Values } from '../values/values.ts';
import { payableAddress } from './payableAddress.ts';
import { CONVERTS_ADDRESS } from './recipientCatalog.ts';

/** Addresses that stand in a package as text, or are put together of what does, by the values that stand for them. */
export interface FixedAddresses {
  readonly values: ReadonlyMap<ValueId, readonly string[]>;
  /** Those that a value is whatever a caller gave: neither what only stands in for nothing, nor a member of what was given. */
  of(value: ValueId): readonly string[];
  /** Whether a value is read from a table of several things, as contracts of chains are. */
  isOfTable(value: ValueId): boolean;
}

const NONE: readonly never[] = [];
const DEEPEST = 8;
/** So many values are looked at for one. */
const MOST = 100;
/** What may be more objects, members or functions is no one thing that somebody wrote. */
const MOST_WAYS = 4;

export function fixedAddresses(values: Values, isGiven: (value: ValueId) => boolean): FixedAddresses {
  const { program, sets, denotations } = values;
  const { makes, uses, kinds, reads, starts, functions, functionOf } = program;
  const known = new Map<number, string | undefined>();
  const found = new Map<ValueId, string[]>();
  sets.eachOf(CONSTANT, (value, constant) => {
    if (!known.has(constant)) known.set(constant, addressOf(constant));
    const address = known.get(constant);
    if (address === undefined) return;
    const held = found.get(value);
    if (held === undefined) found.set(value, [address]);
    else held.push(address);
  });
  let room = 0;
  return {
    values: found,
    of(value) {
      room = MOST;
      return [...new Set(of(value, 0))];
    },
    isOfTable: (value) => isOfTable(value, 0),
  };

  function addressOf(constant: number): string | undefined {
    const text = denotations.constantOf(denote(CONSTANT, constant));
    return typeof text === 'string' && payableAddress(text) !== undefined ? text : undefined;
  }
  function makersOf(value: ValueId): readonly number[] {
    return [...makes.items.subarray(makes.offsets[value], makes.offsets[value + 1])];
  }
  function of(value: ValueId, depth: number): readonly string[] {
    if (depth > DEEPEST || room-- <= 0) return NONE;
    return [...makersOf(value).flatMap((step) => ofMaker(value, step, depth)), ...ofCallers(value, depth)];
  }
  function ofMaker(value: ValueId, index: number, depth: number): readonly string[] {
    switch (kinds[index]) {
      case STEP_KIND.copy:
        return isOtherwise(values, index) ? NONE : of(reads[starts[index] as number] as number, depth + 1);
      case STEP_KIND.load: {
        const step = program.step(index);
        return step.is !== 'load' || isGiven(step.from) ? NONE : ofMember(step.from, step.key, depth);
      }
      case STEP_KIND.call:
        return ofResult(value, index, depth);
      default:
        return found.get(value) ?? NONE;
    }
  }
  function ofMember(from: ValueId, key: Key, depth: number): readonly string[] {
    const holders = values.holdersOf(from);
    const names = values.keysOf(key);
    if (holders.length > MOST_WAYS || names.length > MOST_WAYS) return NONE;
    return holders.flatMap((holder) =>
      names.flatMap((name): readonly string[] => {
        const sources = sets
          .sourcesOf(sets.cell(holder, name))
          .filter((one) => found.has(one) && !isStoredOtherwise(one));
        return sources.length > MOST_WAYS ? NONE : sources.flatMap((one) => of(one, depth + 1));
      }),
    );
  }
  /** What a function of the package gives, what a call folds to, and `new PublicKey('…')`: the same address. */
  function ofResult(value: ValueId, index: number, depth: number): readonly string[] {
    const links = values.links[index];
    if (links !== undefined) {
      if (links.length > MOST_WAYS) return NONE;
      return links.flatMap((link): readonly string[] => {
        const result = functions[link.function]?.result;
        return result === undefined || link.isGuess ? NONE : of(result, depth + 1);
      });
    }
    const step = program.step(index);
    if (step.is !== 'call') return NONE;
    if (step.arguments.length > 2 || !CONVERTS_ADDRESS.test(nameOf(values, step))) return found.get(value) ?? NONE;
    return [step.receiver, step.arguments[0]?.value].flatMap((one): readonly string[] =>
      one === undefined ? NONE : of(one, depth + 1),
    );
  }
  /** A parameter is what the package's own calls give. */
  function ofCallers(value: ValueId, depth: number): readonly string[] {
    if (!found.has(value)) return NONE;
    const index = functionOf[value] as number;
    const place = functions[index]?.parameters.findIndex((one) => one.value === value) ?? -1;
    if (place < 0) return NONE;
    return (values.callersOf.get(index) ?? NONE).slice(0, MOST).flatMap((caller): readonly string[] => {
      const given = values.callAt(caller)?.arguments[place];
      return given === undefined || given.name !== undefined || !found.has(given.value)
        ? NONE
        : of(given.value, depth + 1);
    });
  }
  function isStoredOtherwise(value: ValueId): boolean {
    const stores = [...uses.items.subarray(uses.offsets[value], uses.offsets[value + 1])].filter(
      (step) => kinds[step] === STEP_KIND.store,
    );
    return stores.length > 0 && stores.every((step) => isOtherwise(values, step));
  }

  function isOfTable(value: ValueId, depth: number): boolean {
    if (depth > DEEPEST) return false;
    if ((found.get(value)?.length ?? 0) > 1) return true;
    return makersOf(value).some((at) => {
      const step = program.step(at);
      if (step.is === 'copy') return isOfTable(step.from, depth + 1);
      if (step.is === 'call') return step.arguments.some((one) => isOfTable(one.value, depth + 1));
      return step.is === 'load' && values.holdersOf(step.from).some(isTable);
    });
  }
  function isTable(holder: ValueId): boolean {
    const isAddress = (key: string): boolean =>
      sets.sourcesOf(sets.cell(holder, key)).some((source) => found.has(source));
    return sets.keysOf(holder).filter(isAddress).length > 1;
  }
}

/** The last name that what is called has. */
export function nameOf(values: Values, call: CallIr): string {
  const method = values.methodOf(call);
  if (method !== undefined) return method;
  for (const api of values.apisOf(call.callee)) {
    const last = /([A-Za-z_$][\w$]*)(?:\(\))?$/u.exec(values.denotations.apis.text(api))?.[1];
    if (last !== undefined) return last;
  }
  return '';
}
