import type { CallIr, Span, StepIr, ValueId } from '../../ir/moduleIr.ts';
import { STEP_KIND } from '../../ir/stepKind.ts';
import type { Values } from '../values/values.ts';
import { isOtherwise } from '../program/isOtherwise.ts';
import { fixedAddresses, nameOf } from './fixedAddresses.ts';
import { createGivenByCaller } from './givenByCaller.ts';
import { createMoneyWays } from './moneyWays.ts';
import { AMOUNTS, CONTRACT_DATA, MOVES, OUTPUT_RECIPIENTS, RECIPIENT_AT, RECIPIENTS } from './recipientCatalog.ts';

/** Where an address that stands in the package becomes the recipient of somebody's money. */
export interface MoneyRedirect {
  readonly address: string;
  /** `instead`: it takes the place of what a caller gave; `paid`: it is who a transaction of the package pays, or lets take. */
  readonly how: 'instead' | 'paid';
  readonly isCertain: boolean;
  readonly file: string;
  readonly span: Span;
  /** What says so: a member, or a function. */
  readonly through: string;
}

type Store = Extract<StepIr, { is: 'store' }>;

const NONE: readonly never[] = [];

/** Finds where addresses of the package become recipients. An address that only stands in where none is given is none. */
export function moneyRedirects(values: Values, isPublic: () => ReadonlySet<number>): readonly MoneyRedirect[] {
  const isGiven = createGivenByCaller(values, isPublic);
  const fixed = fixedAddresses(values, (value) => isGiven(value));
  if (fixed.values.size === 0) return NONE;
  const { program } = values;
  const { amountsIn, goesTo, isMoved, isOutputOf, isZero, loadedAs, membersOf } = createMoneyWays(values);
  const { kinds, makes, calls, stores, names, memberNames, reads, starts } = program;
  const found = new Map<string, MoneyRedirect>();
  const asked = new Map<string, boolean>();

  /** Objects that name a function of a contract. */
  const namingFunctions = new Set<ValueId>();
  const functionName = memberNames.idOf('functionName');
  for (const index of stores) if (names[index] === functionName) namingFunctions.add(sourceOf(index));
  for (const index of stores) if (mayBeRecipient(index)) ofStore(index);
  for (const index of calls) ofCall(index);
  for (const value of fixed.values.keys()) ofChoice(value);
  return [...found.values()].toSorted((one, other) => (keyOf(one) < keyOf(other) ? -1 : 1));

  function mayBeRecipient(index: number): boolean {
    const from = reads[(starts[index] as number) + 1] as number;
    if (fixed.values.has(from)) return true;
    const name = names[index] as number;
    return name >= 0 && RECIPIENTS.has(memberNames.textOf(name));
  }

  /** `tx.to = '0x…'`, `{ to: '0x…', value }`. */
  function ofStore(index: number): void {
    const step = program.step(index) as Store;
    const addresses = isOtherwise(values, index) ? NONE : fixed.of(step.from);
    const [key = '*', second] = values.keysOf(step.key);
    if (addresses.length === 0 || second !== undefined || key === '*') return;
    const members = membersOf(step.into);
    const isOutput = OUTPUT_RECIPIENTS.has(key) && amountsIn(members).length > 0;
    if (isGiven(step.into, index)) {
      const isKnown = RECIPIENTS.has(key) || isOutput || isOutputOf(step.into);
      if (isKnown || isAskedFor(key, index)) add('instead', addresses, isKnown, index, step.from, key);
      return;
    }
    if (!RECIPIENTS.has(key) && !isOutput) return;
    const isPayment =
      members.get('TransactionType')?.some((one) => values.constantsOf(one).includes('Payment')) === true;
    const movesIt = isMoved(step.into);
    const isFromCaller = amountsIn(members).some((one) => isGiven(one));
    if (CONTRACT_DATA.values().some((one) => members.has(one))) {
      // Who is paid by a contract stands in what it is called with.
      if (movesIt) add('paid', addresses, false, index, step.from, key);
    } else if (isPayment || (amountsIn(members).length > 0 && (movesIt || isFromCaller)))
      add('paid', addresses, !fixed.isOfTable(step.from), index, step.from, key);
  }

  /** `contract.approve('0x…', …)`, `encodeFunctionData('approve', ['0x…', …])`, Python's `transfer(to='0x…', value=…)`. */
  function ofCall(index: number): void {
    const call = program.step(index) as CallIr;
    const links = values.links[index];
    if (links !== undefined && links.some(({ isGuess }) => !isGuess)) return;
    const name = nameOf(values, call);
    const place = RECIPIENT_AT.get(name);
    if (place !== undefined) {
      const given = call.arguments[place];
      if (given?.name === undefined && given?.spread !== true) ofRecipient(index, call, given?.value, place, name);
    }
    if (MOVES.test(name)) ofNamed(index, call, name);
    ofEncoded(index, call);
  }
  function ofRecipient(index: number, call: CallIr, value: ValueId | undefined, place: number, name: string): void {
    if (value === undefined) return;
    const listed = fixed.of(value).length > 0 ? [value] : (membersOf(value).get('*') ?? NONE);
    for (const one of listed) {
      const addresses = fixed.of(one);
      const amount = call.arguments[place + 1]?.value;
      if (addresses.length === 0 || (amount !== undefined && isZero(amount))) continue;
      add('paid', addresses, !fixed.isOfTable(one), index, one, `${name}()`);
    }
  }
  function ofNamed(index: number, call: CallIr, name: string): void {
    const amounts = call.arguments.filter((one) => one.name !== undefined && AMOUNTS.has(one.name));
    for (const { name: key, value } of call.arguments) {
      if (key === undefined || !RECIPIENTS.has(key)) continue;
      const addresses = fixed.of(value);
      if (addresses.length === 0 || amounts.length === 0) continue;
      add('paid', addresses, !fixed.isOfTable(value), index, value, `${name}()`);
    }
  }
  function ofEncoded(index: number, call: CallIr): void {
    const [first, second] = call.arguments;
    if (first === undefined) return;
    const isObject = [first.value, ...values.holdersOf(first.value)].some((one) => namingFunctions.has(one));
    if (!isObject && second === undefined) return;
    const members: ReadonlyMap<string, readonly ValueId[]> = isObject ? membersOf(first.value) : new Map();
    const named = isObject ? (members.get('functionName') ?? NONE) : [first.value];
    const lists = isObject ? (members.get('args') ?? NONE) : second === undefined ? NONE : [second.value];
    for (const name of named.flatMap((one) => values.constantsOf(one).slice(0, 2))) {
      const plain = String(name).replace(/\(.*$/u, '');
      if (!RECIPIENT_AT.has(plain)) continue;
      for (const one of lists.flatMap((list) => membersOf(list).get('*') ?? NONE)) {
        const addresses = fixed.of(one);
        if (addresses.length > 0) add('paid', addresses, !fixed.isOfTable(one), index, one, `${plain}()`);
      }
    }
  }

  /** `cond ? '0x…' : tx.to`, and a parameter that is given something else. */
  function ofChoice(value: ValueId): void {
    const copies = copiesInto(value);
    const meant = copies.filter((step) => !isOtherwise(values, step) && fixed.of(sourceOf(step)).length > 0);
    const [first] = meant;
    if (first === undefined) return;
    const others = copies.filter((step) => !meant.includes(step) && isGiven(sourceOf(step)));
    const isOwn = copies.length > 0 && isGiven(value) && others.length === 0 && isParameter(value);
    if (others.length === 0 && !isOwn) return;
    const keys = others.flatMap((step) => loadedAs(sourceOf(step)));
    const [key] = goesTo(value).filter((one) => RECIPIENTS.has(one) || RECIPIENT_AT.has(one) || keys.includes(one));
    const isKnown = key !== undefined && (RECIPIENTS.has(key) || RECIPIENT_AT.has(key));
    const through = key ?? keys.find((one) => RECIPIENTS.has(one));
    if (through === undefined) return;
    for (const step of meant)
      add('instead', fixed.of(sourceOf(step)), isKnown || RECIPIENTS.has(through), step, sourceOf(step), through);
  }

  /** Whether the file reads the same member of something that it was given: then it is what a caller meant. */
  function isAskedFor(key: string, index: number): boolean {
    const module = program.moduleOfStep(index);
    const place = `${module} ${key}`;
    let is = asked.get(place);
    if (is === undefined) asked.set(place, (is = isReadOfGiven(memberNames.idOf(key), module)));
    return is;
  }
  function isReadOfGiven(name: number, module: number): boolean {
    const { firstStep, table } = program.written(module);
    for (let step = firstStep; step < firstStep + table.length; step++)
      if (names[step] === name && kinds[step] === STEP_KIND.load && isGiven(sourceOf(step))) return true;
    return false;
  }

  function isParameter(value: ValueId): boolean {
    const index = program.functionOf[value] as number;
    return program.functions[index]?.parameters.some((one) => one.value === value) === true;
  }
  function copiesInto(value: ValueId): readonly number[] {
    const all = [...makes.items.subarray(makes.offsets[value], makes.offsets[value + 1])];
    return all.filter((step) => kinds[step] === STEP_KIND.copy);
  }
  function sourceOf(step: number): ValueId {
    return reads[starts[step] as number] as number;
  }

  function add(
    how: MoneyRedirect['how'],
    addresses: readonly string[],
    isCertain: boolean,
    index: number,
    value: ValueId,
    through: string,
  ): void {
    const module = program.modules[program.moduleOfStep(index)];
    const span = program.valueIr(value)?.span ?? { start: 0, end: 0 };
    if (module === undefined) return;
    for (const address of addresses) {
      const one = { address, how, isCertain, file: module.file, span, through };
      const known = found.get(keyOf(one));
      if (known === undefined || (isCertain && !known.isCertain)) found.set(keyOf(one), one);
    }
  }
}

function keyOf({ file, address, how, span }: MoneyRedirect): string {
  return `${file} ${String(span.start).padStart(9, '0')} ${how} ${address}`;
}
