import type { CallIr, StepIr, ValueId } from '../../ir/moduleIr.ts';
import { API, indexOf, kindOf } from './denotations.ts';
import type { Values } from './values.ts';

/**
 * Names of the place that a value says, such as a file's path, by which two values can be found to mean the same:
 * constants, with calls of the runtime (`tmpdir()`) in between. None where some part of it is not known, or where nothing
 * but calls is, which may give another place each time.
 */
export function placeNames(values: Values, value: ValueId): readonly string[] {
  const { program, sets, denotations } = values;
  const found = textsOf(value, 0).filter((text) => /[^/]{2}/u.test(text.replaceAll(/\{[^{}]*\}/gu, '')));
  return [...new Set(found)];

  function textsOf(at: ValueId, depth: number): readonly string[] {
    const constants = values.constantsOf(at);
    if (constants.length > 0) return constants.map(String);
    if (depth > DEEPEST || at >= program.valueCount) return [];
    const { offsets, items } = program.makes;
    const texts: string[] = [];
    for (let index = offsets[at] as number; index < (offsets[at + 1] as number); index++) {
      texts.push(...made(program.step(items[index] as number) as StepIr, items[index] as number, depth + 1));
    }
    return texts.slice(0, MOST);
  }
  function made(step: StepIr, index: number, depth: number): readonly string[] {
    switch (step.is) {
      case 'copy':
        return textsOf(step.from, depth);
      case 'join':
        return together(step.parts, '', depth);
      case 'compute':
        // `Path.home() / 'x'`
        return together(step.from, '/', depth);
      case 'call':
        return called(step, index, depth);
      case 'load':
        return loaded(step, depth);
      default:
        return [];
    }
  }
  function loaded({ from, key, to }: StepIr & { is: 'load' }, depth: number): readonly string[] {
    const held = values.holdersOf(from).flatMap((holder) => {
      const known = new Set(sets.keysOf(holder));
      return values.keysOf(key).flatMap((name) => (known.has(name) ? sets.sourcesOf(sets.cell(holder, name)) : []));
    });
    const [only, second] = new Set(held);
    if (only !== undefined) return second === undefined ? textsOf(only, depth) : [];
    // A member of what comes from outside: `process.env.HOME`.
    const api = apiOf(to);
    return api === undefined ? [] : [outside(api)];
  }
  function called(call: CallIr, index: number, depth: number): readonly string[] {
    const api = apiOf(call.callee);
    const given = call.arguments.map((one) => one.value);
    const link = values.links[index]?.[0];
    if (api === undefined) {
      const result = link?.how === 'plain' && given.length === 0 ? program.functions[link.function]?.result : undefined;
      return result === undefined ? [] : textsOf(result, depth);
    }
    const on = call.receiver !== undefined && isMade(call.receiver) ? [call.receiver] : [];
    if (JOINS.test(api)) return together([...on, ...given], '/', depth);
    if (HANDS_ON.test(api)) return together([...on, ...given.slice(0, on.length === 0 ? 1 : 0)], '/', depth);
    const whole = together([...on, ...given], ' ', depth);
    return given.length + on.length === 0 ? [outside(api)] : whole.map((text) => `${outside(api)} ${text}`);
  }
  /** Whether a value is made by a call, and no library or module of the runtime. */
  function isMade(receiver: ValueId): boolean {
    const api = apiOf(receiver);
    return api === undefined || api.includes('(');
  }
  function apiOf(at: ValueId): string | undefined {
    const one = sets.of(at).find((denotation) => kindOf(denotation) === API);
    return one === undefined ? undefined : denotations.apis.text(indexOf(one));
  }
  function together(parts: readonly ValueId[], between: string, depth: number): readonly string[] {
    let texts: readonly string[] | undefined;
    for (const part of parts) {
      const next = textsOf(part, depth);
      const before = texts;
      texts = before === undefined ? next : before.flatMap((text) => next.map((one) => text + between + one));
      texts = texts.slice(0, MOST);
    }
    return texts ?? [];
  }
}

const DEEPEST = 8;
const MOST = 6;
/** What is put together from parts of a path, and what gives the same place in another form. */
const JOINS = /^(node:path\.(join|resolve)|py:os\.path\.join|py:pathlib\.Path|py:pathlib\..*\.joinpath)$/u;
const HANDS_ON =
  /^(global:(str|String)|py:os\.(fspath|path\.(abspath|expanduser|normpath|realpath))|node:path\.normalize|py:pathlib\..*\.(resolve|expanduser|absolute|as_posix))$/u;

/** What only the running program knows, as a part of a name. */
function outside(api: string): string {
  return `{${api}}`;
}
