import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { ModuleIr, StepIr } from '../ir/moduleIr.ts';
import { installedPythonLowering } from './testing/pythonLowering.ts';

const lower = await installedPythonLowering();

const SAMPLE = `
import os.path as p
from .x import *
@d(1)
class A(B, metaclass=M):
    k: int = 1
    def m(self, a, *b, c=lambda: 1, **e):
        global g
        with open(f"{a!r:>{k}}") as f, (yield): g = [x for x in f if x][::-1]
        try: raise E(a % b) from None
        except (A, C) as e: match = {**e, 'k': 1}
        return super().m(*b, **e)
async def h():
    async for i, *j in y: await i(j := 2)
match z:
    case {"a": v, **r} | [w, *_] if v: del v
    case P(q=t): print >>t, 1
`;

/** Whether every number that a module is made of points at something. */
function isSound({ values, functions, classes, steps }: ModuleIr): boolean {
  const known = (value: number): boolean => value >= 0 && value < values.length;
  return (
    Array.from({ length: values.length }, (_, value) => values.functionOf(value)).every(
      (owner) => owner !== undefined && owner < functions.length,
    ) &&
    functions.every((made) => known(made.result) && made.parameters.every(({ value }) => known(value))) &&
    steps.every((step) => {
      if (step.is === 'function' && step.function >= functions.length) return false;
      if (step.is === 'class' && step.class >= classes.length) return false;
      return known(step.is === 'store' ? step.into : step.to);
    })
  );
}

test('any text is lowered without a throw, and to the same module each time', () => {
  const cut = fc
    .array(
      fc.tuple(fc.nat(SAMPLE.length), fc.nat(40), fc.constantFrom('', '(', ')', ':', '"""', '\n', '    ', '\0', '*')),
      {
        maxLength: 4,
      },
    )
    .map((cuts) => {
      let text = SAMPLE;
      for (const [at, length, put] of cuts) text = text.slice(0, at) + put + text.slice(at + length);
      return text;
    });
  fc.assert(
    fc.property(fc.oneof(fc.string({ unit: 'binary' }), cut), (text) => {
      const module = lower('m.py', text);
      expect(isSound(module)).toBe(true);
      expect(JSON.stringify(lower('m.py', text))).toBe(JSON.stringify(module));
    }),
    { numRuns: 60 },
  );
}, 60_000);

/** A program with nested functions whose every name is declared somewhere around it. */
function program(): fc.Arbitrary<string> {
  interface Node {
    readonly binds: number;
    readonly uses: readonly number[];
    readonly inner: readonly Node[];
  }
  const { node } = fc.letrec<{ node: Node }>((tie) => ({
    node: fc.record({
      binds: fc.nat(5),
      uses: fc.array(fc.nat(20), { maxLength: 4 }),
      inner: fc.oneof({ depthSize: 'small' }, fc.constant([]), fc.array(tie('node'), { maxLength: 3 })),
    }),
  }));
  const forms = [
    (name: string) => `${name} = 1`,
    (name: string) => `for ${name} in []: pass`,
    (name: string) => `import ${name}`,
    (name: string) => `(${name} := 1)`,
    (name: string) => `try: pass\n${'@'}except E as ${name}: pass`,
    (name: string) => `with E as (${name}, [*_]): pass`,
  ];
  return node.map((root) => {
    let count = 0;
    const lines: string[] = ['E = _ = 1'];
    const write = (at: Node, indent: string, around: readonly string[]): void => {
      const own = `v${count++}`;
      const inside = [...around, own];
      const form = forms[at.binds]!(own);
      lines.push(...form.split('\n').map((line) => indent + line.replace('@', '')));
      for (const use of at.uses) lines.push(`${indent}${inside[use % inside.length]}.m`);
      for (const inner of at.inner) {
        const name = `f${count++}`;
        lines.push(`${indent}def ${name}():`);
        write(inner, `${indent}  `, [...inside, name]);
      }
      lines.push(`${indent}pass`);
    };
    write(root, '', []);
    return lines.join('\n');
  });
}

test('no name that is declared becomes global', () => {
  fc.assert(
    fc.property(program(), (text) => {
      const module = lower('m.py', text);
      expect(module.unread).toEqual([]);
      expect(module.steps.filter((step) => step.is === 'global')).toEqual([]);
    }),
  );
});

test('code in error is named by its line, what stands around it is lowered', () => {
  const module = lower('m.py', 'a = f()\nb = = 2\nc = g()\n');
  expect(module.unread.map((one) => one.why)).toEqual(['line 2 is not Python that can be parsed']);
  const globals = module.steps.flatMap((step: StepIr) => (step.is === 'global' ? [step.name] : []));
  expect(globals).toEqual(['f', 'g']);
});

test.each([
  ['brackets', (n: number) => `${'('.repeat(n)}f()${')'.repeat(n)}`],
  ['lists', (n: number) => `${'['.repeat(n)}f()${']'.repeat(n)}`],
  ['calls', (n: number) => `${'g('.repeat(n)}f()${')'.repeat(n)}`],
  ['members', (n: number) => `f()${'.a'.repeat(n)}`],
  ['sums', (n: number) => `f()${' + 1'.repeat(n)}`],
  ['powers', (n: number) => `${'1 ** '.repeat(n)}f()`],
  ['conditions', (n: number) => `${'a if b else '.repeat(n)}f()`],
  ['lambdas', (n: number) => `${'lambda: '.repeat(n)}f()`],
  ['comprehensions', (n: number) => `${'['.repeat(n)}f()${' for x in y]'.repeat(n)}`],
  ['elses', (n: number) => `if a: pass\n${'elif b: pass\n'.repeat(n)}else: f()`],
  [
    'blocks',
    (n: number) =>
      `${Array.from({ length: Math.min(n, 400) }, (_, at) => `${' '.repeat(at)}if a:\n`).join('')}${' '.repeat(Math.min(n, 400))}f()`,
  ],
  [
    'functions',
    (n: number) =>
      `${Array.from({ length: Math.min(n, 400) }, (_, at) => `${' '.repeat(at)}def g():\n`).join('')}${' '.repeat(Math.min(n, 400))}f()`,
  ],
  ['texts', (n: number) => `x = ${'"a" '.repeat(n)} + f()`],
])('%s nested as deep as anyone likes are lowered to the bottom', (_, text) => {
  const module = lower('m.py', text(6000));
  const callees = module.steps.flatMap((step) => (step.is === 'global' && step.name === 'f' ? [step.to] : []));
  expect(module.unread).toEqual([]);
  expect(callees).toHaveLength(1);
  expect(module.steps.some((step) => step.is === 'call' && step.callee === callees[0])).toBe(true);
});
