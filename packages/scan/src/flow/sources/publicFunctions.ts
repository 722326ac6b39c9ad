import { CLASS, FUNCTION, indexOf, kindOf, OBJECT } from '../values/denotations.ts';
import type { Values } from '../values/values.ts';

/** Functions that code outside the package can call: what modules export, and members of it. */
export function publicFunctions(values: Values): ReadonlySet<number> {
  const { program, sets } = values;
  const found = new Set<number>();
  const objects = [...program.exports];
  const seen = new Set(objects);
  const add = (holder: number): void => {
    if (seen.has(holder)) return;
    seen.add(holder);
    objects.push(holder);
  };
  for (let holder = objects.pop(); holder !== undefined; holder = objects.pop()) {
    const nodes = sets.nodesOf(holder);
    for (const node of holder < program.valueCount ? [holder, ...nodes] : nodes) {
      for (let place = 0; place < sets.sizeOf(node); place++) {
        const denotation = sets.at(node, place);
        const index = indexOf(denotation);
        switch (kindOf(denotation)) {
          case FUNCTION: {
            found.add(index);
            add(program.functions[index]?.receiver ?? program.functionObject(index));
            add(program.functionObject(index));
            break;
          }
          case CLASS: {
            const made = program.classes[index];
            if (made === undefined) break;
            if (made.construct !== undefined) found.add(made.construct);
            for (const member of made.members) found.add(member.function);
            add(made.instance);
            add(program.classObject(index));
            break;
          }
          case OBJECT:
            add(index);
            break;
          default:
        }
      }
    }
  }
  return found;
}
