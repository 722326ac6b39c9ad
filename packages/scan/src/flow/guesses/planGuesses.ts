import type { ApiFacts } from '../catalog/apiFacts.ts';
import type { SourceFact } from '../sources/sourceFact.ts';
import { type FlowPlan, planFlows } from '../taint/planFlows.ts';
import type { Values } from '../values/values.ts';
import { behindMakings } from './behindMakings.ts';
import { createGuessFacts } from './guessFacts.ts';
import { guessableSources } from './guessableSources.ts';
import { createGuessRules } from './guessRules.ts';
import { keyMakings } from './keyMakings.ts';
import { createStrengths } from './strengthOf.ts';

/**
 * Where flows of what can be guessed begin, and how they are followed: they go on where those of secrets end, and end where
 * keys are made. Clocks are in every program, so nothing is looked for where none makes a key.
 */
export function planGuesses(
  values: Values,
  factsOf: (api: number) => ApiFacts,
  listed: Uint16Array,
  publicOf: () => ReadonlySet<number>,
): { readonly plan: FlowPlan; readonly sources: readonly SourceFact[] } | undefined {
  const makings = keyMakings(values, factsOf, listed);
  if (!makings.isAny) return undefined;
  const strengths = createStrengths(values, factsOf);
  const behind = behindMakings(values, makings.made);
  const sources = guessableSources(values, factsOf, listed, strengths, makings).filter((one) =>
    behind.values.has(one.value),
  );
  if (sources.length === 0) return undefined;
  const guessFacts = createGuessFacts(factsOf);
  const rules = createGuessRules(values, guessFacts, strengths, makings, behind);
  const planned = { values, factsOf: guessFacts, listed, isPublic: publicOf(), rules };
  return { plan: planFlows(planned, sources, (kind) => kind === 'key'), sources };
}
