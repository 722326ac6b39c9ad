import fc from 'fast-check';
import { expect, it } from 'vitest';
import { lowerJavaScript } from './lowerJavaScript.ts';

/** Another run, or the run that failed: `SEED=7 npx vitest run packages/scan/src/javascript`. */
const SEED = process.env['SEED'] === undefined ? {} : { seed: Number(process.env['SEED']) };

/** Code that declares names in every way there is and uses each only where it is in scope. */
function program(choices: readonly number[]): string {
  let at = 0;
  let count = 0;
  const pick = (below: number): number => (choices[at++ % choices.length] ?? 0) % below;
  const fresh = (): string => `v${count++}`;

  function use(scope: readonly string[]): string {
    return scope.length === 0 ? '0' : (scope[pick(scope.length)] ?? '0');
  }
  function block(scope: readonly string[], depth: number): string {
    const inner = [...scope];
    const lines: string[] = [];
    for (let left = 1 + pick(4); left > 0; left--) {
      const name = fresh();
      const other = fresh();
      const rest = depth === 0 ? `use(${use(inner)})` : block([...inner, name, other], depth - 1);
      switch (pick(12)) {
        case 0:
          // Hoisted: the use stands before the declaration.
          lines.push(`use(${name}); { ${rest.replaceAll(other, name)} } var ${name} = ${use(inner)};`);
          inner.push(name);
          break;
        case 1:
          lines.push(`const { a: ${name}, ...${other} } = ${use(inner)}; ${rest}`);
          inner.push(name, other);
          break;
        case 2:
          lines.push(`let [${name} = ${use(inner)}, ${other}] = f(); () => { ${rest} };`);
          inner.push(name, other);
          break;
        case 3:
          lines.push(`use(${name}()); function ${name}(${other}) { ${rest}; return ${use([...inner, other])} }`);
          inner.push(name);
          break;
        case 4:
          lines.push(`(function ${name}({ ${other} }, k = ${other}) { ${rest} })(${use(inner)});`);
          break;
        case 5:
          lines.push(
            `class ${name} { static { ${rest.replaceAll(other, name)} } m(p = ${use(inner)}) { return ${name} } }`,
          );
          inner.push(name);
          break;
        case 6:
          lines.push(`try { use(${use(inner)}) } catch (${name}) { let ${other}; ${rest} }`);
          break;
        case 7:
          lines.push(`for (const ${name} of ${use(inner)}) { var ${other} = ${name}; ${rest} }`);
          inner.push(other);
          break;
        case 8:
          lines.push(`for (let ${name} = 0, ${other} = ${name}; ${name} < ${other}; ${name}++) { ${rest} }`);
          break;
        case 9:
          lines.push(`switch (${use(inner)}) { case 0: let ${name} = 1; default: const ${other} = ${name}; ${rest} }`);
          break;
        case 10:
          lines.push(
            `label: { let ${name}; async (${other}, ...more) => { await ${name}; use(more); ${rest} }; break label }`,
          );
          break;
        default:
          lines.push(
            `if (${use(inner)}) { var ${name}; (${other} => { ${name} = ${other}; ${rest} })(1) } else use(${name});`,
          );
          inner.push(name);
      }
    }
    return lines.join('\n');
  }
  return block([], 3);
}

it('no declared name is taken for a global, and no value is used that was never made', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(), { minLength: 8, maxLength: 60 }), (choices) => {
      const text = program(choices);
      const module = lowerJavaScript('a.js', text);
      expect(module.unread, text).toEqual([]);
      const globals = module.steps.flatMap((step) => (step.is === 'global' ? [step.name] : []));
      expect(
        globals.filter((name) => /^v\d+$/u.test(name)),
        text,
      ).toEqual([]);
      const most = Math.max(...module.steps.map((step) => ('to' in step ? step.to : step.into)));
      expect(most).toBeLessThan(module.values.length);
    }),
    { numRuns: 300, ...SEED },
  );
});
