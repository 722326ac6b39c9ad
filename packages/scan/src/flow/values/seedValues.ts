import type { ValueId } from '../../ir/moduleIr.ts';
import type { Program } from '../program/linkProgram.ts';
import { STEP_KIND } from '../../ir/stepKind.ts';
import { CLASS, denote, type Denotations, FUNCTION, OBJECT } from './denotations.ts';
import { LONGEST_CONSTANT } from './foldConstants.ts';
import type { ValueSets } from './valueSets.ts';

interface Seeding {
  readonly sets: ValueSets;
  readonly denotations: Denotations;
  importInto(specifier: string, index: number, to: ValueId): void;
}

/** Says what the steps say by themselves, whatever other values stand for. They are read as columns: none is made. */
export function seedValues(program: Program, seeding: Seeding): void {
  for (const one of program.exports) seeding.sets.add(one, denote(OBJECT, one));
  for (let module = 0; module < program.modules.length; module++) seedModule(program, seeding, module);
}

function seedModule(program: Program, { sets, denotations, importInto }: Seeding, module: number): void {
  const { kinds, gives, reads, starts } = program;
  const { table, firstStep, by } = program.written(module);
  for (let at = 0; at < table.length; at++) {
    const index = firstStep + at;
    const to = gives[index] as number;
    switch (kinds[index]) {
      case STEP_KIND.constant: {
        const value = table.constantAt(at);
        if ((typeof value === 'number' || value.length <= LONGEST_CONSTANT) && isAsked(program, to))
          sets.add(to, denotations.constant(value));
        break;
      }
      case STEP_KIND.copy:
        sets.link(reads[starts[index] as number] as number, to);
        break;
      case STEP_KIND.global: {
        const name = table.nameAt(at) as string;
        sets.read(program.globalObject, name, to);
        sets.add(to, denotations.api(`global:${name}`));
        break;
      }
      case STEP_KIND.fresh:
        sets.add(to, denote(OBJECT, to));
        break;
      case STEP_KIND.function:
        sets.add(to, denote(FUNCTION, table.functionAt(at) + by.functions));
        break;
      case STEP_KIND.class:
        sets.add(to, denote(CLASS, table.classAt(at) + by.classes));
        break;
      case STEP_KIND.import: {
        const specifier = table.nameAt(at);
        if (specifier !== undefined) importInto(specifier, index, to);
        break;
      }
      default:
    }
  }
}
/** Whether somebody does more with a value than to compare it: what nobody asks for is not handed on. */
function isAsked({ uses: { offsets, items }, kinds }: Program, value: ValueId): boolean {
  const start = offsets[value] as number;
  const end = offsets[value + 1] as number;
  for (let at = start; at < end; at++) if (kinds[items[at] as number] !== STEP_KIND.test) return true;
  // What no step reads may be what a function gives.
  return start === end;
}
