import type { Key, ModuleIr, StepIr, ValueId } from '../../ir/moduleIr.ts';
import { objectsOfClasses, writtenMember } from '../../testing/writtenIr.ts';

/**
 * A module in lines that a person can read: `target ← expression` for each step, expressions written inside each
 * other, values of functions with the function's name before them, the object in a method of a class `A` as `<A>`.
 */
export function dumpModule(module: ModuleIr): string[] {
  const { values, steps, functions, classes } = module;
  const defined = new Map<ValueId, StepIr[]>();
  const used = new Set<ValueId>();
  for (const step of steps) {
    if (step.is !== 'store') defined.set(step.to, [...(defined.get(step.to) ?? []), step]);
    for (const value of read(step)) used.add(value);
  }
  const containers = new Map<ValueId, string>([[module.exports, 'exports']]);
  for (const step of steps) {
    if (step.is === 'fresh' && !containers.has(step.to)) containers.set(step.to, `${step.what}${containers.size}`);
  }
  for (const step of steps) if (step.is === 'class') containers.set(step.to, `class ${classes[step.class]!.name}`);
  const objects = objectsOfClasses(module);
  const where = (index: number): string => functions[index]?.name || (index === 0 ? '' : `lambda${index}`);

  function name(value: ValueId): string | undefined {
    const made = values.at(value);
    const container = containers.get(value);
    if (container !== undefined) return container;
    if (made === undefined || made.kind === 'expression') return undefined;
    if (made.kind === 'receiver') return `<${objects.get(value)}>`;
    const prefix = made.in === 0 ? '' : `${where(made.in)}.`;
    if (made.kind === 'result') return `${prefix}result`;
    return prefix + (made.name ?? 'thrown');
  }
  function text(value: ValueId, depth = 0): string {
    const own = name(value);
    if (own !== undefined) return own;
    if (depth > 20) return '…';
    const from = (defined.get(value) ?? []).map((step) => expression(step, depth + 1));
    return from.length === 0 ? '_' : from.length === 1 ? from[0]! : `(${from.join(' | ')})`;
  }
  function member(key: Key, depth: number): string {
    return typeof key !== 'string' ? `[${text(key.value, depth)}]` : key === '*' ? '[*]' : `.${key}`;
  }
  function list(of: readonly ValueId[], depth: number): string {
    return of.map((value) => text(value, depth)).join(', ');
  }
  function expression(step: StepIr, depth: number): string {
    switch (step.is) {
      case 'constant':
        return JSON.stringify(step.value);
      case 'global':
        return `global ${step.name}`;
      case 'copy':
      case 'await':
        return text(step.from, depth);
      case 'join':
        return `join(${list(step.parts, depth)})`;
      case 'compute':
      case 'test':
        return `${step.is}(${list(step.from, depth)})`;
      case 'fresh':
        return step.what === 'list' ? '[]' : '{}';
      case 'load':
        return text(step.from, depth) + member(step.key, depth);
      case 'store':
        return '';
      case 'function': {
        const made = functions[step.function]!;
        const parameters = made.parameters.map((one) => (one.rest === undefined ? '' : '*') + one.name);
        const on = made.receiver === undefined ? '' : ` on ${text(made.receiver, depth)}`;
        return `function ${where(step.function)}(${parameters.join(', ')})${on}`;
      }
      case 'class': {
        const made = classes[step.class]!;
        const members = made.members.map(writtenMember);
        const bases = made.bases.length > 0 ? ` of ${list(made.bases, depth)}` : '';
        const construct = made.construct === undefined ? '' : ` new=${functions[made.construct]!.name}`;
        return `class ${made.name}${bases}${construct} {${members.join(', ')}}`;
      }
      case 'import':
        return `import ${typeof step.specifier === 'string' ? step.specifier : `(${text(step.specifier.value, depth)})`}`;
      case 'call': {
        const given = step.arguments.map(
          (one) => (one.spread ? '*' : '') + (one.name === undefined ? '' : `${one.name}=`) + text(one.value, depth),
        );
        const callee = text(step.callee, depth);
        const isMethod = step.receiver !== undefined && callee.startsWith(text(step.receiver, depth));
        const on = step.receiver === undefined || isMethod ? '' : ` on ${text(step.receiver, depth)}`;
        return `${callee}(${given.join(', ')})${on}`;
      }
    }
  }
  const lines: string[] = [];
  for (const step of steps) {
    if (step.is === 'store') {
      if (step.into === module.exports) continue;
      lines.push(`${text(step.into)}${member(step.key, 0)} ← ${text(step.from)}`);
    } else if (step.is === 'fresh') continue;
    else if (name(step.to) !== undefined) {
      if (step.is !== 'global') lines.push(`${name(step.to)} ← ${expression(step, 0)}`);
    } else if (!used.has(step.to) && step.is !== 'constant') lines.push(expression(step, 0));
  }
  return lines;
}

function read(step: StepIr): ValueId[] {
  switch (step.is) {
    case 'copy':
    case 'await':
      return [step.from];
    case 'join':
      return [...step.parts];
    case 'compute':
    case 'test':
      return [...step.from];
    case 'load':
      return typeof step.key === 'string' ? [step.from] : [step.from, step.key.value];
    case 'store':
      return typeof step.key === 'string' ? [step.into, step.from] : [step.into, step.from, step.key.value];
    case 'import':
      return typeof step.specifier === 'string' ? [] : [step.specifier.value];
    case 'call':
      return [
        step.callee,
        ...(step.receiver === undefined ? [] : [step.receiver]),
        ...step.arguments.map((one) => one.value),
      ];
    default:
      return [];
  }
}
