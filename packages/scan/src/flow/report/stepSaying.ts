import { STEP_KIND } from '../../ir/stepKind.ts';
import type { Program } from '../program/linkProgram.ts';

/** What a step is and which member, global or module it names: the same in every version, whatever else is in its file. */
export function stepSaying(program: Program, step: number): readonly [kind: number, name: string] {
  const kind = program.kinds[step] as number;
  const member = program.names[step] as number;
  if (member >= 0) return [kind, program.memberNames.textOf(member)];
  const { table, firstStep } = program.written(program.moduleOfStep(step));
  switch (kind) {
    case STEP_KIND.global:
    case STEP_KIND.import:
      return [kind, table.nameAt(step - firstStep) ?? ''];
    case STEP_KIND.fresh:
      return [kind, table.isObjectAt(step - firstStep) ? '' : '*'];
    default:
      return [kind, ''];
  }
}
