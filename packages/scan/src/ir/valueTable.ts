import type { Span, ValueId, ValueIr } from './moduleIr.ts';

const KINDS: readonly ValueIr['kind'][] = ['expression', 'variable', 'parameter', 'result', 'receiver'];
/** Numbers in a row: the function, the kind, start and end of the span, and the place of the name; -1 for none. */
const ROW = 5;
const FEWEST = 1024;
/** Numbers that are kept for the next table: growing one anew for each of a thousand files costs more than filling it. */
const MOST_SPARE = 1 << 20;
let spare: Int32Array | undefined;

/**
 * The values of a module by their ids. A large package has millions, and nearly all are looked at by the linker alone:
 * so they are rows of numbers, and become objects where somebody asks for one.
 */
export class ValueTable {
  private rows: Int32Array;
  /** Names of the values that have one, in their order: few have. */
  private readonly names: string[] = [];
  private count = 0;

  constructor() {
    this.rows = spare ?? new Int32Array(FEWEST * ROW);
    spare = undefined;
  }

  static of(values: readonly ValueIr[]): ValueTable {
    const table = new ValueTable();
    for (const { in: owner, kind, span, name } of values) table.push(owner, kind, span.start, span.end, name);
    return table;
  }

  get length(): number {
    return this.count;
  }

  push(owner: number, kind: ValueIr['kind'], start: number, end: number, name: string | undefined): ValueId {
    const at = this.count * ROW;
    if (at === this.rows.length) {
      const larger = new Int32Array(2 * at);
      larger.set(this.rows);
      this.rows = larger;
    }
    this.rows[at] = owner;
    this.rows[at + 1] = KINDS.indexOf(kind);
    this.rows[at + 2] = start;
    this.rows[at + 3] = end;
    this.rows[at + 4] = name === undefined ? -1 : this.names.push(name) - 1;
    return this.count++;
  }

  /** Keeps what is used of the rows, and leaves the rest to the next table. */
  close(): void {
    const whole = this.rows;
    this.rows = whole.slice(0, this.count * ROW);
    if (whole.length <= MOST_SPARE) spare = whole;
  }

  /** Undefined, as from all of these, for what is no value of this module. */
  at(value: ValueId): ValueIr | undefined {
    const span = this.spanOf(value);
    if (span === undefined) return undefined;
    const owner = this.rows[value * ROW] as number;
    const kind = KINDS[this.rows[value * ROW + 1] as number] as ValueIr['kind'];
    const name = this.nameOf(value);
    return name === undefined ? { in: owner, kind, span } : { in: owner, kind, name, span };
  }

  /** Index of the function that a value belongs to. */
  functionOf(value: ValueId): number | undefined {
    return value >= 0 && value < this.count ? this.rows[value * ROW] : undefined;
  }

  /** Writes the function of every value into a column from a place on, moved by so many functions. */
  functionsInto(column: Int32Array, place: number, by: number): void {
    const { count, rows } = this;
    for (let value = 0; value < count; value++) column[place + value] = (rows[value * ROW] as number) + by;
  }

  kindOf(value: ValueId): ValueIr['kind'] | undefined {
    return KINDS[this.rows[value * ROW + 1] ?? -1];
  }

  spanOf(value: ValueId): Span | undefined {
    if (!(value >= 0 && value < this.count)) return undefined;
    return { start: this.rows[value * ROW + 2] as number, end: this.rows[value * ROW + 3] as number };
  }

  nameOf(value: ValueId): string | undefined {
    const name = value >= 0 && value < this.count ? (this.rows[value * ROW + 4] as number) : -1;
    return name < 0 ? undefined : this.names[name];
  }
}
