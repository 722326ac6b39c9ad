import type { CallIr, StepIr, ValueId } from '../../ir/moduleIr.ts';
import { STEP_KIND } from '../../ir/stepKind.ts';
import { CONSTANT, denote } from '../values/denotations.ts';
import type { Values } from '../values/values.ts';
import { payableAddress } from './payableAddress.ts';
import { CONVERTS_ADDRESS } from './recipientCatalog.ts';

/** Addresses that stand in a package as text, or are put together of what does, by the values that stand for them. */
export interface FixedAddresses {
  readonly values: ReadonlyMap<ValueId, readonly string[]>;
  /** Those that a value is whatever a caller gave: what only stands in for nothing is no such. */
  of(value: ValueId): readonly string[];
  /** Whether a value is read from a table of several things, as contracts of chains are. */
  isOfTable(value: ValueId): boolean;
}

const NONE: readonly never[] = [];
const DEEPEST = 8;

export function fixedAddresses(values: Values): FixedAddresses {
  const { program, sets, denotations } = values;
  const { makes, kinds, reads, starts } = program;
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

  function addressOf(constant: number): string | undefined {
    const text = denotations.constantOf(denote(CONSTANT, constant));
    return typeof text === 'string' && payableAddress(text) !== undefined ? text : undefined;
  }
  function makersOf(value: ValueId): readonly number[] {
    return [...makes.items.subarray(makes.offsets[value], makes.offsets[value + 1])];
  }
  function of(value: ValueId, depth = 0): readonly string[] {
    if (depth > DEEPEST) return NONE;
    const all = found.get(value) ?? NONE;
    const made = makersOf(value);
    if (all.length === 0) return made.flatMap((step) => converted(program.step(step), depth));
    const copies = made.filter((step) => kinds[step] === STEP_KIND.copy);
    if (copies.length < made.length) return all;
    const sourceOf = (step: number): ValueId => reads[starts[step] as number] as number;
    const copied = new Set(copies.flatMap((step): readonly string[] => found.get(sourceOf(step)) ?? NONE));
    const meant = copies.flatMap((step): readonly string[] => (isOtherwise(values, step) ? NONE : of(sourceOf(step), depth + 1)));
    // What no copy brings comes from who calls the function.
    return [...new Set([...meant, ...all.filter((one) => !copied.has(one))])];
  }
  /** `new PublicKey('…')`, `getAddress('…')`: the same address. */
  function converted(step: StepIr, depth: number): readonly string[] {
    if (step.is === 'copy') return of(step.from, depth + 1);
    if (step.is !== 'call' || step.arguments.length > 2 || !CONVERTS_ADDRESS.test(nameOf(values, step))) return NONE;
    return [step.receiver, step.arguments[0]?.value].flatMap((one) => (one === undefined ? NONE : of(one, depth + 1)));
  }
  function isOfTable(value: ValueId, depth = 0): boolean {
    if (depth > DEEPEST) return false;
    if ((found.get(value)?.length ?? 0) > 1) return true;
    return makersOf(value).some((at) => {
      const step = program.step(at);
      if (step.is === 'copy') return isOfTable(step.from, depth + 1);
      if (step.is === 'call') return step.arguments.some((one) => isOfTable(one.value, depth + 1));
      if (step.is !== 'load') return false;
      return values.holdersOf(step.from).some(isTable);
    });
  }
  function isTable(holder: ValueId): boolean {
    const isAddress = (key: string): boolean =>
      sets.sourcesOf(sets.cell(holder, key)).some((source) => found.has(source));
    return sets.keysOf(holder).filter(isAddress).length > 1;
  }
  return { values: found, of: (value) => of(value), isOfTable: (value) => isOfTable(value) };
}

/** Whether a copy or store counts only where nothing is there yet. */
export function isOtherwise({ program }: Values, step: number): boolean {
  const { table, firstStep } = program.written(program.moduleOfStep(step));
  return table.isOtherwiseAt(step - firstStep);
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
