import type { ValueId } from '../ir/moduleIr.ts';
import type { ModuleView } from './moduleView.ts';

/** The texts that take part in a value: its own where it is one text, and every constant that it is made of. */
export function constantsOf(view: ModuleView, value: ValueId | undefined): readonly string[] {
  if (value === undefined) return [];
  const texts: string[] = [];
  for (const one of view.madeOf(value)) {
    for (const step of view.definitions(one)) {
      if (step.is === 'constant') texts.push(String(step.value));
      else if (step.is === 'join') {
        const text = view.textOf(one);
        if (text !== undefined) texts.push(text);
      } else if (step.is === 'load' && typeof step.key === 'string') texts.push(step.key);
    }
  }
  return texts;
}
