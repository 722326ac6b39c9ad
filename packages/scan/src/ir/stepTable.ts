import { emptyList } from '../dense/emptyList.ts';
import { grown } from '../dense/grown.ts';
import { STEP_KIND } from './stepKind.ts';
import { USE_ROLE } from './useRole.ts';
import type { ArgumentIr, Key, Span, StepIr, ValueId } from './moduleIr.ts';

/** How far the ids of a module are moved. */
export interface Shift {
  readonly values: number;
  readonly functions: number;
  readonly classes: number;
}

const KINDS = Object.keys(STEP_KIND) as readonly StepIr['is'][];
/** What moves nothing. */
export const IN_PLACE: Shift = { values: 0, functions: 0, classes: 0 };
const FEWEST = 1024;
/** Steps for which room is kept for the next table: growing it anew for each of a thousand files costs more than filling it. */
const MOST_SPARE = 1 << 19;
const IS_NEW = 1;
const HAS_RECEIVER = 2;
const NO_OPERATOR = {};
/** From here on the details of a call say which list of arguments has names or spreads; 0 for none. */
const MARKED = 4;

/**
 * The steps of a module in their order, as columns of numbers. A large package has millions, and most are looked at by
 * their columns alone: one becomes an object where somebody asks for it. Columns are longer than the table until it is
 * closed, and others after a step was added.
 */
export class StepTable {
  /** `STEP_KIND` of each step. */
  kinds: Uint8Array<ArrayBuffer>;
  /** Values that step `index` reads, in the step's own order: from `starts[index]` up to the next start. */
  reads: Int32Array<ArrayBuffer>;
  /** `USE_ROLE` of each of these. */
  roles: Uint8Array<ArrayBuffer>;
  starts: Int32Array<ArrayBuffer>;
  /** The value that a step gives, -1 for a `store`. */
  gives: Int32Array<ArrayBuffer>;
  /** Of loads and stores the number of the member's name in `texts`; -1 where a value computes it, and for other steps. */
  names: Int32Array<ArrayBuffer>;
  /** Names of members, globals and modules. */
  readonly texts: string[] = [];
  /** What a step of its kind says beside: the place of its constant or name, its function, class, flags. */
  private details: Int32Array<ArrayBuffer>;
  /** Where loads, imports and calls stand. */
  private begins: Int32Array<ArrayBuffer>;
  private ends: Int32Array<ArrayBuffer>;
  private readonly constants: (string | number)[] = [];
  /** Lists of arguments that have names or spreads, by calls. */
  private readonly marked: (readonly ArgumentIr[])[] = [];
  private readonly textIds = new Map<string, number>();
  private made: (StepIr | undefined)[] | undefined;
  private count = 0;
  private reading = 0;

  constructor() {
    const room = spare ?? roomFor(FEWEST);
    spare = undefined;
    this.kinds = room.kinds;
    this.reads = room.reads;
    this.roles = room.roles;
    this.starts = room.starts;
    this.gives = room.gives;
    this.names = room.names;
    this.details = room.details;
    this.begins = room.begins;
    this.ends = room.ends;
  }

  static of(steps: readonly StepIr[]): StepTable {
    const table = new StepTable();
    for (const step of steps) table.push(step);
    table.close();
    return table;
  }

  get length(): number {
    return this.count;
  }

  /** How many values all steps together read. */
  get readCount(): number {
    return this.reading;
  }

  constant(to: ValueId, value: string | number): void {
    this.add(STEP_KIND.constant, to, this.constants.push(value) - 1);
  }

  global(to: ValueId, name: string): void {
    this.add(STEP_KIND.global, to, this.textId(name));
  }

  /** `isOtherwise`: it counts only where nothing is there yet (`a ?? b`, a default). */
  copy(from: ValueId, to: ValueId, isOtherwise = false): void {
    this.add(STEP_KIND.copy, to, isOtherwise ? 1 : 0);
    this.read(from, USE_ROLE.plain);
  }

  join(parts: readonly ValueId[], to: ValueId, by?: string): void {
    this.add(STEP_KIND.join, to, this.operatorId(by));
    this.readAll(parts, USE_ROLE.joined);
  }

  compute(from: readonly ValueId[], to: ValueId, by?: string): void {
    this.add(STEP_KIND.compute, to, this.operatorId(by));
    this.readAll(from, USE_ROLE.computed);
  }

  test(from: readonly ValueId[], to: ValueId, by?: string): void {
    this.add(STEP_KIND.test, to, this.operatorId(by));
    this.readAll(from, USE_ROLE.plain);
  }

  fresh(to: ValueId, what: 'object' | 'list'): void {
    this.add(STEP_KIND.fresh, to, what === 'list' ? 1 : 0);
  }

  load(from: ValueId, key: Key, to: ValueId, begin: number, end: number): void {
    const index = this.add(STEP_KIND.load, to, 0, begin, end);
    this.read(from, USE_ROLE.readFrom);
    this.readKey(index, key);
  }

  /** `isOtherwise` as for a copy. */
  store(into: ValueId, key: Key, from: ValueId, isOtherwise = false): void {
    const index = this.add(STEP_KIND.store, -1, isOtherwise ? 1 : 0);
    this.read(into, USE_ROLE.storedInto);
    this.read(from, key === 'prototype' ? USE_ROLE.storedAsPrototype : USE_ROLE.stored);
    this.readKey(index, key);
  }

  function(to: ValueId, index: number): void {
    this.add(STEP_KIND.function, to, index);
  }

  class(to: ValueId, index: number): void {
    this.add(STEP_KIND.class, to, index);
  }

  import(to: ValueId, specifier: string | { readonly value: ValueId }, begin: number, end: number): void {
    const isWritten = typeof specifier === 'string';
    this.add(STEP_KIND.import, to, isWritten ? this.textId(specifier) : -1, begin, end);
    if (!isWritten) this.read(specifier.value, USE_ROLE.specifier);
  }

  /** `receiver` is -1 for none; `marks` says of each argument its name and whether it is spread, where any is so. */
  call(
    callee: ValueId,
    receiver: ValueId,
    args: readonly ValueId[],
    to: ValueId,
    isNew: boolean,
    begin: number,
    end: number,
    marks?: readonly ArgumentIr[],
  ): void {
    let details = (isNew ? IS_NEW : 0) + (receiver >= 0 ? HAS_RECEIVER : 0);
    if (marks !== undefined) details += MARKED * this.marked.push(marks);
    this.add(STEP_KIND.call, to, details, begin, end);
    this.read(callee, USE_ROLE.callee);
    if (receiver >= 0) this.read(receiver, USE_ROLE.receiver);
    this.readAll(args, USE_ROLE.argument);
  }

  push(step: StepIr): void {
    switch (step.is) {
      case 'constant':
        return this.constant(step.to, step.value);
      case 'global':
        return this.global(step.to, step.name);
      case 'copy':
        return this.copy(step.from, step.to);
      case 'join':
        return this.join(step.parts, step.to, step.by);
      case 'compute':
        return this.compute(step.from, step.to, step.by);
      case 'test':
        return this.test(step.from, step.to, step.by);
      case 'fresh':
        return this.fresh(step.to, step.what);
      case 'load':
        return this.load(step.from, step.key, step.to, step.span.start, step.span.end);
      case 'store':
        return this.store(step.into, step.key, step.from);
      case 'function':
        return this.function(step.to, step.function);
      case 'class':
        return this.class(step.to, step.class);
      case 'import':
        return this.import(step.to, step.specifier, step.span.start, step.span.end);
      case 'call': {
        const { callee, receiver = -1, arguments: args, to, isNew, span } = step;
        const values = args.map(({ value }) => value);
        return this.call(
          callee,
          receiver,
          values,
          to,
          isNew,
          span.start,
          span.end,
          args.some(isMarked) ? args : undefined,
        );
      }
    }
  }

  /** Lets a step that is there read another value first: what a load is from, what a store is into. */
  rereads(index: number, value: ValueId): void {
    this.reads[this.starts[index] as number] = value;
  }

  /** Lets a step that is there give another value. */
  regives(index: number, value: ValueId): void {
    this.gives[index] = value;
  }

  /** Keeps what is used of the columns, and leaves the rest to the next table. */
  close(): void {
    const { count, reading: readCount, kinds, reads, roles, starts, gives, names, details, begins, ends } = this;
    starts[count] = readCount;
    const numbers = new Int32Array(6 * count + 1 + readCount);
    let filled = 0;
    const kept = (column: Int32Array, size: number): Int32Array<ArrayBuffer> => {
      numbers.set(column.subarray(0, size), filled);
      filled += size;
      return numbers.subarray(filled - size, filled);
    };
    this.reads = kept(reads, readCount);
    this.starts = kept(starts, count + 1);
    this.gives = kept(gives, count);
    this.names = kept(names, count);
    this.details = kept(details, count);
    this.begins = kept(begins, count);
    this.ends = kept(ends, count);
    this.kinds = kinds.slice(0, count);
    this.roles = roles.slice(0, readCount);
    this.textIds.clear();
    if (kinds.length <= MOST_SPARE) spare = { kinds, reads, roles, starts, gives, names, details, begins, ends };
  }

  /** All steps as objects, for whoever looks at nearly all. */
  all(): readonly StepIr[] {
    const all = (this.made ??= emptyList(this.count));
    for (let index = 0; index < this.count; index++) all[index] ??= this.moved(index, IN_PLACE);
    return all as StepIr[];
  }

  /** Written out, a table is its steps. */
  toJSON(): readonly StepIr[] {
    return this.all();
  }

  /** The step as an object, one and the same for everybody who asks; throws for what is no step of this module. */
  at(index: number): StepIr {
    const made = (this.made ??= emptyList(this.count));
    return (made[index] ??= this.moved(index, IN_PLACE));
  }

  /** The same with the ids that it has among other modules, made anew. */
  moved(index: number, by: Shift): StepIr {
    if (!(index >= 0 && index < this.count)) throw new RangeError(`step ${index} of ${this.count} was never made`);
    const n = by.values;
    const { reads } = this;
    const is = KINDS[this.kinds[index] as number] as StepIr['is'];
    const start = this.starts[index] as number;
    const detail = this.details[index] as number;
    const to = (this.gives[index] as number) + n;
    switch (is) {
      case 'constant':
        return { is, to, value: this.constants[detail] as string | number };
      case 'global':
        return { is, to, name: this.texts[detail] as string };
      case 'copy':
        return { is, from: (reads[start] as number) + n, to };
      case 'join':
        return { is, parts: this.readsOf(index, n), to, ...this.operatorAt(detail) };
      case 'compute':
      case 'test':
        return { is, from: this.readsOf(index, n), to, ...this.operatorAt(detail) };
      case 'fresh':
        return { is, to, what: detail === 1 ? 'list' : 'object' };
      case 'load':
        return {
          is,
          from: (reads[start] as number) + n,
          key: this.keyOf(index, start + 1, n),
          to,
          span: this.spanOf(index),
        };
      case 'store': {
        const from = (reads[start + 1] as number) + n;
        return { is, into: (reads[start] as number) + n, key: this.keyOf(index, start + 2, n), from };
      }
      case 'function':
        return { is, to, function: detail + by.functions };
      case 'class':
        return { is, to, class: detail + by.classes };
      case 'import': {
        const specifier = detail < 0 ? { value: (reads[start] as number) + n } : (this.texts[detail] as string);
        return { is, to, specifier, span: this.spanOf(index) };
      }
      case 'call': {
        const hasReceiver = (detail & HAS_RECEIVER) !== 0;
        return {
          is,
          callee: (reads[start] as number) + n,
          receiver: hasReceiver ? (reads[start + 1] as number) + n : undefined,
          arguments: this.argumentsOf(index, start + (hasReceiver ? 2 : 1), n),
          to,
          isNew: (detail & IS_NEW) !== 0,
          span: this.spanOf(index),
        };
      }
    }
  }

  /** Zero stands for none. */
  private operatorId(by: string | undefined): number {
    return by === undefined ? 0 : this.textId(by) + 1;
  }
  private operatorAt(detail: number): { readonly by?: string } {
    return detail === 0 ? NO_OPERATOR : { by: this.texts[detail - 1] as string };
  }

  /** The constant of a step that is one. */
  constantAt(index: number): string | number {
    return this.constants[this.details[index] as number] as string | number;
  }

  /** The name of a `global`, and what an `import` names; undefined where a value computes it. */
  nameAt(index: number): string | undefined {
    return this.texts[this.details[index] as number];
  }

  /** The function of a step that is one. */
  functionAt(index: number): number {
    return this.details[index] as number;
  }

  /** The class of a step that is one. */
  classAt(index: number): number {
    return this.details[index] as number;
  }

  /** Whether what a `fresh` step makes is an object, and no list. */
  isObjectAt(index: number): boolean {
    return this.details[index] === 0;
  }

  /** Whether a copy or store counts only where nothing is there yet. */
  isOtherwiseAt(index: number): boolean {
    return this.details[index] === 1;
  }

  /** Whether this step and one of another table say the same beside what their columns hold. */
  saysAs(index: number, other: StepTable): boolean {
    const [detail, its] = [this.details[index] as number, other.details[index] as number];
    switch (KINDS[this.kinds[index] as number]) {
      case 'constant':
        return this.constants[detail] === other.constants[its];
      case 'global':
      case 'import':
        return this.texts[detail] === other.texts[its];
      case 'call':
        return (detail & IS_NEW) === (its & IS_NEW) && isMarkedAlike(this.marksOf(detail), other.marksOf(its));
      default:
        return detail === its;
    }
  }

  private add(kind: number, to: ValueId, details: number, begin = 0, end = 0): number {
    const index = this.count++;
    if (index + 1 >= this.starts.length) this.growSteps();
    this.kinds[index] = kind;
    this.starts[index] = this.reading;
    this.gives[index] = to;
    this.names[index] = -1;
    this.details[index] = details;
    this.begins[index] = begin;
    this.ends[index] = end;
    return index;
  }

  private read(value: ValueId, role: number): void {
    const at = this.reading++;
    if (at >= this.reads.length) this.growReads();
    this.reads[at] = value;
    this.roles[at] = role;
  }

  private readAll(values: readonly ValueId[], role: number): void {
    for (let at = 0; at < values.length; at++) this.read(values[at] as number, role);
  }

  private readKey(index: number, key: Key): void {
    if (typeof key === 'string') this.names[index] = this.textId(key);
    else this.read(key.value, USE_ROLE.key);
  }

  private textId(text: string): number {
    let id = this.textIds.get(text);
    if (id === undefined) this.textIds.set(text, (id = this.texts.push(text) - 1));
    return id;
  }

  private readsOf(index: number, by: number): ValueId[] {
    const found: ValueId[] = [];
    for (let at = this.starts[index] as number; at < this.endOf(index); at++)
      found.push((this.reads[at] as number) + by);
    return found;
  }

  /** Where the values end that a step reads. */
  endOf(index: number): number {
    return index + 1 < this.count ? (this.starts[index + 1] as number) : this.reading;
  }

  private keyOf(index: number, at: number, by: number): Key {
    const name = this.names[index] as number;
    return name >= 0 ? (this.texts[name] as string) : { value: (this.reads[at] as number) + by };
  }

  /** Of a load, an import and a call where it stands. */
  spanOf(index: number): Span {
    return { start: this.begins[index] as number, end: this.ends[index] as number };
  }

  private marksOf(details: number): readonly ArgumentIr[] | undefined {
    return this.marked[Math.trunc(details / MARKED) - 1];
  }

  private argumentsOf(index: number, first: number, by: number): ArgumentIr[] {
    const marks = this.marksOf(this.details[index] as number);
    const found: ArgumentIr[] = [];
    for (let at = first; at < this.endOf(index); at++) {
      const value = (this.reads[at] as number) + by;
      found.push(marks === undefined ? { value } : { ...marks[at - first], value });
    }
    return found;
  }

  private growSteps(): void {
    this.kinds = grownBytes(this.kinds);
    this.starts = grown(this.starts);
    this.gives = grown(this.gives);
    this.names = grown(this.names);
    this.details = grown(this.details);
    this.begins = grown(this.begins);
    this.ends = grown(this.ends);
  }

  private growReads(): void {
    this.reads = grown(this.reads);
    this.roles = grownBytes(this.roles);
  }
}

/** Columns to write into; all of steps are of one length, and both of reads. */
type Room = Pick<StepTable, 'kinds' | 'reads' | 'roles' | 'starts' | 'gives' | 'names'> &
  Record<'details' | 'begins' | 'ends', Int32Array<ArrayBuffer>>;

let spare: Room | undefined;

function roomFor(steps: number): Room {
  const column = (): Int32Array<ArrayBuffer> => new Int32Array(steps);
  return {
    kinds: new Uint8Array(steps),
    reads: new Int32Array(2 * steps),
    roles: new Uint8Array(2 * steps),
    starts: column(),
    gives: column(),
    names: column(),
    details: column(),
    begins: column(),
    ends: column(),
  };
}

function grownBytes(column: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  const made = new Uint8Array(column.length * 2);
  made.set(column);
  return made;
}

function isMarked({ name, spread }: ArgumentIr): boolean {
  return name !== undefined || spread !== undefined;
}

function isMarkedAlike(one: readonly ArgumentIr[] = [], other: readonly ArgumentIr[] = []): boolean {
  return (
    one.length === other.length &&
    one.every(({ name, spread }, at) => other[at]?.name === name && other[at]?.spread === spread)
  );
}
