import type { CallIr, ValueId } from '../../ir/moduleIr.ts';
import { STEP_KIND } from '../../ir/stepKind.ts';
import { type ApiFacts, SAYS } from '../catalog/apiFacts.ts';
import { CLOCK_WHEN_BARE, PICKS } from '../catalog/guessCatalog.ts';
import type { SourceFact } from '../sources/sourceFact.ts';
import type { Values } from '../values/values.ts';
import type { KeyMakings } from './keyMakings.ts';
import { type Strengths, WEAK } from './strengthOf.ts';

/** Everything in a package that gives something that can be guessed, in order of files. */
export function guessableSources(
  values: Values,
  factsOf: (api: number) => ApiFacts,
  listed: Uint16Array,
  strengths: Strengths,
  { asked, nonces }: KeyMakings,
): readonly SourceFact[] {
  const { program } = values;
  const { kinds, gives, reads, starts } = program;
  const found: SourceFact[] = [];
  const seen = new Set<ValueId>();
  for (let index = 0; index < kinds.length; index++) {
    switch (kinds[index]) {
      case STEP_KIND.call:
        if (((listed[reads[starts[index] as number] as number] as number) & SAYS.guessableCalled) !== 0)
          ofCall(program.step(index) as CallIr);
        break;
      case STEP_KIND.load:
      case STEP_KIND.global:
        if (((listed[gives[index] as number] as number) & SAYS.guessableNamed) !== 0) ofName(gives[index] as number);
        break;
      default:
    }
  }
  for (const { function: index } of asked) {
    const result = program.functions[index]?.result;
    const isMade = result !== undefined && program.makes.offsets[result] !== program.makes.offsets[result + 1];
    if (isMade && strengths.ofResult(index) === WEAK) addConstant(result);
  }
  for (const value of nonces) if (strengths.of(value) === WEAK) addConstant(value);
  return found;

  function ofCall(call: CallIr): void {
    for (const api of values.apisOf(call.callee)) {
      const { guessable, path } = factsOf(api);
      if (guessable !== 'called') continue;
      if (path === CLOCK_WHEN_BARE && call.arguments.length > 0) continue;
      if (PICKS.test(path) && call.arguments.some(({ value }) => strengths.of(value) !== WEAK)) continue;
      add(call.to, path, `is what ${path} gives`, call.span);
    }
  }
  function ofName(value: ValueId): void {
    for (const api of values.apisOf(value)) {
      const { guessable, path } = factsOf(api);
      if (guessable === 'named') add(value, path, `is ${path}`);
    }
  }
  /** Where one is asked for after the other, a constant is no more than a clock. */
  function addConstant(value: ValueId): void {
    add(value, 'constants', 'is what is made of constants');
  }
  function add(value: ValueId, rests: string, what: string, span = program.valueIr(value)?.span): void {
    if (seen.has(value)) return;
    seen.add(value);
    const file = program.modules[program.moduleOf(value)]?.file ?? '';
    found.push({
      value,
      path: [],
      kind: 'guessable',
      by: 'origin',
      rests,
      isGuess: false,
      what,
      file,
      span: span ?? { start: 0, end: 0 },
    });
  }
}
