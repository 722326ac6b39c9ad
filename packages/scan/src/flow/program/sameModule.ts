import type { ModuleIr } from '../../ir/moduleIr.ts';

/** Whether two modules are the same but for their names and for where things stand in their files. */
export function isSameModule(one: ModuleIr, other: ModuleIr): boolean {
  return (
    one.language === other.language &&
    one.exports === other.exports &&
    one.values.length === other.values.length &&
    isSameSteps(one, other) &&
    isSameValues(one, other) &&
    isEqual(one.functions, other.functions) &&
    isEqual(one.classes, other.classes) &&
    isEqual(one.namespaces, other.namespaces) &&
    isEqual(one.throws, other.throws) &&
    isEqual(one.catches, other.catches)
  );
}

/** By their columns, which hold all that steps read and give, and by what else a step says. */
function isSameSteps({ table: one }: ModuleIr, { table: other }: ModuleIr): boolean {
  if (one.length !== other.length) return false;
  for (const name of COLUMNS) if (!isSameNumbers(one[name], other[name])) return false;
  if (!isEqual(one.texts, other.texts)) return false;
  for (let at = 0; at < one.length; at++) if (!one.saysAs(at, other)) return false;
  return true;
}
const COLUMNS = ['kinds', 'reads', 'roles', 'starts', 'gives', 'names'] as const;

function isSameNumbers(one: ArrayLike<number>, other: ArrayLike<number>): boolean {
  if (one.length !== other.length) return false;
  for (let at = 0; at < one.length; at++) if (one[at] !== other[at]) return false;
  return true;
}

function isSameValues({ values: one }: ModuleIr, { values: other }: ModuleIr): boolean {
  for (let value = 0; value < one.length; value++) {
    if (one.nameOf(value) !== other.nameOf(value) || one.functionOf(value) !== other.functionOf(value)) return false;
    if (one.kindOf(value) !== other.kindOf(value)) return false;
  }
  return true;
}

/** Plain data, without the spans in it. */
function isEqual(one: unknown, other: unknown): boolean {
  if (one === other) return true;
  if (typeof one !== 'object' || typeof other !== 'object' || one === null || other === null) return false;
  if (Array.isArray(one)) {
    return Array.isArray(other) && one.length === other.length && one.every((item, at) => isEqual(item, other[at]));
  }
  if (one instanceof Map) return other instanceof Map && isEqual([...one], [...other]);
  const names = Object.keys(one);
  if (names.length !== Object.keys(other).length) return false;
  return names.every(
    (name) =>
      name === 'span' || isEqual((one as Record<string, unknown>)[name], (other as Record<string, unknown>)[name]),
  );
}
