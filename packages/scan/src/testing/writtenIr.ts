import type { Key, MemberIr, ModuleIr, StepIr, ValueId } from '../ir/moduleIr.ts';

/**
 * A lowered module as text, one step a line, for tests to read and compare. Variables, parameters and globals
 * appear by their names (`x`, a second of the name `x'2`), the object in a method of a class `A` and the class's
 * instance as `<A>`, other values as `%1`, `%2` in order of appearance.
 */
export function writtenIr(module: ModuleIr): string[] {
  const names = new Map<ValueId, string>();
  const taken = new Map<string, number>();
  const objects = objectsOfClasses(module);
  let count = 0;

  function of(value: ValueId): string {
    const known = names.get(value);
    if (known !== undefined) return known;
    const object = objects.get(value);
    if (object !== undefined) return `<${object}>`;
    const made = module.values.at(value);
    let name = made?.name ?? '';
    if (made?.kind === 'result') name = `result of ${functionName(made.in)}`;
    else if (name === '') name = `%${++count}`;
    else {
      const before = taken.get(name) ?? 0;
      taken.set(name, before + 1);
      if (before > 0) name = `${name}'${before + 1}`;
    }
    names.set(value, name);
    return name;
  }
  function functionName(index: number): string {
    const made = module.functions[index];
    return index === 0 ? 'module' : made?.name === '' ? `function ${index}` : (made?.name ?? '?');
  }
  const key = (one: Key): string => (typeof one === 'string' ? one : `[${of(one.value)}]`);
  function line(step: StepIr): string {
    switch (step.is) {
      case 'constant':
        return `${of(step.to)} = ${JSON.stringify(step.value)}`;
      case 'global':
        return `${of(step.to)} is global ${step.name}`;
      case 'copy':
        return `${of(step.to)} <- ${of(step.from)}`;
      case 'await':
        return `${of(step.to)} = await ${of(step.from)}`;
      case 'join':
      case 'compute':
      case 'test': {
        const parts = step.is === 'join' ? step.parts : step.from;
        return `${of(step.to)} = ${step.is} ${parts.map(of).join(' ')}`;
      }
      case 'fresh':
        return `${of(step.to)} = fresh ${step.what}`;
      case 'load':
        return `${of(step.to)} = ${of(step.from)} . ${key(step.key)}`;
      case 'store':
        return `${of(step.into)} . ${key(step.key)} <- ${of(step.from)}`;
      case 'function':
        return `${of(step.to)} = function ${functionName(step.function)}`;
      case 'class': {
        const made = module.classes[step.class];
        const members = (made?.members ?? []).map(writtenMember).join(',');
        const construct = made?.construct === undefined ? '' : ` constructs`;
        const bases = (made?.bases ?? []).map((base) => ` extends ${of(base)}`).join('');
        return `${of(step.to)} = class ${made?.name}${bases}${construct} {${members}}`;
      }
      case 'import':
        return `${of(step.to)} = import ${typeof step.specifier === 'string' ? step.specifier : key(step.specifier)}`;
      case 'call': {
        const args = step.arguments.map(
          (one) => `${one.spread === true ? '...' : ''}${one.name === undefined ? '' : `${one.name}=`}${of(one.value)}`,
        );
        const receiver = step.receiver === undefined ? '' : `${of(step.receiver)} : `;
        return `${of(step.to)} = ${step.isNew ? 'new ' : 'call '}${receiver}${of(step.callee)}(${args.join(', ')})`;
      }
      default:
        return step satisfies never;
    }
  }
  return module.steps.map(line);
}

/** Values that hold an object of a class, by the class's name: its instance and the receivers of its methods. */
export function objectsOfClasses({ classes, functions }: ModuleIr): ReadonlyMap<ValueId, string> {
  const found = new Map(classes.map((one) => [one.instance, one.name]));
  for (const { receiver, instance } of functions) {
    const name = instance === undefined ? undefined : found.get(instance);
    if (receiver !== undefined && name !== undefined) found.set(receiver, name);
  }
  return found;
}

/** A member of a class as it is declared: `name`, `get name`, `static set name`. */
export function writtenMember({ name, isStatic, is }: MemberIr): string {
  const accessor = { method: '', getter: 'get ', setter: 'set ' }[is];
  return (isStatic ? 'static ' : '') + accessor + name;
}
