import type { ClassIr, FunctionIr, Language, ModuleIr, Span, StepIr, Unread, ValueId, ValueIr } from './moduleIr.ts';

/** Collects a module while a front end walks its tree. */
export interface IrBuilder {
  value(value: ValueIr): ValueId;
  /** A value made before. */
  made(value: ValueId): ValueIr;
  step(step: StepIr): void;
  /** Reserves the index of a function before its body is walked. */
  openFunction(): number;
  closeFunction(index: number, made: FunctionIr): void;
  /** Says of a closed function that it turned out to be a method. */
  methodOf(index: number, instance: ValueId): void;
  class(made: ClassIr): number;
  unread(span: Span, why: string): void;
  /** Throws where a reserved function was never closed: a front end's own mistake. */
  build(exports: ValueId): ModuleIr;
}

export function createIrBuilder(file: string, language: Language): IrBuilder {
  const functions: (FunctionIr | undefined)[] = [];
  const classes: ClassIr[] = [];
  const values: ValueIr[] = [];
  const steps: StepIr[] = [];
  const unread: Unread[] = [];
  return {
    value: (value) => values.push(value) - 1,
    made(value) {
      const made = values[value];
      if (made === undefined) throw new RangeError(`value ${value} of ${file} was never made`);
      return made;
    },
    step: (step) => void steps.push(step),
    openFunction: () => functions.push(undefined) - 1,
    closeFunction: (index, made) => void (functions[index] = made),
    methodOf(index, instance) {
      const made = functions[index];
      if (made !== undefined) functions[index] = { ...made, instance };
    },
    class: (made) => classes.push(made) - 1,
    unread: (span, why) => void unread.push({ span, why }),
    build(exports) {
      const whole = functions.map((made, index) => {
        if (made === undefined) throw new TypeError(`function ${index} of ${file} was opened and never closed`);
        return made;
      });
      return { file, language, functions: whole, classes, values, steps, exports, unread };
    },
  };
}
