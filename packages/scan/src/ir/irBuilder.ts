import type { ClassIr, FunctionIr, Language, ModuleIr, Span, StepIr, Unread, ValueId, ValueIr } from './moduleIr.ts';
import { LoweredModule } from './loweredModule.ts';
import { StepTable } from './stepTable.ts';
import { ValueTable } from './valueTable.ts';

/** Collects a module while a front end walks its tree. */
export interface IrBuilder {
  value(value: ValueIr): ValueId;
  /** The same without an object, for whoever makes most of them. */
  valueAt(owner: number, kind: ValueIr['kind'], start: number, end: number, name?: string): ValueId;
  /** A value made before. */
  made(value: ValueId): ValueIr;
  step(step: StepIr): void;
  /** The steps so far; whoever makes most of them adds them there, without an object. */
  readonly table: StepTable;
  /** Reserves the index of a function before its body is walked. */
  openFunction(): number;
  closeFunction(index: number, made: FunctionIr): void;
  /** Says of a closed function that it turned out to be a method. */
  methodOf(index: number, instance: ValueId): void;
  /** Says of a closed function which others it is for a constant as its first argument. */
  casesOf(index: number, cases: ReadonlyMap<string, number>): void;
  /** Says of a closed function that it was decorated. */
  decorated(index: number): void;
  class(made: ClassIr): number;
  /** Says of a value that it is what a module hands out, beside the exports of the file. */
  namespace(value: ValueId): void;
  unread(span: Span, why: string): void;
  /** Throws where a reserved function was never closed: a front end's own mistake. */
  build(exports: ValueId): ModuleIr;
}

export function createIrBuilder(file: string, language: Language): IrBuilder {
  const functions: (FunctionIr | undefined)[] = [];
  const classes: ClassIr[] = [];
  const values = new ValueTable();
  const table = new StepTable();
  const unread: Unread[] = [];
  const namespaces: ValueId[] = [];
  return {
    value: ({ in: owner, kind, span, name }) => values.push(owner, kind, span.start, span.end, name),
    valueAt: (owner, kind, start, end, name) => values.push(owner, kind, start, end, name),
    made(value) {
      const made = values.at(value);
      if (made === undefined) throw new RangeError(`value ${value} of ${file} was never made`);
      return made;
    },
    step: (step) => table.push(step),
    table,
    openFunction: () => functions.push(undefined) - 1,
    closeFunction: (index, made) => void (functions[index] = made),
    methodOf(index, instance) {
      const made = functions[index];
      if (made !== undefined) functions[index] = { ...made, instance };
    },
    casesOf(index, cases) {
      const made = functions[index];
      if (made !== undefined) functions[index] = { ...made, cases };
    },
    decorated(index) {
      const made = functions[index];
      if (made !== undefined) functions[index] = { ...made, isDecorated: true };
    },
    class: (made) => classes.push(made) - 1,
    namespace: (value) => void namespaces.push(value),
    unread: (span, why) => void unread.push({ span, why }),
    build(exports) {
      const whole = functions.map((made, index) => {
        if (made === undefined) throw new TypeError(`function ${index} of ${file} was opened and never closed`);
        return made;
      });
      values.close();
      table.close();
      return new LoweredModule({
        file,
        language,
        functions: whole,
        classes,
        values,
        table,
        exports,
        namespaces,
        unread,
      });
    },
  };
}
