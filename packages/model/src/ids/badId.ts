import { ModelFault } from '../modelFault.ts';

/** The refusal of a text that is not an id of the kind expected. */
export function badId(what: string, found: unknown, expected: string): ModelFault {
  const shown = typeof found === 'string' ? JSON.stringify(found.slice(0, 120)) : typeof found;
  return new ModelFault('bad-id', { message: `This is not ${what}.`, found: shown, expected });
}
