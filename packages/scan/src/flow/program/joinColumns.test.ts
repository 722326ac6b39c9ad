import fc from 'fast-check';
import { expect, it } from 'vitest';
import { lowerJavaScript } from '../../javascript/lowerJavaScript.ts';
import { linkProgram } from './linkProgram.ts';
import { STEP_KIND } from '../../ir/stepKind.ts';

const statement = fc.constantFrom(
  'const a = { b: 1, ["c" + x]: y };',
  'export function f(p, ...rest) { return p.q(rest, ...p); }',
  'class C extends D { m() { return this.n; } }',
  'import z from "./other.js"; z.k = new z(`${z}!`);',
  'if (typeof x === "y") x[x] = x++;',
);

it('says of each step what the step says, wherever its module stands', () => {
  fc.assert(
    fc.property(fc.array(fc.array(statement, { maxLength: 4 }), { minLength: 1, maxLength: 4 }), (files) => {
      const modules = files.map((lines, index) =>
        lowerJavaScript(
          `${index}.js`,
          lines.map((line, at) => `{ ${line.replace(/^(export|import).*/, '')} }; f${at}();`).join('\n'),
        ),
      );
      const program = linkProgram(modules);
      for (let index = 0; index < program.stepCount; index++) {
        const step = program.step(index);
        expect(program.kinds[index]).toBe(STEP_KIND[step.is]);
        expect(program.gives[index]).toBe(step.is === 'store' ? -1 : step.to);
        const read = Array.from(program.reads.subarray(program.starts[index], program.starts[index + 1]));
        if (step.is === 'load' || step.is === 'store') {
          const [name, key] = typeof step.key === 'string' ? [step.key, []] : [undefined, [step.key.value]];
          const id = program.names[index] as number;
          expect(id < 0 ? undefined : program.memberNames.textOf(id)).toBe(name);
          expect(read).toEqual(step.is === 'load' ? [step.from, ...key] : [step.into, step.from, ...key]);
        }
        if (step.is === 'call') {
          const receiver = step.receiver === undefined ? [] : [step.receiver];
          expect(read).toEqual([step.callee, ...receiver, ...step.arguments.map(({ value }) => value)]);
        }
      }
      expect([...program.calls].every((index) => program.step(index).is === 'call')).toBe(true);
      expect([...program.loads].every((index) => program.step(index).is === 'load')).toBe(true);
      expect([...program.stores].every((index) => program.step(index).is === 'store')).toBe(true);
    }),
    { numRuns: 60, seed: Number(process.env['SEED'] ?? 7) },
  );
});
