import { linkProgram } from '../program/linkProgram.ts';
import { createResolve } from '../program/resolveSpecifier.ts';
import { CLASS, FUNCTION, indexOf, kindOf } from '../values/denotations.ts';
import { analyseValues } from '../values/valueAnalysis.ts';
import type { Values } from '../values/values.ts';
import { lowerSources } from './analyseSources.ts';

/** What values of a program written down as text can stand for. */
export interface KnownValues {
  readonly values: Values;
  /** What the first argument of the only call of `seen(…)` stands for, in words: constants and names of functions. */
  seen(callee?: string): string[];
}

/** Runs the value analysis over files of source text; programs show a value by handing it to `seen`, which is global. */
export async function valuesOf(files: Readonly<Record<string, string>>): Promise<KnownValues> {
  const program = linkProgram(await lowerSources(files));
  const values = analyseValues(program, createResolve(program.modules, {}));
  return {
    values,
    seen(callee = 'seen') {
      const [call, second] = [...program.calls]
        .map((index) => program.step(index))
        .filter(
          (step) =>
            step.is === 'call' &&
            values.apisOf(step.callee).some((api) => values.denotations.apis.text(api) === `global:${callee}`),
        );
      if (call?.is !== 'call' || second !== undefined) throw new Error(`expected one call of ${callee}()`);
      const value = call.arguments[0]?.value ?? -1;
      const functions = values.sets.of(value).flatMap((one) => {
        if (kindOf(one) === FUNCTION) return [`${program.functions[indexOf(one)]?.name}()`];
        return kindOf(one) === CLASS ? [`class ${program.classes[indexOf(one)]?.name}`] : [];
      });
      return [...values.constantsOf(value).map(String), ...functions].toSorted();
    },
  };
}
